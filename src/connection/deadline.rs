//! When must something happen, if nothing else does? Named timers, one deadline.

use super::time::Time;

/// What the machine can be waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// The attempt has to be open by then (CONN-7).
    Connect,
    /// The `close` event is delivered by then, whether the peer has answered or not (CLOSE-3).
    Close,
}

impl Timer {
    const COUNT: usize = 2;
}

/// One slot a timer. Setting a timer that runs moves it.
#[derive(Debug, Default)]
pub struct Timers([Option<Time>; Timer::COUNT]);

impl Timers {
    /// Lets `timer` expire at `deadline`.
    pub fn set(&mut self, timer: Timer, deadline: Time) {
        *self.slot(timer) = Some(deadline);
    }

    /// Stops `timer`; one that does not run stays so.
    pub fn stop(&mut self, timer: Timer) {
        *self.slot(timer) = None;
    }

    /// Stops all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The earliest deadline.
    pub fn next(&self) -> Option<Time> {
        self.0.iter().flatten().copied().reduce(|a, b| if b < a { b } else { a })
    }

    /// Whether `timer` has expired at `now`; if so, it is stopped. A timeout that came too early finds nothing.
    pub fn take_expired(&mut self, timer: Timer, now: Time) -> bool {
        let slot = self.slot(timer);
        let expired = slot.is_some_and(|deadline| deadline <= now);
        if expired {
            *slot = None;
        }
        expired
    }

    fn slot(&mut self, timer: Timer) -> &mut Option<Time> {
        let [connect, close] = &mut self.0;
        match timer {
            Timer::Connect => connect,
            Timer::Close => close,
        }
    }
}

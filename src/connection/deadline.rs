//! When must something happen, if nothing else does? Named timers, one deadline.

use super::time::{Millis, Time};

/// What the machine can be waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// The attempt has to be open by then (CONN-7).
    Connect,
    /// The `close` event is delivered by then, whether the peer has answered or not (CLOSE-3).
    Close,
    /// The next attempt begins (RETRY).
    Retry,
    /// The peer is asked for a sign of life (BEAT).
    Beat,
    /// The sign of life has to have come (BEAT).
    Life,
    /// The oldest message that waits has waited too long (QUEUE).
    Age,
    /// The host is asked how much it has left to send (FLOW): there is no event for that.
    Drain,
}

impl Timer {
    const COUNT: usize = 7;
}

/// One slot a timer. Setting a timer that runs moves it.
#[derive(Debug)]
pub struct Timers([Time; Timer::COUNT]);

impl Default for Timers {
    fn default() -> Self {
        Self([Time::NEVER; Timer::COUNT])
    }
}

impl Timers {
    /// Lets `timer` expire at `deadline`; [`Time::NEVER`] stops it.
    pub fn set(&mut self, timer: Timer, deadline: Time) {
        if let Some(slot) = self.0.get_mut(timer as usize) {
            *slot = deadline;
        }
    }

    /// Stops `timer`; one that does not run stays so.
    pub fn stop(&mut self, timer: Timer) {
        self.set(timer, Time::NEVER);
    }

    /// Stops all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether `timer` runs.
    pub fn is_set(&self, timer: Timer) -> bool {
        self.deadline(timer) < Time::NEVER
    }

    /// The earliest deadline.
    pub fn next(&self) -> Option<Time> {
        let next = self.0.iter().fold(Time::NEVER, |next, deadline| if *deadline < next { *deadline } else { next });
        (next < Time::NEVER).then_some(next)
    }

    /// How late it is for `timer` at `now`, if it has expired; then it is stopped. A timeout that came too early finds
    /// nothing.
    pub fn take_expired(&mut self, timer: Timer, now: Time) -> Option<Millis> {
        let deadline = self.deadline(timer);
        (deadline <= now).then(|| {
            self.stop(timer);
            now.since(deadline)
        })
    }

    fn deadline(&self, timer: Timer) -> Time {
        self.0.get(timer as usize).copied().unwrap_or(Time::NEVER)
    }
}

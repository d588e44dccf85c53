//! May a message go out now, wait, or neither? (SEND-2, QUEUE, FLOW)

use super::deadline::Timer;
use super::outbox::Outbox;
use super::time::Time;
use super::{Command, Connection, Event, ReadyState};
use alloc::vec::Vec;

/// Between two looks at how much the host has left to send, in milliseconds.
const MEASURE_EVERY: f64 = 25.0;

/// What becomes of a message now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is handed to the host.
    Now,
    /// It waits.
    Later,
    /// It cannot be sent.
    NotOpen,
}

/// Why a message that waited will not be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// There was no room for it, or for a newer one.
    Overflow,
    /// It has waited too long.
    Expired,
    /// The connection was closed, or is over.
    Closed,
    /// Its sender took it back.
    Withdrawn,
}

impl<R: Clone + Default, M> Connection<R, M> {
    /// What becomes of a message now. A `volatile` one never waits, and overtakes those that do.
    pub fn admission(&self, volatile: bool) -> Admission {
        let waits = self.outbox.as_ref().filter(|_| !volatile);
        match (self.state, waits) {
            (ReadyState::Open, None) if !self.is_left => Admission::Now,
            (ReadyState::Open, Some(outbox)) if outbox.is_empty() && self.has_room() => Admission::Now,
            (ReadyState::Open | ReadyState::Connecting, Some(_)) => Admission::Later,
            _ => Admission::NotOpen,
        }
    }

    /// Whether the host would take a message that waits.
    fn has_room(&self) -> bool {
        !self.is_full && !self.is_left
    }

    /// A message of `size` bytes (or code units) waits from now on, if [`Self::admission`] says so. By its `ticket` it can
    /// be taken back.
    pub fn enqueue(&mut self, message: M, size: f64, ticket: u32, now: Time) {
        // Those that have waited too long take no room from it, however late the timer is.
        self.expire_queued(now);
        let Some(outbox) = &mut self.outbox else { return self.fail(message, Gone::Closed) };
        let (commands, dropped) = (&mut self.commands, &mut self.stats.dropped);
        outbox.push(message, size, ticket, now, |message| {
            dropped.count(Gone::Overflow);
            commands.push_back(Command::Fail(message, Gone::Overflow));
        });
        self.set_expiry();
    }

    /// The next message that waited and is to be handed to the host now, with its size.
    pub fn next_queued(&mut self) -> Option<(M, f64)> {
        if self.state != ReadyState::Open || !self.has_room() {
            return None;
        }
        let next = self.outbox.as_mut()?.pop();
        self.set_expiry();
        next
    }

    /// Takes back the message with this ticket, if it still waits.
    pub fn withdraw(&mut self, ticket: u32) {
        if let Some(message) = self.outbox.as_mut().and_then(|outbox| outbox.withdraw(ticket)) {
            self.fail(message, Gone::Withdrawn);
        }
        self.set_expiry();
    }

    /// Takes back all messages that wait, in order.
    pub fn drain_queue(&mut self) -> Vec<M> {
        let mut drained = Vec::new();
        while let Some((message, _)) = self.outbox.as_mut().and_then(Outbox::pop) {
            self.stats.dropped.count(Gone::Withdrawn);
            drained.push(message);
        }
        self.set_expiry();
        drained
    }

    /// How much the host has left to send. Asked for after each message, where there are water marks, and with
    /// [`Command::Measure`].
    pub fn buffered(&mut self, amount: f64, now: Time) {
        let Some(water) = self.config.water else { return };
        if self.state != ReadyState::Open {
            return;
        }
        if self.is_full && amount <= water.low {
            self.is_full = false;
            self.timers.stop(Timer::Drain);
            self.expire_queued(now);
            self.events.push(Event::Drain);
        } else if amount >= water.high {
            self.is_full = true;
        }
        if self.is_full && !self.timers.is_set(Timer::Drain) {
            self.timers.set(Timer::Drain, now.after(MEASURE_EVERY));
        }
    }

    /// Messages that wait, and their sizes together.
    pub fn queued(&self) -> (usize, f64) {
        self.outbox.as_ref().map_or((0, 0.0), |outbox| (outbox.len(), outbox.bytes()))
    }

    pub(super) fn fail_queued(&mut self, why: Gone) {
        while let Some((message, _)) = self.outbox.as_mut().and_then(Outbox::pop) {
            self.fail(message, why);
        }
    }

    pub(super) fn expire_queued(&mut self, now: Time) {
        while let Some(message) = self.outbox.as_mut().and_then(|outbox| outbox.pop_expired(now)) {
            self.fail(message, Gone::Expired);
        }
        self.set_expiry();
    }

    pub(super) fn set_expiry(&mut self) {
        let expiry = self.outbox.as_ref().and_then(Outbox::expiry);
        self.timers.set(Timer::Age, expiry.unwrap_or(Time::NEVER));
    }

    fn fail(&mut self, message: M, why: Gone) {
        self.stats.dropped.count(why);
        self.commands.push_back(Command::Fail(message, why));
    }
}

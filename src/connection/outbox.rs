//! What waits to be sent? (QUEUE)
//!
//! Messages are of the caller's own type `M`: they are carried, and never looked at.

use super::time::{Millis, Time};
use alloc::collections::VecDeque;

/// How much may wait, and what happens to the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Messages.
    pub max_messages: f64,
    /// Their sizes together.
    pub max_bytes: f64,
    /// How long one may wait.
    pub max_age: Millis,
    /// Which message has to go when there is no room.
    pub overflow: Overflow,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_messages: 1_000.0, max_bytes: 1_048_576.0, max_age: f64::INFINITY, overflow: Overflow::Reject }
    }
}

/// Which message has to go when there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// The new one.
    Reject,
    /// The oldest ones.
    DropOldest,
}

/// A message that waits.
#[derive(Debug)]
struct Waiting<M> {
    message: M,
    size: f64,
    ticket: u32,
    until: Time,
}

/// First in, first out, within limits.
#[derive(Debug)]
pub struct Outbox<M> {
    limits: Limits,
    waiting: VecDeque<Waiting<M>>,
    bytes: f64,
}

impl<M> Outbox<M> {
    /// Nothing waits.
    pub fn new(limits: Limits) -> Self {
        Self { limits, waiting: VecDeque::new(), bytes: 0.0 }
    }

    /// Takes a message in. `gone` is given those that have to go, which may be the message itself.
    pub fn push(&mut self, message: M, size: f64, ticket: u32, now: Time, mut gone: impl FnMut(M)) {
        if size > self.limits.max_bytes || self.limits.max_messages < 1.0 {
            return gone(message);
        }
        while self.bytes + size > self.limits.max_bytes || self.waiting.len() as f64 + 1.0 > self.limits.max_messages {
            if self.limits.overflow == Overflow::Reject {
                return gone(message);
            }
            match self.pop() {
                Some((oldest, _)) => gone(oldest),
                None => break,
            }
        }
        self.bytes += size;
        self.waiting.push_back(Waiting { message, size, ticket, until: now.after(self.limits.max_age) });
    }

    /// The oldest message, and its size.
    pub fn pop(&mut self) -> Option<(M, f64)> {
        let Waiting { message, size, .. } = self.waiting.pop_front()?;
        // An empty box weighs nothing, whatever rounding has left.
        self.bytes = if self.waiting.is_empty() { 0.0 } else { self.bytes - size };
        Some((message, size))
    }

    /// The oldest message, if it has waited too long.
    pub fn pop_expired(&mut self, now: Time) -> Option<M> {
        if self.waiting.front()?.until <= now { self.pop().map(|(message, _)| message) } else { None }
    }

    /// The message with this ticket.
    pub fn withdraw(&mut self, ticket: u32) -> Option<M> {
        let place = self.waiting.iter().position(|waiting| waiting.ticket == ticket)?;
        let Waiting { message, size, .. } = self.waiting.remove(place)?;
        self.bytes = if self.waiting.is_empty() { 0.0 } else { self.bytes - size };
        Some(message)
    }

    /// When the oldest message has waited too long. Later ones are later.
    pub fn expiry(&self) -> Option<Time> {
        let until = self.waiting.front()?.until;
        (until < Time::NEVER).then_some(until)
    }

    /// Messages that wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The sizes of those that wait, together.
    pub fn bytes(&self) -> f64 {
        self.bytes
    }
}

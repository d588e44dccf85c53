//! What has happened so far? Counters over the whole life of a task, reconnects included.

use super::queue::Gone;
use super::time::Millis;

/// Counters of one task. Floats where a count may pass 2³²; exact up to 2⁵³.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Attempts to connect that were begun.
    pub attempts: u32,
    /// Attempts that became open.
    pub opens: u32,
    /// Messages handed to the host.
    pub messages_sent: f64,
    /// Messages delivered to the page.
    pub messages_received: f64,
    /// Their size: bytes of binary messages, UTF-16 code units of text.
    pub bytes_sent: f64,
    /// As `bytes_sent`.
    pub bytes_received: f64,
    /// Messages that waited and were given up.
    pub dropped: Dropped,
    /// From the first question since the answer before to the last answer: none before one.
    pub round_trip: Option<Millis>,
}

/// Messages that waited and were given up, by reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dropped {
    /// No room.
    pub overflow: u32,
    /// Waited too long.
    pub expired: u32,
    /// Closed, or over.
    pub closed: u32,
    /// Taken back by the sender.
    pub withdrawn: u32,
}

impl Dropped {
    /// One more.
    pub fn count(&mut self, why: Gone) {
        *match why {
            Gone::Overflow => &mut self.overflow,
            Gone::Expired => &mut self.expired,
            Gone::Closed => &mut self.closed,
            Gone::Withdrawn => &mut self.withdrawn,
        } += 1;
    }
}

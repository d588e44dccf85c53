//! What has happened so far? Counters over the whole life of a task, reconnects included.

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
}

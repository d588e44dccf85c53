//! What is chosen for a connection when it is made?

use super::backoff::Retry;
use super::heartbeat::Beat;
use super::outbox::Limits;
use super::time::Millis;

/// The choices. What is absent is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Config {
    /// How long an attempt may take until it is open; infinity for as long as the host lets it.
    pub connect_timeout: Millis,
    /// How long after `close()` the `close` event comes at the latest.
    pub close_timeout: Millis,
    /// Lost connections are made anew (RETRY).
    pub retry: Option<Retry>,
    /// The peer is asked for a sign of life (BEAT).
    pub heartbeat: Option<Beat>,
    /// Messages wait while the connection is not open (QUEUE).
    pub queue: Option<Limits>,
    /// Messages wait while the host has too much to send (FLOW).
    pub water: Option<Water>,
}

impl Config {
    /// Nothing beyond the plain contract, and no limit of time.
    pub const PLAIN: Self = Self {
        connect_timeout: f64::INFINITY,
        close_timeout: f64::INFINITY,
        retry: None,
        heartbeat: None,
        queue: None,
        water: None,
    };
}

/// How much the host may have left to send, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Water {
    /// From here on messages wait.
    pub high: f64,
    /// Until it is no more than this.
    pub low: f64,
}

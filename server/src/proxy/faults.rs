//! What can befall one direction of a connection.

use std::num::NonZeroUsize;
use std::time::Duration;

use serde::Deserialize;

/// Whose bytes they are.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Direction {
    /// The client's, to the upstream.
    Up,
    /// The upstream's, to the client.
    Down,
}

/// Something for each direction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Both<T> {
    pub(crate) up: T,
    pub(crate) down: T,
}

impl<T> Both<T> {
    /// That of one direction, or those of both.
    pub(crate) fn of(&mut self, direction: Option<Direction>) -> impl Iterator<Item = &mut T> {
        let up = (direction != Some(Direction::Down)).then_some(&mut self.up);
        let down = (direction != Some(Direction::Up)).then_some(&mut self.down);
        up.into_iter().chain(down)
    }
}

/// The faults of one direction; none by default. What they count begins when they are set, or with the connection if that
/// comes later.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Faults {
    /// How long each piece is under way.
    pub(crate) latency: Duration,
    /// Up to how much longer, by chance.
    pub(crate) jitter: Duration,
    /// The most bytes that are written at once.
    pub(crate) slice: Option<NonZeroUsize>,
    /// How long to wait between two writes.
    pub(crate) pause: Duration,
    /// What happens once that many bytes have passed.
    pub(crate) fate: Option<(u64, Fate)>,
    /// Of what the chance is made: the same one gives the same delays, connection by connection.
    pub(crate) seed: u64,
}

/// What becomes of a direction at some byte.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Fate {
    /// Nothing more is read, so that the sender feels it. It goes on where it was once this is taken back.
    Stall,
    /// All that follows is read and lost, the end as well: for the receiver the sender has vanished.
    Swallow,
    /// The receiver is told that this is the end (FIN); what follows is lost.
    Close,
    /// Both ends are told that the connection is broken (RST).
    Reset,
}

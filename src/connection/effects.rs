//! What goes in, and what comes out? The words in which the machine is told and tells.

use super::close::{CloseEvent, CloseFrame};
use super::queue::Gone;
use super::time::Millis;

/// The state of the connection as the page sees it, with the numbers of the WebSocket standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyState {
    /// An attempt is under way, or will be.
    Connecting = 0,
    /// Messages can be sent and are delivered.
    Open = 1,
    /// The page has called `close()`; the `close` event is still to come.
    Closing = 2,
    /// Nothing runs. After an error the one `close` event may still be owed.
    Closed = 3,
}

/// The number of an attempt to connect: 1 for a task's first, and never used twice within a task.
pub type Attempt = u32;

/// What the host reports of an attempt, messages excepted: those are [`super::Connection::message`].
#[derive(Clone, Debug, PartialEq)]
pub enum Signal<R> {
    /// The handshake succeeded.
    Opened,
    /// The connection failed. A [`Signal::Closed`] usually follows.
    Failed,
    /// The connection is gone.
    Closed(CloseEvent<R>),
}

/// What the host is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command<R, M> {
    /// Begin this attempt. If the host refuses, tell the machine with [`super::Connection::refused`].
    Open(Attempt),
    /// Begin the closing handshake.
    Close(CloseFrame<R>),
    /// Let go of the socket, whatever its state: nothing of it is heard any more.
    Abandon,
    /// Ask the peer for a sign of life.
    Ask,
    /// Find out how much the host has left to send, and tell [`super::Connection::buffered`].
    Measure,
    /// Tell the sender of this message that it will not be sent.
    Fail(M, Gone),
}

/// What the page is to be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<R> {
    /// The connection is open; `reconnected` from the second time on.
    Open {
        /// Whether the task has been open before.
        reconnected: bool,
    },
    /// An attempt was lost or has failed. Whether there will be another is to be answered with [`super::Connection::judged`]:
    /// the page may have a say in it.
    Judge {
        /// How it ended.
        close: CloseEvent<R>,
        /// Which failure in a row this is, from 1.
        attempt: u32,
    },
    /// There will be another attempt.
    Reconnecting {
        /// Which one in a row: 1 for the first after a connection that lasted.
        attempt: u32,
        /// Until it begins; longer if the page is hidden or offline by then.
        delay: Millis,
        /// How the last one ended.
        close: CloseEvent<R>,
        /// Why it failed, if it did.
        cause: Option<Cause>,
    },
    /// The host has sent enough for more to be sent.
    Drain,
    /// The connection failed; a [`Event::Close`] follows.
    Error(Cause),
    /// The connection has ended.
    Close(CloseEvent<R>),
}

/// Why a connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The host would not begin the attempt.
    Refused,
    /// The attempt did not succeed: no such server, not reachable, or it declined.
    NotEstablished,
    /// The attempt was not open in time.
    TimedOut,
    /// An open connection broke.
    Lost,
    /// An open connection gave no sign of life in time.
    Silent,
}

/// A message cannot be sent because the connection is not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOpen;

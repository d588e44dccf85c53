//! DECIDES. One task's connection as a machine without input or output of its own.
//!
//! Calls of the page and signals of the host go in, each with the time at which it happened. What is to be done comes out:
//! [`Command`]s for the host, [`Event`]s for the page, and one deadline. The machine knows no clock, no randomness and no
//! JavaScript, so it runs as well in a native test as in a page.
//!
//! After every call that takes `&mut self`:
//! 1. carry out [`Connection::poll_command`] until it gives none: this never runs code of the page;
//! 2. deliver [`Connection::poll_event`] until it gives none, unless the input was a call of the page. Events are never
//!    delivered from within a call: those that a call causes are due at the deadline, which is then at once;
//! 3. see to it that [`Connection::handle_timeout`] is called at [`Connection::next_deadline`]. Calls that come late, too
//!    early or twice do no harm.

mod close;
mod deadline;
mod stats;
mod time;

#[cfg(test)]
mod tests;

use alloc::collections::VecDeque;

pub use close::{CloseEvent, CloseFrame, InvalidClose, MAX_REASON_BYTES};
use deadline::{Timer, Timers};
pub use stats::Stats;
pub use time::{Millis, Time};

/// The state of the connection as the page sees it, with the numbers of the WebSocket standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyState {
    /// An attempt is under way.
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

/// What is chosen for a connection when it is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Config {
    /// How long an attempt may take until it is open; none for as long as the host lets it.
    pub connect_timeout: Option<Millis>,
    /// How long after `close()` the `close` event comes at the latest.
    pub close_timeout: Millis,
}

/// What the host reports of an attempt, messages excepted: those are [`Connection::message`].
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
pub enum Command<R> {
    /// Begin this attempt. If the host refuses, tell the machine with [`Connection::refused`].
    Open(Attempt),
    /// Begin the closing handshake.
    Close(CloseFrame<R>),
    /// Let go of the socket, whatever its state: nothing of it is heard any more.
    Abandon,
}

/// What the page is to be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<R> {
    /// The connection is open; `reconnected` from the second time on.
    Open {
        /// Whether the task has been open before.
        reconnected: bool,
    },
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
}

/// A message cannot be sent because the connection is not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOpen;

/// One task's connection, with close reasons of type `R`. See the module's documentation for the order of calls.
#[derive(Debug)]
pub struct Connection<R> {
    config: Config,
    state: ReadyState,
    /// The attempt whose signals are heard: none before the first, and none once an attempt is over.
    attempt: Option<Attempt>,
    timers: Timers,
    commands: VecDeque<Command<R>>,
    events: VecDeque<Event<R>>,
    stats: Stats,
}

impl<R: Default> Connection<R> {
    /// A connection that is closed until [`Self::connect`]; `stats` are those of the task so far.
    pub fn new(config: Config, stats: Stats) -> Self {
        Self {
            config,
            state: ReadyState::Closed,
            attempt: None,
            timers: Timers::default(),
            commands: VecDeque::new(),
            events: VecDeque::new(),
            stats,
        }
    }

    /// Begins an attempt. Nothing may be under way: that is what [`Self::reconnect`] is for.
    pub fn connect(&mut self, now: Time) {
        self.stats.attempts += 1;
        self.attempt = Some(self.stats.attempts);
        self.state = ReadyState::Connecting;
        self.commands.push_back(Command::Open(self.stats.attempts));
        if let Some(timeout) = self.config.connect_timeout {
            self.timers.set(Timer::Connect, now.after(timeout));
        }
    }

    /// Begins a new attempt in whatever state the connection is. One that is under way is abandoned and nothing more is
    /// heard of it, but a `close` event that is owed is delivered before anything of the new attempt.
    pub fn reconnect(&mut self, now: Time) {
        let close_is_owed = match self.state {
            ReadyState::Connecting | ReadyState::Open => false,
            ReadyState::Closing => true,
            ReadyState::Closed => self.attempt.is_some(),
        };
        self.abandon();
        if close_is_owed {
            self.end(CloseEvent::abnormal());
        }
        self.connect(now);
    }

    /// The host would not begin the attempt (a URL or protocol that it does not take).
    pub fn refused(&mut self) {
        self.fail(Cause::Refused);
        self.end(CloseEvent::abnormal());
    }

    /// Takes a signal of the host. One of an attempt that is over is dropped here, at the door.
    pub fn handle_signal(&mut self, attempt: Attempt, signal: Signal<R>, now: Time) {
        if self.attempt != Some(attempt) {
            return;
        }
        match signal {
            Signal::Opened => self.opened(),
            Signal::Failed => {
                if self.is_live() {
                    self.fail_as_host_says();
                    self.timers.set(Timer::Close, now.after(self.config.close_timeout));
                }
            }
            Signal::Closed(event) => {
                if self.state == ReadyState::Connecting {
                    self.fail_as_host_says();
                }
                self.end(event);
            }
        }
    }

    /// Takes a message of `size` bytes (or code units) and says whether the page gets it: not after `close()`, and not
    /// from an attempt that is over.
    #[must_use]
    pub fn message(&mut self, attempt: Attempt, size: f64) -> bool {
        let delivered = self.attempt == Some(attempt) && self.state == ReadyState::Open;
        if delivered {
            self.stats.messages_received += 1.0;
            self.stats.bytes_received += size;
        }
        delivered
    }

    /// Whether a message can be handed to the host now.
    ///
    /// # Errors
    /// [`NotOpen`] in every state but open.
    pub fn may_send(&self) -> Result<(), NotOpen> {
        match self.state {
            ReadyState::Open => Ok(()),
            _ => Err(NotOpen),
        }
    }

    /// The host has taken a message of `size` bytes (or code units).
    pub fn sent(&mut self, size: f64) {
        self.stats.messages_sent += 1.0;
        self.stats.bytes_sent += size;
    }

    /// Ends the connection. Before it is open the attempt is abandoned; an open one is closed with the peer. Where it is
    /// closing or closed already, nothing changes.
    pub fn close(&mut self, frame: CloseFrame<R>, now: Time) {
        match self.state {
            ReadyState::Connecting => {
                self.abandon();
                self.timers.set(Timer::Close, now);
            }
            ReadyState::Open => {
                self.commands.push_back(Command::Close(frame));
                self.timers.set(Timer::Close, now.after(self.config.close_timeout));
            }
            ReadyState::Closing | ReadyState::Closed => return,
        }
        self.state = ReadyState::Closing;
    }

    /// Time has passed.
    pub fn handle_timeout(&mut self, now: Time) {
        if self.timers.take_expired(Timer::Connect, now) {
            self.abandon();
            self.fail(Cause::TimedOut);
            self.end(CloseEvent::abnormal());
        }
        if self.timers.take_expired(Timer::Close, now) {
            self.abandon();
            self.end(CloseEvent::abnormal());
        }
    }

    /// The next thing that the host is to do.
    pub fn poll_command(&mut self) -> Option<Command<R>> {
        self.commands.pop_front()
    }

    /// The next thing that the page is to be told.
    pub fn poll_event(&mut self) -> Option<Event<R>> {
        self.events.pop_front()
    }

    /// When [`Self::handle_timeout`] is to be called. Events that wait are due at once.
    pub fn next_deadline(&self) -> Option<Time> {
        if self.events.is_empty() { self.timers.next() } else { Some(Time::ORIGIN) }
    }

    /// Whether nothing will come any more, unless the page calls [`Self::reconnect`].
    pub fn is_finished(&self) -> bool {
        self.state == ReadyState::Closed && self.attempt.is_none() && self.commands.is_empty() && self.events.is_empty()
    }

    /// Whether the connection is open or about to be: then it can be the current one (GLOBAL-1).
    pub fn is_live(&self) -> bool {
        matches!(self.state, ReadyState::Connecting | ReadyState::Open)
    }

    /// The attempt whose socket is in use; none when the host's socket can be freed.
    pub fn attempt(&self) -> Option<Attempt> {
        self.attempt
    }

    /// The state that the page sees.
    pub fn ready_state(&self) -> ReadyState {
        self.state
    }

    /// What has happened so far.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    fn opened(&mut self) {
        if self.state != ReadyState::Connecting {
            return;
        }
        self.timers.stop(Timer::Connect);
        self.state = ReadyState::Open;
        self.stats.opens += 1;
        self.events.push_back(Event::Open { reconnected: self.stats.opens > 1 });
    }

    fn fail_as_host_says(&mut self) {
        self.fail(if self.state == ReadyState::Open { Cause::Lost } else { Cause::NotEstablished });
    }

    /// The connection is of no use any more; the `close` event is still to come.
    fn fail(&mut self, cause: Cause) {
        self.timers.clear();
        self.state = ReadyState::Closed;
        self.events.push_back(Event::Error(cause));
    }

    /// The attempt is over, and the page is told.
    fn end(&mut self, event: CloseEvent<R>) {
        self.timers.clear();
        self.attempt = None;
        self.state = ReadyState::Closed;
        self.events.push_back(Event::Close(event));
    }

    fn abandon(&mut self) {
        if self.attempt.take().is_some() {
            self.commands.push_back(Command::Abandon);
        }
        self.timers.clear();
    }
}

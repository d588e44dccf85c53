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
//! 3. hand over [`Connection::next_queued`] until it gives none;
//! 4. see to it that [`Connection::handle_timeout`] is called at [`Connection::next_deadline`]. Calls that come late, too
//!    early or twice do no harm.

mod backoff;
mod close;
mod config;
mod deadline;
mod effects;
mod heartbeat;
mod outbox;
mod queue;
mod retry;
mod stats;
mod time;

// Natively: what they need (proptest, threads) a browser does not have.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
// What plays with the machine in tests, and under a fuzzer.
#[cfg(all(any(test, fuzzing), not(target_arch = "wasm32")))]
pub mod world;

use alloc::collections::VecDeque;
use alloc::vec::Vec;

pub use backoff::{Jitter, Retry, Verdict};
pub use close::{CloseEvent, CloseFrame, HEARTBEAT_TIMEOUT, InvalidClose, MAX_REASON_BYTES};
pub use config::{Config, Water};
use deadline::{Timer, Timers};
pub use effects::{Attempt, Cause, Command, Event, NotOpen, ReadyState, Signal};
pub use heartbeat::Beat;
use heartbeat::Pulse;
use outbox::Outbox;
pub use outbox::{Limits, Overflow};
pub use queue::{Admission, Gone};
pub use retry::Lifecycle;
use retry::Recovery;
pub use stats::{Dropped, Stats};
pub use time::{Millis, Time};

/// How late a timer may come in a page that is awake: browsers let those of hidden pages run once a second.
const ASLEEP: Millis = 2_000.0;

/// One task's connection, with close reasons of type `R` and messages of type `M`, neither of which it looks at. See the
/// module's documentation for the order of calls.
#[derive(Debug)]
pub struct Connection<R, M> {
    config: Config,
    state: ReadyState,
    /// The attempt whose signals are heard: none before the first, and none once an attempt is over.
    attempt: Option<Attempt>,
    timers: Timers,
    commands: VecDeque<Command<R, M>>,
    /// At most a few, so a plain list will do.
    events: Vec<Event<R>>,
    stats: Stats,
    /// Since when the connection is open.
    opened_at: Option<Time>,
    recovery: Recovery<R>,
    pulse: Pulse,
    outbox: Option<Outbox<M>>,
    /// The host has more to send than the high water mark, and not yet less than the low one.
    is_full: bool,
    /// The peer has closed the connection, and the host is still to tell.
    is_left: bool,
}

impl<R: Clone + Default, M> Connection<R, M> {
    /// A connection that is closed until [`Self::connect`]; `stats` are those of the task so far.
    pub fn new(config: Config, stats: Stats) -> Self {
        Self {
            state: ReadyState::Closed,
            attempt: None,
            timers: Timers::default(),
            commands: VecDeque::new(),
            events: Vec::new(),
            stats,
            opened_at: None,
            recovery: Recovery::default(),
            pulse: Pulse::default(),
            outbox: config.queue.map(Outbox::new),
            is_full: false,
            is_left: false,
            config,
        }
    }

    /// Begins an attempt. Nothing may be under way: that is what [`Self::reconnect`] is for.
    pub fn connect(&mut self, now: Time) {
        self.stats.attempts += 1;
        self.attempt = Some(self.stats.attempts);
        self.state = ReadyState::Connecting;
        self.opened_at = None;
        self.is_left = false;
        self.recovery.begin_attempt();
        self.commands.push_back(Command::Open(self.stats.attempts));
        self.timers.set(Timer::Connect, now.after(self.config.connect_timeout));
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
        self.stop_recovering();
        if close_is_owed {
            self.end(CloseEvent::abnormal());
        }
        self.connect(now);
    }

    /// The host would not begin the attempt (a URL or protocol that it does not take), or there is none to begin it with.
    pub fn refused(&mut self, now: Time) {
        self.lost(CloseEvent::abnormal(), Some(Cause::Refused), now);
    }

    /// Takes a signal of the host. One of an attempt that is over is dropped here, at the door.
    pub fn handle_signal(&mut self, attempt: Attempt, signal: Signal<R>, now: Time) {
        if self.attempt != Some(attempt) {
            return;
        }
        match signal {
            Signal::Opened => self.opened(now),
            Signal::Failed => {
                if self.is_live() {
                    self.failed(now);
                }
            }
            Signal::Closed(event) => match self.state {
                ReadyState::Connecting => self.lost(event, Some(Cause::NotEstablished), now),
                ReadyState::Open => self.lost(event, None, now),
                ReadyState::Closing | ReadyState::Closed => self.end(event),
            },
        }
    }

    /// Whether a message is heard: not after `close()`, nor of an attempt that is over.
    pub fn hears(&self, attempt: Attempt) -> bool {
        self.attempt == Some(attempt) && self.state == ReadyState::Open
    }

    /// Takes a message of `size` bytes (or code units) and says whether the page gets it.
    #[must_use]
    pub fn message(&mut self, attempt: Attempt, size: f64) -> bool {
        let delivered = self.hears(attempt);
        if delivered {
            self.pulse.felt();
            self.stats.messages_received += 1.0;
            self.stats.bytes_received += size;
        }
        delivered
    }

    /// A message that has come is, or may be, the answer to [`Command::Ask`]. One that the page gets as well goes on to
    /// [`Self::message`].
    pub fn answered(&mut self, now: Time) {
        if let Some(round_trip) = self.pulse.answered(now) {
            self.stats.round_trip = Some(round_trip);
        }
    }

    /// Whether an answer to [`Command::Ask`] would tell something new.
    pub fn awaits_answer(&self) -> bool {
        self.pulse.awaits_answer()
    }

    /// The host has taken a message of `size` bytes (or code units).
    pub fn sent(&mut self, size: f64) {
        self.stats.messages_sent += 1.0;
        self.stats.bytes_sent += size;
    }

    /// It has not, after all; `is_left`: because the peer has closed the connection, and it would drop whatever else came.
    pub fn unsent(&mut self, size: f64, is_left: bool) {
        self.stats.messages_sent -= 1.0;
        self.stats.bytes_sent -= size;
        self.is_left |= is_left;
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
                self.timers.clear();
                self.commands.push_back(Command::Close(frame));
                self.timers.set(Timer::Close, now.after(self.config.close_timeout));
            }
            ReadyState::Closing | ReadyState::Closed => return,
        }
        self.stop_recovering();
        self.state = ReadyState::Closing;
        self.opened_at = None;
        self.fail_queued(Gone::Closed);
    }

    /// Time has passed.
    pub fn handle_timeout(&mut self, now: Time) {
        if self.timers.take_expired(Timer::Connect, now).is_some() {
            self.abandon();
            self.lost(CloseEvent::abnormal(), Some(Cause::TimedOut), now);
        }
        if self.timers.take_expired(Timer::Close, now).is_some() {
            self.abandon();
            self.end(CloseEvent::abnormal());
        }
        if self.timers.take_expired(Timer::Retry, now).is_some() {
            self.connect(now);
        }
        if let Some(late) = self.timers.take_expired(Timer::Life, now) {
            self.look_for_life(late, now);
        }
        if self.timers.take_expired(Timer::Beat, now).is_some() {
            self.ask(now);
        }
        if self.timers.take_expired(Timer::Age, now).is_some() {
            self.expire_queued(now);
        }
        if self.timers.take_expired(Timer::Drain, now).is_some() {
            self.commands.push_back(Command::Measure);
        }
    }

    /// The next thing that the host is to do.
    pub fn poll_command(&mut self) -> Option<Command<R, M>> {
        self.commands.pop_front()
    }

    /// The next thing that the page is to be told.
    pub fn poll_event(&mut self) -> Option<Event<R>> {
        if self.events.is_empty() { None } else { Some(self.events.remove(0)) }
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

    /// What was chosen for the connection.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What has happened so far.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    fn opened(&mut self, now: Time) {
        if self.state != ReadyState::Connecting {
            return;
        }
        self.timers.stop(Timer::Connect);
        self.state = ReadyState::Open;
        self.stats.opens += 1;
        self.opened_at = Some(now);
        self.pulse.reset();
        // The way is free now: what is too old may not go, however late the timer is.
        self.expire_queued(now);
        if let Some(beat) = self.config.heartbeat {
            self.timers.set(Timer::Beat, now.after(beat.interval));
        }
        self.events.push(Event::Open { reconnected: self.stats.opens > 1 });
        if core::mem::take(&mut self.is_full) {
            // Who waits for it is not to wait for a socket that is gone.
            self.events.push(Event::Drain);
        }
    }

    fn failed(&mut self, now: Time) {
        let cause = if self.state == ReadyState::Open { Cause::Lost } else { Cause::NotEstablished };
        if self.config.retry.is_some() {
            // What the `close` of a failed connection would say is known: nothing.
            self.abandon();
            return self.lost(CloseEvent::abnormal(), Some(cause), now);
        }
        self.timers.clear();
        self.state = ReadyState::Closed;
        self.opened_at = None;
        self.fail_queued(Gone::Closed);
        self.events.push(Event::Error(cause));
        self.timers.set(Timer::Close, now.after(self.config.close_timeout));
    }

    fn ask(&mut self, now: Time) {
        let Some(beat) = self.config.heartbeat else { return };
        self.commands.push_back(Command::Ask);
        self.timers.set(Timer::Beat, now.after(beat.interval));
        self.pulse.asked(now);
        if !self.timers.is_set(Timer::Life) {
            self.pulse.doubt();
            self.timers.set(Timer::Life, now.after(beat.timeout));
        }
    }

    fn look_for_life(&mut self, late: Millis, now: Time) {
        let Some(beat) = self.config.heartbeat else { return };
        if self.pulse.is_alive() {
            return;
        }
        if late > beat.timeout.min(ASLEEP) {
            // The page slept through it: the answer may be there and not delivered yet, so the peer is asked again.
            self.pulse.reset();
            return self.ask(now);
        }
        self.abandon();
        self.lost(CloseEvent { code: HEARTBEAT_TIMEOUT, ..CloseEvent::abnormal() }, Some(Cause::Silent), now);
    }

    /// The connection is over, and the page is told.
    fn end(&mut self, event: CloseEvent<R>) {
        self.timers.clear();
        self.attempt = None;
        self.state = ReadyState::Closed;
        self.opened_at = None;
        self.is_full = false;
        self.fail_queued(Gone::Closed);
        self.events.push(Event::Close(event));
    }

    fn abandon(&mut self) {
        if self.attempt.take().is_some() {
            self.commands.push_back(Command::Abandon);
        }
        self.stop_attempt();
    }

    /// Stops the timers of an attempt; those of the messages that wait go on.
    fn stop_attempt(&mut self) {
        self.timers.clear();
        self.set_expiry();
    }
}

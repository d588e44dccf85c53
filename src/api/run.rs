//! What follows from an input? The machine's commands go to the host, its events to the page, its deadline to the clock.
//!
//! Every function here borrows the tasks, lets the machine decide, releases them, and only then calls JavaScript: a
//! listener may call any function of the API (CALL-7).

use super::failure;
use super::failure::Failure;
use super::sys;
use super::tasks::{Connection, Message, TASKS};
use super::trace::trace;
#[cfg(feature = "development")]
use super::words;
use crate::connection::{self, Attempt, Dropped, Lifecycle, NotOpen, Signal, Stats};
use crate::host::{Socket, SocketOptions, clock};
use alloc::rc::Rc;
use wasm_bindgen::prelude::*;

type Command = connection::Command<JsValue, Message>;
type Event = connection::Event<JsValue>;

/// Carries out what a call of the page led to. Events wait for the alarm: none is delivered from within a call (EVT-5).
///
/// # Errors
/// What the host threw at a new attempt. The machine knows of it already.
pub fn after_call(id: u32) -> Result<(), JsValue> {
    let result = carry_out(id);
    set_alarm(id);
    result
}

/// The deadline of a task has come, or may have.
pub fn on_alarm(id: u32) {
    let now = clock::now();
    TASKS.with(|table| {
        if let Some(task) = table.get(id) {
            task.alarm = None;
            task.connection.handle_timeout(now);
        }
    });
    after_signal(id);
}

/// The page is hidden, comes back, and so on.
pub fn on_lifecycle(change: Lifecycle) {
    let now = clock::now();
    for id in TASKS.with(|table| table.ids()) {
        let chance = clock::chance();
        TASKS.change(id, |connection| connection.lifecycle(change, chance, now));
        after_signal(id);
    }
}

/// Opens the socket of an attempt, if it is still wanted.
///
/// # Errors
/// What the host threw. The machine knows of it already.
pub fn open(id: u32, attempt: Attempt, options: &SocketOptions) -> Result<(), JsValue> {
    if !is_under_way(id, attempt) {
        return Ok(());
    }
    match Socket::open(options, &sys::hearing(id, attempt)) {
        Ok(socket) => {
            TASKS.with(|table| {
                if let Some(task) = table.get(id) {
                    task.socket = Some(Rc::new(socket));
                }
            });
            Ok(())
        }
        Err(error) => {
            refuse(id, attempt, error.clone());
            Err(error)
        }
    }
}

/// Whether an attempt is the one that the machine waits for.
pub fn is_under_way(id: u32, attempt: Attempt) -> bool {
    TASKS.with(|table| table.get(id)?.connection.attempt()) == Some(attempt)
}

/// There is no socket for an attempt, because of `error`.
pub fn refuse(id: u32, attempt: Attempt, error: JsValue) {
    let now = clock::now();
    TASKS.with(|table| {
        if let Some(task) = table.get(id)
            && task.connection.attempt() == Some(attempt)
        {
            task.cause = error;
            task.connection.refused(now);
        }
    });
}

/// Notes what a host says of the failure of an attempt.
pub fn note_cause(id: u32, attempt: Attempt, cause: JsValue) {
    TASKS.with(|table| {
        if let Some(task) = table.get(id)
            && task.connection.attempt() == Some(attempt)
        {
            task.cause = cause;
        }
    });
}

/// Tells the page's half of a task that its other half is gone.
pub fn finished(id: u32, connection: &Connection) {
    sys::finished(id, &sys::counters(&counts(connection)));
}

/// What a task has counted, in the order that `values.js` names.
pub fn counts(connection: &Connection) -> [f64; 13] {
    let stats = connection.stats();
    let (queued_messages, queued_bytes) = connection.queued();
    [
        stats.attempts.into(),
        stats.opens.into(),
        stats.messages_sent,
        stats.messages_received,
        stats.bytes_sent,
        stats.bytes_received,
        stats.dropped.overflow.into(),
        stats.dropped.expired.into(),
        stats.dropped.closed.into(),
        stats.dropped.withdrawn.into(),
        queued_messages as f64,
        queued_bytes,
        stats.round_trip.unwrap_or(f64::NAN),
    ]
}

/// [`counts`], taken up again.
pub fn taken_up(counts: &[f64]) -> Stats {
    let count = |place: usize| counts.get(place).copied().unwrap_or(0.0);
    Stats {
        attempts: count(0) as u32,
        opens: count(1) as u32,
        messages_sent: count(2),
        messages_received: count(3),
        bytes_sent: count(4),
        bytes_received: count(5),
        dropped: Dropped {
            overflow: count(6) as u32,
            expired: count(7) as u32,
            closed: count(8) as u32,
            withdrawn: count(9) as u32,
        },
        round_trip: counts.get(12).copied().filter(|round_trip| !round_trip.is_nan()),
    }
}

/// Notes how much the host has left to send.
pub fn measured(id: u32, amount: f64) {
    let now = clock::now();
    TASKS.change(id, |connection| connection.buffered(amount, now));
}

/// Carries out and delivers what a signal of the host or the clock led to.
pub fn after_signal(id: u32) {
    // A refusal goes out with the `error` event that the machine has ready for it.
    let _ = carry_out(id);
    deliver(id);
    flush(id);
    set_alarm(id);
    retire(id);
}

/// A signal of the host has come.
pub fn on_signal(id: u32, attempt: Attempt, signal: Signal<JsValue>) {
    trace!(id, "signal", "{}", words::of_signal(&signal));
    let now = clock::now();
    TASKS.change(id, |connection| connection.handle_signal(attempt, signal, now));
    after_signal(id);
}

fn carry_out(id: u32) -> Result<(), JsValue> {
    let mut result = Ok(());
    while let Some((command, socket)) = next_command(id) {
        trace!(id, "command", "{}", words::of_command(&command));
        match (command, socket) {
            (Command::Open(attempt), _) => result = begin(id, attempt),
            (Command::Close(frame), Some(socket)) => socket.close(&frame),
            (Command::Abandon, Some(socket)) => socket.abandon(),
            (Command::Ask, Some(socket)) => {
                let question = sys::heartbeat_message(id);
                if !question.is_undefined() {
                    // Sent or not: what counts is whether anything comes.
                    let _ = socket.send(&question);
                }
            }
            (Command::Measure, Some(socket)) => {
                measured(id, socket.buffered_amount());
            }
            (Command::Fail(Message { call, .. }, why), _) => Failure::from(why).report_to(&call),
            (Command::Close(_) | Command::Abandon | Command::Ask | Command::Measure, None) => {}
        }
    }
    release_socket(id);
    result
}

/// The next command with the socket that it is for; one that is abandoned is taken from the task at once.
fn next_command(id: u32) -> Option<(Command, Option<Rc<Socket>>)> {
    TASKS.with(|table| {
        // Whatever changed a connection led here.
        table.elect();
        let task = table.get(id)?;
        let command = task.connection.poll_command()?;
        let socket = if matches!(command, Command::Abandon) { task.socket.take() } else { task.socket.clone() };
        Some((command, socket))
    })
}

fn begin(id: u32, attempt: Attempt) -> Result<(), JsValue> {
    match TASKS.with(|table| table.get(id).map(|task| (Rc::clone(&task.options), task.is_provided))) {
        Some((options, false)) => open(id, attempt, &options),
        Some((_, true)) => {
            sys::provide(id, attempt);
            Ok(())
        }
        None => Ok(()),
    }
}

/// Hands over what waited, in order. One that the host does not take fails by itself; the others go on.
fn flush(id: u32) {
    while let Some((Message { data, call }, size)) = next_queued(id) {
        trace!(id, "sent", "size {size}");
        if !sys::hand_over(id, &data, size, &call) {
            Failure::from(NotOpen).report_to(&call);
        }
    }
}

/// It counts as sent.
fn next_queued(id: u32) -> Option<(Message, f64)> {
    TASKS.with(|table| {
        let connection = &mut table.get(id)?.connection;
        let (message, size) = connection.next_queued()?;
        connection.sent(size);
        Some((message, size))
    })
}

/// Frees the socket of an attempt that is over.
fn release_socket(id: u32) {
    let socket = TASKS.with(|table| {
        let task = table.get(id)?;
        if task.connection.attempt().is_none() { task.socket.take() } else { None }
    });
    drop(socket);
}

fn deliver(id: u32) {
    while let Some((event, heard_globally)) = next_event(id) {
        trace!(id, "event", "{}", words::of_event(&event));
        match event {
            Event::Open { reconnected } => {
                let socket = TASKS.with(|table| table.get(id)?.socket.clone());
                let protocol = socket.map_or(JsValue::UNDEFINED, |socket| socket.protocol());
                sys::opened(id, &protocol, reconnected, heard_globally);
            }
            Event::Judge { close, attempt } => {
                let again = sys::should_reconnect(id, close.code, &close.reason, close.was_clean, attempt);
                let (chance, now) = (clock::chance(), clock::now());
                TASKS.change(id, |connection| connection.judged(again, chance, now));
                // If it is over, another task is the current one before the page hears of it.
                let _ = carry_out(id);
            }
            Event::Reconnecting { attempt, delay, close, cause } => {
                let (why, code) = cause.map(failure::of_event).unzip();
                let code = code.map_or(0, |code| code as u32);
                let host_cause = take_cause(id);
                let (reason, was_clean) = (&close.reason, close.was_clean);
                sys::reconnecting(id, attempt, delay, close.code, reason, was_clean, why, code, &host_cause);
            }
            Event::Drain => sys::drained(id),
            Event::Error(cause) => {
                let (why, code) = failure::of_event(cause);
                sys::failed(id, why, code as u32, &take_cause(id), heard_globally);
            }
            Event::Close(event) => sys::closed(id, event.code, &event.reason, event.was_clean, heard_globally),
        }
    }
}

fn take_cause(id: u32) -> JsValue {
    TASKS.with(|table| Some(core::mem::take(&mut table.get(id)?.cause))).unwrap_or_default()
}

fn next_event(id: u32) -> Option<(Event, bool)> {
    // One of them may close the task: then some events do not come any more.
    sys::run_callbacks_due();
    TASKS.with(|table| {
        let heard_globally = table.is_heard_globally(id);
        let task = table.get(id)?;
        let event = task.connection.poll_event()?;
        if matches!(event, Event::Close(_)) {
            task.owes_globally = task.owes_globally.saturating_sub(1);
        }
        Some((event, heard_globally))
    })
}

fn set_alarm(id: u32) {
    let deadlines = TASKS.with(|table| {
        let task = table.get(id)?;
        let deadline = task.connection.next_deadline();
        Some((core::mem::replace(&mut task.alarm, deadline), deadline))
    });
    let Some((before, deadline)) = deadlines else { return };
    if before != deadline {
        trace!(id, "alarm", "{}", words::of_alarm(deadline.map(|deadline| deadline.since(clock::now()))));
        match deadline {
            Some(deadline) => clock::set_alarm(id, deadline),
            None => clock::clear_alarm(id),
        }
    }
}

/// Lets go of a task that is through: what it may need for `reconnect()` stays with the page's half of it.
fn retire(id: u32) {
    let task = TASKS.with(|table| if table.get(id)?.connection.is_finished() { table.remove(id) } else { None });
    if let Some(task) = task {
        finished(id, &task.connection);
    }
}

//! What do the page's shells call? A function for each thing that a page asks of a connection, and for each that a host tells.

use super::failure::Failure;
use super::options::{self, Connect};
use super::run;
use super::sys::{self, Call, Record};
use super::tasks::{CURRENT, Connection, Message, TASKS, Task};
use super::trace::trace;
use crate::connection::{Admission, Attempt, CloseEvent, Config, Gone, NotOpen, ReadyState, Signal, Stats};
use crate::host::{self, SocketOptions, clock, lifecycle};
use alloc::boxed::Box;
use alloc::rc::Rc;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// What becomes of a message that has come: 0 if nothing does, else this,
const DELIVERED: u32 = 1;
/// this if the global listeners hear it too,
const GLOBALLY: u32 = 2;
/// or this alone if it may be the answer to a heartbeat, and the page has still to say.
const MAY_BE_REPLY: u32 = 4;

/// The core, as the shells have it: functions, of which the object is only the bearer.
#[wasm_bindgen]
pub struct Core;

#[wasm_bindgen]
impl Core {
    /// connectSocket. On failure the task is over before it has begun (CONN-4).
    pub fn connect(id: u32, options: &Record, call: &Call) {
        let result = Self::read(options).and_then(|connect| {
            Self::begin(id, connect, Stats::default());
            run::after_call(id).map_err(Failure::invalid_url)
        });
        match result {
            Ok(()) => sys::succeed(call),
            Err(failure) => {
                drop(TASKS.with(|table| table.remove(id)));
                clock::clear_alarm(id);
                Self::finished(id, Stats::default());
                failure.report_to(call);
            }
        }
    }

    /// An attempt's URL and protocols, from the page's functions. Whether the attempt is still under way.
    pub fn provided(id: u32, attempt: Attempt, url: JsValue, protocols: JsValue) -> bool {
        let is_wanted = run::is_under_way(id, attempt);
        // A refusal goes out as an event.
        drop(run::open(id, attempt, &SocketOptions { url, protocols }));
        run::after_signal(id);
        is_wanted
    }

    /// They gave none.
    #[wasm_bindgen(js_name = notProvided)]
    pub fn not_provided(id: u32, attempt: Attempt, error: JsValue) {
        run::refuse(id, attempt, error);
        run::after_signal(id);
    }

    /// An attempt's socket has something to say; `kind` is as in `signals.js`.
    pub fn signal(id: u32, attempt: Attempt, kind: u32, code: u16, reason: JsValue) {
        let signal = match kind {
            0 => Signal::Opened,
            1 => {
                run::note_cause(id, attempt, reason);
                Signal::Failed
            }
            _ => Signal::Closed(CloseEvent { code, reason, was_clean: kind == 2 }),
        };
        run::on_signal(id, attempt, signal);
    }

    /// A message of `size` has come. Whether the page gets it, and how ([`DELIVERED`] and the others): the payload stays
    /// where it is. The way of every message: one borrow, no allocation, no handle. One that may answer a heartbeat comes
    /// once more (`is_known`) when the page has said that it does not: in `isReply` the page may have closed the task.
    pub fn message(id: u32, attempt: Attempt, size: f64, is_known: bool) -> u32 {
        if !is_known {
            trace!(id, "received", "size {size}");
        }
        TASKS.with(|table| {
            let Some(task) = table.get(id) else { return 0 };
            if !is_known && (task.knows_replies || task.connection.awaits_answer()) {
                return if task.connection.hears(attempt) { MAY_BE_REPLY } else { 0 };
            }
            if !task.connection.message(attempt, size) {
                return 0;
            }
            DELIVERED | if table.is_heard_globally(id) { GLOBALLY } else { 0 }
        })
    }

    /// The message that has just come is, or may be, the answer to a heartbeat.
    pub fn answered(id: u32) {
        let now = clock::now();
        TASKS.change(id, |connection| connection.answered(now));
    }

    /// The alarm of a task rings.
    pub fn wake(id: u32) {
        run::on_alarm(id);
    }

    /// The page is hidden, comes back, and so on.
    pub fn lifecycle(kind: u32) {
        run::on_lifecycle(lifecycle::change(kind));
    }

    /// Whether a message of `size` is to be handed to the host now: the id of the task that sends it, or 0. It counts as
    /// sent. The way of every message, as for those that come.
    pub fn admit(id: u32, size: f64, volatile: bool) -> u32 {
        let sender = TASKS.with(|table| match table.get(id) {
            Some(task) if task.connection.admission(volatile) == Admission::Now => {
                task.connection.sent(size);
                task.id
            }
            _ => 0,
        });
        trace!(sender, "sent", "size {size}");
        sender
    }

    /// The host has not taken it, or, if it is left by the peer, would drop it.
    pub fn unsent(id: u32, size: f64, is_left: bool) {
        TASKS.change(id, |connection| connection.unsent(size, is_left));
    }

    /// How much the host has left to send.
    pub fn buffered(id: u32, amount: f64) {
        run::measured(id, amount);
        drop(run::after_call(id));
    }

    /// A message that cannot be sent now: it waits, or fails. The id of the task that it waits for, or 0.
    pub fn wait(id: u32, data: &JsValue, size: f64, volatile: bool, ticket: u32, call: &Call) -> u32 {
        if size < 0.0 {
            options::unsendable(data).report_to(call);
            return 0;
        }
        let waiting = TASKS.with(|table| {
            let task = table.get(id)?;
            (task.connection.admission(volatile) == Admission::Later).then_some(task.id)
        });
        match waiting {
            Some(id) => {
                let message = Message { data: data.clone(), call: call.clone() };
                let now = clock::now();
                TASKS.change(id, |connection| connection.enqueue(message, size, ticket, now));
                drop(run::after_call(id));
                return id;
            }
            None if id == CURRENT => Failure::not_connected().report_to(call),
            None => Failure::from(NotOpen).report_to(call),
        }
        0
    }

    /// Takes back a message that waits.
    pub fn withdraw(id: u32, ticket: u32) {
        TASKS.change(id, |connection| connection.withdraw(ticket));
        drop(run::after_call(id));
    }

    /// Takes back all messages that wait: what they would have sent, in order.
    #[wasm_bindgen(js_name = drainQueue)]
    pub fn drain_queue(id: u32) -> Array {
        let drained = Array::new();
        let messages = TASKS.with(|table| table.get(id).map(|task| task.connection.drain_queue()));
        for Message { data, call } in messages.unwrap_or_default() {
            drained.push(&data);
            Failure::from(Gone::Withdrawn).report_to(&call);
        }
        drop(run::after_call(id));
        drained
    }

    /// close and closeSocket.
    pub fn close(id: u32, options: &Record, call: &Call) {
        match options::close(options) {
            Err(failure) => failure.report_to(call),
            Ok(frame) => {
                let now = clock::now();
                let task = TASKS.with(|table| {
                    let task = table.get(id)?;
                    task.connection.close(frame, now);
                    Some(task.id)
                });
                match task {
                    None if id == CURRENT => return Failure::not_connected().report_to(call),
                    // A task that is over is closed.
                    None => {}
                    // Closing opens nothing, so there is nothing that the host could refuse.
                    Some(id) => drop(run::after_call(id)),
                }
                sys::succeed(call);
            }
        }
    }

    /// A new attempt, in every state. A finished task comes back with its options, and with what it has counted (the
    /// numbers of [`run::counts`], in their order).
    pub fn reconnect(id: u32, options: &Record, counts: &[f64]) {
        let now = clock::now();
        let running = TASKS.with(|table| {
            let task = table.get(id)?;
            task.connection.reconnect(now);
            Some(())
        });
        if running.is_none() {
            let stats = run::taken_up(counts);
            match Self::read(options) {
                Ok(connect) => Self::begin(id, connect, stats),
                // The call that made the task has said what is wrong.
                Err(_) => return Self::finished(id, stats),
            }
        }
        // A refusal goes out as an `error` event.
        drop(run::after_call(id));
    }

    /// The state of a task, 0 to 3.
    #[wasm_bindgen(js_name = readyState)]
    pub fn ready_state(id: u32) -> u32 {
        TASKS.with(|table| table.get(id).map_or(ReadyState::Closed, |task| task.connection.ready_state()) as u32)
    }

    /// Bytes that the host has taken and not yet sent.
    #[wasm_bindgen(js_name = bufferedAmount)]
    pub fn buffered_amount(id: u32) -> f64 {
        Self::socket(id).map_or(0.0, |socket| socket.buffered_amount())
    }

    /// What a task has counted so far; none once it is finished.
    pub fn counters(id: u32) -> Option<Record> {
        let counts = TASKS.with(|table| Some(run::counts(&table.get(id)?.connection)))?;
        Some(sys::counters(&counts))
    }

    /// configure. Whether it was right.
    pub fn configure(settings: &Record, call: &Call) -> bool {
        match options::configure(settings) {
            Ok(tuple) => {
                if let Some(tuple) = tuple {
                    sys::resolve_to_tuple(tuple);
                }
                sys::succeed(call);
                true
            }
            Err(failure) => {
                failure.report_to(call);
                false
            }
        }
    }
}

#[cfg(feature = "development")]
#[wasm_bindgen]
impl Core {
    /// From now on a panic is told in words.
    #[wasm_bindgen(js_name = showPanics)]
    pub fn show_panics() {
        console_error_panic_hook::set_once();
    }

    /// Which of the `known` names may have been meant by `name`, if any.
    #[wasm_bindgen(js_name = didYouMean)]
    pub fn did_you_mean(name: &str, known: JsValue) -> Option<String> {
        let known: Vec<String> = serde_wasm_bindgen::from_value(known).ok()?;
        let likeness =
            |other: &String| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase());
        known.into_iter().filter(|other| likeness(other) > 0.6).max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
    }
}

impl Core {
    fn read(options: &Record) -> Result<Connect, Failure> {
        let connect = options::connect(options)?;
        if !host::has_sockets() {
            return Err(Failure::without_host());
        }
        if host::is_full() { Err(Failure::limit_reached()) } else { Ok(connect) }
    }

    fn begin(id: u32, connect: Connect, stats: Stats) {
        let Connect { socket, config, is_provided, knows_replies } = connect;
        let mut connection = Connection::new(config, stats);
        let now = clock::now();
        if config.retry.is_some() || config.heartbeat.is_some() {
            lifecycle::watch();
            for change in lifecycle::now() {
                connection.lifecycle(change, 0.0, now);
            }
        }
        connection.connect(now);
        let task = Box::new(Task {
            id,
            connection,
            socket: None,
            options: Rc::new(socket),
            is_provided,
            knows_replies,
            alarm: None,
            cause: JsValue::UNDEFINED,
            owes_globally: 0,
        });
        TASKS.with(|table| table.insert(task));
    }

    fn finished(id: u32, stats: Stats) {
        run::finished(id, &Connection::new(Config::PLAIN, stats));
    }

    fn socket(id: u32) -> Option<Rc<host::Socket>> {
        TASKS.with(|table| table.get(id)?.socket.clone())
    }
}

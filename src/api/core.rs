//! What do the page's shells call? One object, with a function for each thing that a page can ask of a connection.

use super::failure::Failure;
use super::options::{self, Connect, Warned};
use super::run;
use super::sys::{self, Call, Record};
use super::tasks::{CURRENT, Connection, Message, Task, Tasks};
use crate::connection::{Admission, Attempt, Config, Gone, NotOpen, ReadyState, Stats};
use crate::host::{self, SocketOptions, clock, lifecycle};
use alloc::boxed::Box;
use alloc::rc::Rc;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// The core, as the shells hold it.
#[wasm_bindgen]
pub struct Core {
    tasks: Rc<Tasks>,
    warned: Warned,
}

impl Core {
    pub(super) fn new() -> Self {
        Self { tasks: Tasks::new(run::on_alarm), warned: Warned::default() }
    }
}

#[wasm_bindgen]
impl Core {
    /// connectSocket. On failure the task is over before it has begun (CONN-4).
    pub fn connect(&self, id: u32, options: &Record, call: &Call) {
        let result = self.read(options).and_then(|connect| {
            self.warned.of_unsupported(options);
            self.begin(id, connect, Stats::default());
            run::after_call(&self.tasks, id).map_err(Failure::invalid_url)
        });
        match result {
            Ok(()) => sys::succeed(call),
            Err(failure) => {
                drop(self.tasks.with(|table| table.remove(id)));
                self.finished(id, Stats::default());
                failure.report_to(call);
            }
        }
    }

    /// An attempt's URL and protocols, from the page's functions. Whether the attempt is still under way.
    pub fn provided(&self, id: u32, attempt: Attempt, url: JsValue, protocols: JsValue) -> bool {
        let is_wanted = run::is_under_way(&self.tasks, id, attempt);
        // A refusal goes out as an event.
        drop(run::open(&self.tasks, id, attempt, &SocketOptions { url, protocols }));
        run::after_signal(&self.tasks, id);
        is_wanted
    }

    /// They gave none.
    #[wasm_bindgen(js_name = notProvided)]
    pub fn not_provided(&self, id: u32, attempt: Attempt, error: JsValue) {
        run::refuse(&self.tasks, id, attempt, error);
        run::after_signal(&self.tasks, id);
    }

    /// send and sendSocketMessage. What the host has left to send if it has taken the message (below 0 where nobody asked
    /// for that), so that the shell can answer at once; otherwise NaN, and the call is answered from here.
    pub fn send(&self, id: u32, data: &JsValue, size: f64, volatile: bool, ticket: u32, call: &Call) -> f64 {
        let sent = if size < 0.0 {
            Err(options::unsendable(data))
        } else {
            self.admit(id, data, size, volatile, ticket, call)
        };
        match sent {
            Ok(buffered) => buffered,
            Err(failure) => {
                failure.report_to(call);
                f64::NAN
            }
        }
    }

    /// Takes back a message that waits.
    pub fn withdraw(&self, id: u32, ticket: u32) {
        self.tasks.change(id, |connection| connection.withdraw(ticket));
        drop(run::after_call(&self.tasks, id));
    }

    /// Takes back all messages that wait: what they would have sent, in order.
    #[wasm_bindgen(js_name = drainQueue)]
    pub fn drain_queue(&self, id: u32) -> Array {
        let drained = Array::new();
        let messages = self.tasks.with(|table| table.get(id).map(|task| task.connection.drain_queue()));
        for Message { data, call } in messages.unwrap_or_default() {
            drained.push(&data);
            Failure::from(Gone::Withdrawn).report_to(&call);
        }
        drop(run::after_call(&self.tasks, id));
        drained
    }

    /// close and closeSocket.
    pub fn close(&self, id: u32, options: &Record, call: &Call) {
        match options::close(options) {
            Err(failure) => failure.report_to(call),
            Ok(frame) => {
                let now = clock::now();
                let task = self.tasks.with(|table| {
                    let task = table.get(id)?;
                    task.connection.close(frame, now);
                    Some(task.id)
                });
                match task {
                    None if id == CURRENT => return Failure::not_connected().report_to(call),
                    // A task that is over is closed.
                    None => {}
                    // Closing opens nothing, so there is nothing that the host could refuse.
                    Some(id) => drop(run::after_call(&self.tasks, id)),
                }
                sys::succeed(call);
            }
        }
    }

    /// A new attempt, in every state. A finished task comes back with its options, and with what it has counted (the
    /// numbers of `run::show`, in their order).
    pub fn reconnect(&self, id: u32, options: &Record, counts: &[f64]) {
        let now = clock::now();
        let running = self.tasks.with(|table| {
            let task = table.get(id)?;
            task.connection.reconnect(now);
            Some(())
        });
        if running.is_none() {
            let stats = run::taken_up(counts);
            match self.read(options) {
                Ok(connect) => self.begin(id, connect, stats),
                // The call that made the task has said what is wrong.
                Err(_) => return self.finished(id, stats),
            }
        }
        // A refusal goes out as an `error` event.
        drop(run::after_call(&self.tasks, id));
    }

    /// The state of a task, 0 to 3.
    #[wasm_bindgen(js_name = readyState)]
    pub fn ready_state(&self, id: u32) -> u32 {
        self.tasks.with(|table| table.get(id).map_or(ReadyState::Closed, |task| task.connection.ready_state()) as u32)
    }

    /// Bytes that the host has taken and not yet sent.
    #[wasm_bindgen(js_name = bufferedAmount)]
    pub fn buffered_amount(&self, id: u32) -> f64 {
        self.socket(id).map_or(0.0, |socket| socket.buffered_amount())
    }

    /// What a task has counted so far; none once it is finished.
    pub fn counters(&self, id: u32) -> Option<Record> {
        let counts = self.tasks.with(|table| Some(run::counts(&table.get(id)?.connection)))?;
        Some(sys::counters(&counts))
    }

    /// configure. Whether it was right.
    pub fn configure(&self, settings: &Record, call: &Call) -> bool {
        match options::configure(settings, self.tasks.with(|table| table.defaults)) {
            Ok((defaults, tuple)) => {
                self.tasks.with(|table| table.defaults = defaults);
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
    /// Which of the `known` names may have been meant by `name`, if any.
    #[wasm_bindgen(js_name = didYouMean)]
    pub fn did_you_mean(&self, name: &str, known: JsValue) -> Option<String> {
        let known: Vec<String> = serde_wasm_bindgen::from_value(known).ok()?;
        let likeness =
            |other: &String| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase());
        known.into_iter().filter(|other| likeness(other) > 0.6).max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
    }
}

impl Core {
    fn read(&self, options: &Record) -> Result<Connect, Failure> {
        let connect = options::connect(options, self.tasks.with(|table| table.defaults))?;
        if host::has_sockets() { Ok(connect) } else { Err(Failure::without_host()) }
    }

    fn begin(&self, id: u32, connect: Connect, stats: Stats) {
        let Connect { socket, config, is_provided, knows_replies } = connect;
        let mut connection = Connection::new(config, stats);
        let now = clock::now();
        if config.retry.is_some() || config.heartbeat.is_some() {
            self.tasks.watch(run::on_lifecycle);
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
            refusal: JsValue::UNDEFINED,
            owes_globally: false,
        });
        self.tasks.with(|table| table.insert(task));
    }

    fn admit(
        &self,
        id: u32,
        data: &JsValue,
        size: f64,
        volatile: bool,
        ticket: u32,
        call: &Call,
    ) -> Result<f64, Failure> {
        let found = self.tasks.with(|table| {
            let task = table.get(id)?;
            Some((task.id, task.connection.admission(volatile), task.socket.clone()))
        });
        match found {
            Some((id, Admission::Now, Some(socket))) => {
                let buffered = run::hand_over(&self.tasks, id, &socket, data, size).map_err(Failure::host)?;
                if buffered >= 0.0 {
                    drop(run::after_call(&self.tasks, id));
                }
                Ok(buffered)
            }
            Some((id, Admission::Later, _)) => {
                let message = Message { data: data.clone(), call: call.clone() };
                let now = clock::now();
                self.tasks.change(id, |connection| connection.enqueue(message, size, ticket, now));
                drop(run::after_call(&self.tasks, id));
                Ok(f64::NAN)
            }
            _ if id == CURRENT => Err(Failure::not_connected()),
            _ => Err(NotOpen.into()),
        }
    }

    fn finished(&self, id: u32, stats: Stats) {
        run::finished(id, &Connection::new(Config::PLAIN, stats));
    }

    fn socket(&self, id: u32) -> Option<Rc<host::Socket>> {
        self.tasks.with(|table| table.get(id)?.socket.clone())
    }
}

//! What do the page's shells call? One object, with a function for each thing that a page can ask of a connection.

use super::failure::Failure;
use super::options::{self, Connect, Warned};
use super::run;
use super::sys::{self, Call, Record};
use super::tasks::{CURRENT, Task, Tasks};
use crate::connection::{Connection, NotOpen, ReadyState, Stats};
use crate::host::clock;
use alloc::rc::Rc;
use wasm_bindgen::prelude::*;

/// The core, as the shells hold it.
#[wasm_bindgen]
pub struct Core {
    tasks: Rc<Tasks>,
    warned: Warned,
}

impl Core {
    pub(super) fn new() -> Self {
        Self { tasks: Tasks::new(), warned: Warned::default() }
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
                run::finished(id, &Stats::default());
                failure.report_to(call);
            }
        }
    }

    /// send and sendSocketMessage. True if the host has taken the message, so that the shell can answer at once; otherwise
    /// the call is answered from here.
    pub fn send(&self, id: u32, data: &JsValue, size: f64, call: &Call) -> bool {
        let sent = if size < 0.0 { Err(options::unsendable(data)) } else { self.hand_over(id, data, size) };
        match sent {
            Ok(()) => true,
            Err(failure) => {
                failure.report_to(call);
                false
            }
        }
    }

    /// close and closeSocket.
    pub fn close(&self, id: u32, options: &Record, call: &Call) {
        match options::close(options) {
            Err(failure) => failure.report_to(call),
            Ok(frame) => {
                let now = clock::now();
                let task = self.tasks.with(|table| {
                    let id = table.get(id)?.id;
                    table.change(id, |connection| connection.close(frame, now));
                    Some(id)
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

    /// A new attempt, in every state. A finished task comes back with its options, and with what it has counted.
    #[expect(clippy::too_many_arguments, reason = "numbers cross as they are; an object of them would have to be read")]
    pub fn reconnect(
        &self,
        id: u32,
        options: &Record,
        attempts: u32,
        opens: u32,
        messages_sent: f64,
        messages_received: f64,
        bytes_sent: f64,
        bytes_received: f64,
    ) {
        let now = clock::now();
        let running = self.tasks.with(|table| {
            table.change(id, |connection| connection.reconnect(now));
            table.get(id).is_some()
        });
        if !running {
            let stats = Stats { attempts, opens, messages_sent, messages_received, bytes_sent, bytes_received };
            match self.read(options) {
                Ok(connect) => self.begin(id, connect, stats),
                // The call that made the task has said what is wrong.
                Err(_) => return run::finished(id, &stats),
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
        let stats = self.tasks.with(|table| Some(table.get(id)?.connection.stats().clone()))?;
        Some(run::show(&stats))
    }

    /// configure.
    pub fn configure(&self, settings: &Record, call: &Call) {
        match options::configure(settings, self.tasks.with(|table| table.defaults)) {
            Ok((defaults, tuple)) => {
                self.tasks.with(|table| table.defaults = defaults);
                if let Some(tuple) = tuple {
                    sys::resolve_to_tuple(tuple);
                }
                sys::succeed(call);
            }
            Err(failure) => failure.report_to(call),
        }
    }
}

impl Core {
    fn read(&self, options: &Record) -> Result<Connect, Failure> {
        options::connect(options, self.tasks.with(|table| table.defaults))
    }

    fn begin(&self, id: u32, Connect { socket, config }: Connect, stats: Stats) {
        let mut connection = Connection::new(config, stats);
        connection.connect(clock::now());
        let task = Task {
            id,
            connection,
            socket: None,
            options: Rc::new(socket),
            alarm: None,
            refusal: JsValue::UNDEFINED,
            owes_globally: false,
        };
        self.tasks.with(|table| table.insert(task));
    }

    fn hand_over(&self, id: u32, data: &JsValue, size: f64) -> Result<(), Failure> {
        let open = self.tasks.with(|table| {
            let task = table.get(id)?;
            task.connection.may_send().ok()?;
            Some((task.id, task.socket.clone()?))
        });
        let (id, socket) = match open {
            Some(open) => open,
            None if id == CURRENT => return Err(Failure::not_connected()),
            None => return Err(NotOpen.into()),
        };
        socket.send(data).map_err(Failure::host)?;
        self.tasks.with(|table| {
            if let Some(task) = table.get(id) {
                task.connection.sent(size);
            }
        });
        Ok(())
    }

    fn socket(&self, id: u32) -> Option<Rc<crate::host::Socket>> {
        self.tasks.with(|table| table.get(id)?.socket.clone())
    }
}

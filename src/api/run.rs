//! What follows from an input? The machine's commands go to the host, its events to the page, its deadline to the clock.
//!
//! Every function here borrows the tasks, lets the machine decide, releases them, and only then calls JavaScript: a
//! listener may call any function of the API (CALL-7).

use super::failure;
use super::sys;
use super::tasks::Tasks;
use crate::connection::{Attempt, Command, Event, Signal, Stats};
use crate::host::clock::{self, Alarm};
use crate::host::{HostEvent, Socket};
use alloc::rc::Rc;
use wasm_bindgen::prelude::*;

/// Carries out what a call of the page led to. Events wait for the alarm: none is delivered from within a call (EVT-5).
///
/// # Errors
/// What the host threw at a new attempt. The machine knows of it already.
pub fn after_call(tasks: &Rc<Tasks>, id: u32) -> Result<(), JsValue> {
    let result = carry_out(tasks, id);
    set_alarm(tasks, id);
    result
}

/// The deadline of a task has come, or may have.
pub fn on_alarm(tasks: &Rc<Tasks>, id: u32) {
    let now = clock::now();
    let alarm = tasks.with(|table| {
        table.change(id, |connection| connection.handle_timeout(now));
        table.get(id)?.alarm.take()
    });
    drop(alarm);
    after_signal(tasks, id);
}

/// Tells the page's half of a task that its other half is gone.
pub fn finished(id: u32, stats: &Stats) {
    sys::finished(id, &show(stats));
}

/// The counters of a task, as its `stats()` shows them.
pub fn show(stats: &Stats) -> sys::Record {
    sys::counters(
        stats.attempts,
        stats.opens,
        stats.messages_sent,
        stats.messages_received,
        stats.bytes_sent,
        stats.bytes_received,
    )
}

/// Carries out and delivers what a signal of the host or the clock led to.
fn after_signal(tasks: &Rc<Tasks>, id: u32) {
    // A refusal goes out with the `error` event that the machine has ready for it.
    let _ = carry_out(tasks, id);
    deliver(tasks, id);
    set_alarm(tasks, id);
    retire(tasks, id);
}

fn on_host_event(tasks: &Rc<Tasks>, id: u32, attempt: Attempt, event: HostEvent) {
    let signal = match event {
        HostEvent::Message { data, size } => return on_message(tasks, id, attempt, data, size),
        HostEvent::Opened => Signal::Opened,
        HostEvent::Failed => Signal::Failed,
        HostEvent::Closed(event) => Signal::Closed(event),
    };
    let now = clock::now();
    tasks.with(|table| table.change(id, |connection| connection.handle_signal(attempt, signal, now)));
    after_signal(tasks, id);
}

/// The way of every message: one borrow, no allocation, and one call into JavaScript that takes the payload along.
fn on_message(tasks: &Tasks, id: u32, attempt: Attempt, data: JsValue, size: f64) {
    let heard_globally = tasks.with(|table| {
        let delivered = table.get(id)?.connection.message(attempt, size);
        delivered.then(|| table.is_heard_globally(id))
    });
    if let Some(heard_globally) = heard_globally {
        sys::message(id, data, heard_globally);
    }
}

fn carry_out(tasks: &Rc<Tasks>, id: u32) -> Result<(), JsValue> {
    let mut result = Ok(());
    while let Some((command, socket)) = next_command(tasks, id) {
        match (command, socket) {
            (Command::Open(attempt), _) => result = open(tasks, id, attempt),
            (Command::Close(frame), Some(socket)) => socket.close(&frame),
            (Command::Abandon, Some(socket)) => socket.abandon(),
            (Command::Close(_) | Command::Abandon, None) => {}
        }
    }
    release_socket(tasks, id);
    result
}

/// The next command with the socket that it is for; one that is abandoned is taken from the task at once.
fn next_command(tasks: &Tasks, id: u32) -> Option<(Command<JsValue>, Option<Rc<Socket>>)> {
    tasks.with(|table| {
        let task = table.get(id)?;
        let command = task.connection.poll_command()?;
        let socket = if matches!(command, Command::Abandon) { task.socket.take() } else { task.socket.clone() };
        Some((command, socket))
    })
}

fn open(tasks: &Rc<Tasks>, id: u32, attempt: Attempt) -> Result<(), JsValue> {
    let Some(options) = tasks.with(|table| Some(Rc::clone(&table.get(id)?.options))) else {
        return Ok(());
    };
    let hearing = Rc::clone(tasks);
    let opened = Socket::open(&options, move |event| on_host_event(&hearing, id, attempt, event));
    tasks.with(|table| match opened {
        Ok(socket) => {
            if let Some(task) = table.get(id) {
                task.socket = Some(Rc::new(socket));
            }
            Ok(())
        }
        Err(error) => {
            table.change(id, |connection| connection.refused());
            if let Some(task) = table.get(id) {
                task.refusal = error.clone();
            }
            Err(error)
        }
    })
}

/// Frees the socket of an attempt that is over.
fn release_socket(tasks: &Tasks, id: u32) {
    let socket = tasks.with(|table| {
        let task = table.get(id)?;
        if task.connection.attempt().is_none() { task.socket.take() } else { None }
    });
    drop(socket);
}

fn deliver(tasks: &Tasks, id: u32) {
    while let Some((event, heard_globally)) = next_event(tasks, id) {
        match event {
            Event::Open { reconnected } => {
                let socket = tasks.with(|table| table.get(id)?.socket.clone());
                let protocol = socket.map_or(JsValue::UNDEFINED, |socket| socket.protocol());
                sys::opened(id, &protocol, reconnected, heard_globally);
            }
            Event::Error(cause) => {
                let (why, code) = failure::of_event(cause);
                let refusal = tasks.with(|table| Some(core::mem::take(&mut table.get(id)?.refusal)));
                sys::failed(id, why, code as u32, &refusal.unwrap_or_default(), heard_globally);
            }
            Event::Close(event) => sys::closed(id, event.code, &event.reason, event.was_clean, heard_globally),
        }
    }
}

fn next_event(tasks: &Tasks, id: u32) -> Option<(Event<JsValue>, bool)> {
    tasks.with(|table| {
        let heard_globally = table.is_heard_globally(id);
        let task = table.get(id)?;
        let event = task.connection.poll_event()?;
        if matches!(event, Event::Close(_)) {
            task.owes_globally = false;
        }
        Some((event, heard_globally))
    })
}

fn set_alarm(tasks: &Tasks, id: u32) {
    let deadlines = tasks.with(|table| {
        let task = table.get(id)?;
        Some((task.alarm.as_ref().map(Alarm::deadline), task.connection.next_deadline()))
    });
    let Some((before, deadline)) = deadlines else { return };
    if before != deadline {
        let alarm = deadline.map(|deadline| Alarm::set(deadline, id, &tasks.wake));
        let replaced = tasks.with(|table| Some(core::mem::replace(&mut table.get(id)?.alarm, alarm)));
        drop(replaced);
    }
}

/// Lets go of a task that is through: what it may need for `reconnect()` stays with the page's half of it.
fn retire(tasks: &Tasks, id: u32) {
    let task = tasks.with(|table| if table.get(id)?.connection.is_finished() { table.remove(id) } else { None });
    if let Some(task) = task {
        finished(id, task.connection.stats());
    }
}

//! How is it said what goes on? To a person who writes pages, so not as Rust's `Debug` would (development build).

use super::failure;
use super::tasks::Message;
use crate::connection::{Cause, CloseEvent, Command, Event, Millis, Signal};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use wasm_bindgen::prelude::*;

pub fn of_signal(signal: &Signal<JsValue>) -> String {
    match signal {
        Signal::Opened => "opened".to_owned(),
        Signal::Failed => "failed".to_owned(),
        Signal::Closed(event) => format!("closed with {}", of_close(event)),
    }
}

pub fn of_command(command: &Command<JsValue, Message>) -> String {
    match command {
        Command::Open(attempt) => format!("open a socket: attempt {attempt}"),
        Command::Close(frame) => format!("close with {}{}", frame.code(), of_reason(frame.reason())),
        Command::Abandon => "let go of the socket".to_owned(),
        Command::Ask => "send the heartbeat".to_owned(),
        Command::Measure => "measure what is left to send".to_owned(),
        Command::Fail(_, gone) => format!("fail a message: {}", failure::of_message(*gone).0),
    }
}

pub fn of_event(event: &Event<JsValue>) -> String {
    match event {
        Event::Open { reconnected: false } => "open".to_owned(),
        Event::Open { reconnected: true } => "open, again".to_owned(),
        Event::Judge { close, attempt } => {
            format!("shouldReconnect? failure {attempt} in a row: {}", of_close(close))
        }
        Event::Reconnecting { attempt, delay, close, cause } => {
            let why = cause.map_or_else(|| of_close(close), of_cause);
            format!("reconnecting: attempt {attempt} in {} after {why}", of_delay(*delay))
        }
        Event::Drain => "drain".to_owned(),
        Event::Error(cause) => format!("error: {}", of_cause(*cause)),
        Event::Close(event) => format!("close: {}", of_close(event)),
    }
}

pub fn of_alarm(delay: Option<Millis>) -> String {
    delay.map_or_else(|| "off".to_owned(), |delay| format!("in {}", of_delay(delay)))
}

fn of_close(event: &CloseEvent<JsValue>) -> String {
    let cleanly = if event.was_clean { "clean" } else { "not clean" };
    format!("{}{}, {cleanly}", event.code, of_reason(&event.reason))
}

fn of_reason(reason: &JsValue) -> String {
    reason.as_string().filter(|reason| !reason.is_empty()).map_or_else(String::new, |reason| format!(" {reason:?}"))
}

fn of_cause(cause: Cause) -> String {
    failure::of_event(cause).0.to_owned()
}

fn of_delay(delay: Millis) -> String {
    format!("{:.0} ms", delay.max(0.0))
}

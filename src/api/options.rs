//! What did the caller ask for? Every option is checked here before anything acts on it (RES-4).

use super::failure::Failure;
use super::sys::{self, Record, property};
use crate::connection::{Beat, CloseFrame, Config, Jitter, Limits, Millis, Overflow, Retry, Water};
use crate::host::{self, SocketOptions};
use wasm_bindgen::prelude::*;

/// uni-app's documented default of `networkTimeout.connectSocket`.
const DEFAULT_CONNECT_TIMEOUT: Millis = 60_000.0;
const DEFAULT_CLOSE_TIMEOUT: Millis = 10_000.0;
/// Below what proxies allow a silent connection, by default (nginx: 60 s).
const DEFAULT_BEAT: Millis = 25_000.0;
const DEFAULT_LIFE: Millis = 10_000.0;

/// What options may be, a line each: its name, then its kinds, joined by `, `, or the least that a number may be. A kind in
/// quotes is that very text. `perMessageDeflate` may be an object: engine.io-client passes its own settings by this name.
const CONNECT: &str = "\
protocols: Array, String, Function
header: Object
method: String
timeout: Number from 0
closeTimeout: Number from 0
multiple: Boolean
tcpNoDelay: Boolean
perMessageDeflate: Boolean, Object
forceCellularNetwork: Boolean
highWaterMark: Number from 0
lowWaterMark: Number from 0";
/// An interval of 0 would never let the page rest.
const OPT_IN: &str = "\
reconnect: Boolean, Object
reconnect.initialDelay: Number from 0
reconnect.maxDelay: Number from 0
reconnect.factor: Number from 1
reconnect.jitter: 'full', 'equal', 'none'
reconnect.maxAttempts: Number from 0
reconnect.minUptime: Number from 0
reconnect.shouldReconnect: Function
heartbeat: Boolean, Object
heartbeat.interval: Number from 1
heartbeat.timeout: Number from 1
heartbeat.message: String, ArrayBuffer, Function
heartbeat.isReply: Function
queue: Boolean, Object
queue.maxMessages: Number from 0
queue.maxBytes: Number from 0
queue.maxAge: Number from 0
queue.overflow: 'reject', 'dropOldest'";
const CLOSE: &str = "\
code: Number
reason: String";
const SETTINGS: &str = "\
promiseStyle: 'reject', 'tuple'
closeTimeout: Number from 0
networkTimeout: Object
networkTimeout.connectSocket: Number from 0";

/// What a call of connectSocket asks for.
pub struct Connect {
    /// For the host.
    pub socket: SocketOptions,
    /// For the machine.
    pub config: Config,
    /// The URL or the protocols come from a function, asked at each attempt.
    pub is_provided: bool,
    /// A function of the page knows replies to heartbeats.
    pub knows_replies: bool,
}

/// Reads the options of connectSocket.
///
/// # Errors
/// A [`Failure`] that names the first option that is missing or wrong.
pub fn connect(options: &Record) -> Result<Connect, Failure> {
    let url = property(options, "url");
    if url.is_undefined() {
        return Err(Failure::invalid_argument("Missing required args: \"url\""));
    }
    let has_provider = url.is_function();
    if !has_provider && !url.is_string() {
        return Err(Failure::invalid_argument(sys::describe_wrong_type("url", "String", &url)));
    }
    check(options, CONNECT)?;
    check(options, OPT_IN)?;
    let water = water(options);
    if water.is_some_and(|water| water.low > water.high) {
        return Err(Failure::wrong_value("lowWaterMark", "at most highWaterMark"));
    }
    let connect_timeout =
        given_number(options, "timeout").or_else(host::page_connect_timeout).unwrap_or(DEFAULT_CONNECT_TIMEOUT);
    let protocols = property(options, "protocols");
    Ok(Connect {
        is_provided: has_provider || protocols.is_function(),
        knows_replies: property(options, "heartbeat.isReply").is_truthy(),
        socket: SocketOptions { url, protocols: if protocols.is_null() { JsValue::UNDEFINED } else { protocols } },
        config: Config {
            // 0 switches it off, as for a browser's own requests.
            connect_timeout: if connect_timeout > 0.0 { connect_timeout } else { f64::INFINITY },
            close_timeout: number_or(options, "closeTimeout", DEFAULT_CLOSE_TIMEOUT),
            retry: is_on(options, "reconnect").then(|| retry(options)),
            heartbeat: is_on(options, "heartbeat").then(|| Beat {
                interval: number_or(options, "heartbeat.interval", DEFAULT_BEAT),
                timeout: number_or(options, "heartbeat.timeout", DEFAULT_LIFE),
            }),
            queue: is_on(options, "queue").then(|| queue(options)),
            water,
        },
    })
}

fn retry(options: &Record) -> Retry {
    let default = Retry::default();
    Retry {
        initial_delay: number_or(options, "reconnect.initialDelay", default.initial_delay),
        max_delay: number_or(options, "reconnect.maxDelay", default.max_delay),
        factor: number_or(options, "reconnect.factor", default.factor),
        jitter: if is_text(options, "reconnect.jitter", "none") {
            Jitter::None
        } else if is_text(options, "reconnect.jitter", "equal") {
            Jitter::Equal
        } else {
            Jitter::Full
        },
        max_attempts: number_or(options, "reconnect.maxAttempts", default.max_attempts),
        min_uptime: number_or(options, "reconnect.minUptime", default.min_uptime),
    }
}

fn queue(options: &Record) -> Limits {
    let default = Limits::default();
    let drops_oldest = is_text(options, "queue.overflow", "dropOldest");
    Limits {
        max_messages: number_or(options, "queue.maxMessages", default.max_messages),
        max_bytes: number_or(options, "queue.maxBytes", default.max_bytes),
        max_age: number_or(options, "queue.maxAge", default.max_age),
        overflow: if drops_oldest { Overflow::DropOldest } else { Overflow::Reject },
    }
}

fn water(options: &Record) -> Option<Water> {
    let high = given_number(options, "highWaterMark")?;
    Some(Water { high, low: number_or(options, "lowWaterMark", high / 2.0) })
}

/// Reads the options of a close.
///
/// # Errors
/// A [`Failure`] that names the option that is wrong.
pub fn close(options: &Record) -> Result<CloseFrame<JsValue>, Failure> {
    check(options, CLOSE)?;
    let mut reason = property(options, "reason");
    if !reason.is_string() {
        reason = JsValue::from_str("");
    }
    let bytes = sys::utf8_length(&reason);
    Ok(CloseFrame::new(number_or(options, "code", 0.0), reason, bytes)?)
}

/// What is wrong with data that cannot be sent.
pub fn unsendable(data: &JsValue) -> Failure {
    Failure::invalid_argument(if data.is_undefined() {
        JsValue::from_str("Missing required args: \"data\"")
    } else {
        sys::describe_wrong_type("data", "String, ArrayBuffer", data)
    })
}

/// Checks the settings of configure. Whether Promises resolve to a tuple from now on (RES-5), if it says so.
///
/// # Errors
/// A [`Failure`] that names the setting that is wrong; then nothing is set.
pub fn configure(settings: &Record) -> Result<Option<bool>, Failure> {
    check(settings, SETTINGS)?;
    // What is wrong with them is said here, not at the next connection.
    check(settings, OPT_IN)?;
    Ok(is_on(settings, "promiseStyle").then(|| is_text(settings, "promiseStyle", "tuple")))
}

fn check(options: &Record, rules: &str) -> Result<(), Failure> {
    sys::first_wrong(options, rules).map_or(Ok(()), |why| Err(Failure::invalid_argument(why)))
}

fn is_on(options: &Record, name: &str) -> bool {
    property(options, name).is_truthy()
}

fn is_text(options: &Record, name: &str, text: &str) -> bool {
    sys::is_text(options, name, text)
}

fn given_number(options: &Record, name: &str) -> Option<f64> {
    property(options, name).as_f64()
}

fn number_or(options: &Record, name: &str, default: f64) -> f64 {
    given_number(options, name).unwrap_or(default)
}

//! What did the caller ask for? Every option is checked here before anything acts on it (RES-4).

use super::failure::Failure;
use super::sys::{self, Record, property};
use crate::connection::{CloseFrame, Config, Millis};
use crate::host::{self, SocketOptions};
use core::cell::Cell;
use wasm_bindgen::prelude::*;

/// uni-app's documented default of `networkTimeout.connectSocket`.
const DEFAULT_CONNECT_TIMEOUT: Millis = 60_000.0;
const DEFAULT_CLOSE_TIMEOUT: Millis = 10_000.0;

/// Which kinds of value an option may have, joined by `, `.
type Kinds = &'static [(&'static str, &'static str)];

const CONNECT: Kinds = &[
    ("url", "String"),
    ("protocols", "Array, String"),
    ("header", "Object"),
    ("method", "String"),
    ("timeout", "Number"),
    ("closeTimeout", "Number"),
    ("multiple", "Boolean"),
    ("tcpNoDelay", "Boolean"),
    // An object too: engine.io-client passes its own settings by this name.
    ("perMessageDeflate", "Boolean, Object"),
    ("forceCellularNetwork", "Boolean"),
];
const CLOSE: Kinds = &[("code", "Number"), ("reason", "String")];
const SETTINGS: Kinds = &[
    ("promiseStyle", "String"),
    ("closeTimeout", "Number"),
    ("networkTimeout", "Object"),
    ("networkTimeout.connectSocket", "Number"),
];

/// What `configure` sets for every connection to come.
#[derive(Clone, Copy)]
pub struct Defaults {
    connect_timeout: Option<Millis>,
    close_timeout: Option<Millis>,
}

impl Defaults {
    /// Nothing has been configured.
    pub const NONE: Self = Self { connect_timeout: None, close_timeout: None };
}

/// What a call of connectSocket asks for.
pub struct Connect {
    /// For the host.
    pub socket: SocketOptions,
    /// For the machine.
    pub config: Config,
}

/// Reads the options of connectSocket.
///
/// # Errors
/// A [`Failure`] that names the first option that is missing or wrong.
pub fn connect(options: &Record, defaults: Defaults) -> Result<Connect, Failure> {
    check(options, CONNECT)?;
    let url = property(options, "url");
    if url.is_undefined() {
        return Err(Failure::invalid_argument("Missing required args: \"url\""));
    }
    if url.is_null() {
        return Err(Failure::invalid_argument(sys::describe_wrong_type("url", "String", &url)));
    }
    let connect_timeout = millis(options, "timeout")?
        .or(defaults.connect_timeout)
        .or_else(host::page_connect_timeout)
        .unwrap_or(DEFAULT_CONNECT_TIMEOUT);
    let close_timeout = millis(options, "closeTimeout")?.or(defaults.close_timeout).unwrap_or(DEFAULT_CLOSE_TIMEOUT);
    let protocols = property(options, "protocols");
    Ok(Connect {
        socket: SocketOptions { url, protocols: if protocols.is_null() { JsValue::UNDEFINED } else { protocols } },
        // 0 switches it off, as for a browser's own requests.
        config: Config { connect_timeout: (connect_timeout > 0.0).then_some(connect_timeout), close_timeout },
    })
}

/// Reads the options of a close.
///
/// # Errors
/// A [`Failure`] that names the option that is wrong.
pub fn close(options: &Record) -> Result<CloseFrame<JsValue>, Failure> {
    check(options, CLOSE)?;
    let reason = property(options, "reason");
    let (reason, bytes) = match reason.is_null() || reason.is_undefined() {
        true => (JsValue::from_str(""), 0),
        false => {
            let bytes = sys::utf8_length(&reason);
            (reason, bytes)
        }
    };
    Ok(CloseFrame::new(number(options, "code").unwrap_or(0.0), reason, bytes)?)
}

/// What is wrong with data that cannot be sent.
pub fn unsendable(data: &JsValue) -> Failure {
    Failure::invalid_argument(if data.is_undefined() {
        JsValue::from_str("Missing required args: \"data\"")
    } else {
        sys::describe_wrong_type("data", "String, ArrayBuffer", data)
    })
}

/// Reads the settings of configure: the new defaults and, if it is set, whether Promises resolve to a tuple (RES-5).
///
/// # Errors
/// A [`Failure`] that names the setting that is wrong; then nothing is set.
pub fn configure(settings: &Record, before: Defaults) -> Result<(Defaults, Option<bool>), Failure> {
    check(settings, SETTINGS)?;
    let style = property(settings, "promiseStyle");
    let tuple = if style.is_undefined() || style.is_null() {
        None
    } else if sys::is_text(&style, "reject") {
        Some(false)
    } else if sys::is_text(&style, "tuple") {
        Some(true)
    } else {
        return Err(Failure::wrong_value("promiseStyle", "'reject' or 'tuple'"));
    };
    let defaults = Defaults {
        connect_timeout: millis(settings, "networkTimeout.connectSocket")?.or(before.connect_timeout),
        close_timeout: millis(settings, "closeTimeout")?.or(before.close_timeout),
    };
    Ok((defaults, tuple))
}

/// Which options a page has been told that browsers have no place for: each is named once (CONN-6).
#[derive(Default)]
pub struct Warned {
    header: Cell<bool>,
    method: Cell<bool>,
}

impl Warned {
    /// Warns of those among `options`.
    pub fn of_unsupported(&self, options: &Record) {
        let header = property(options, "header");
        if header.is_truthy() && !sys::is_empty(&header) && !self.header.replace(true) {
            sys::warn_of_ignored("header");
        }
        if property(options, "method").is_truthy() && !self.method.replace(true) {
            sys::warn_of_ignored("method");
        }
    }
}

fn check(options: &Record, kinds: Kinds) -> Result<(), Failure> {
    for (name, expected) in kinds {
        if let Some(why) = sys::wrong_type(options, name, expected) {
            return Err(Failure::invalid_argument(why));
        }
    }
    Ok(())
}

fn number(options: &Record, name: &str) -> Option<f64> {
    property(options, name).as_f64()
}

/// A length of time. `Infinity` is one: it never passes.
fn millis(options: &Record, name: &str) -> Result<Option<Millis>, Failure> {
    match number(options, name) {
        Some(millis) if millis.is_nan() || millis < 0.0 => {
            Err(Failure::wrong_value(name, "a number of milliseconds, at least 0"))
        }
        millis => Ok(millis),
    }
}

//! Why did it fail? Codes and words (RES-2 to RES-4); the table for users is docs/errors.md.

use super::sys::{self, Call};
use crate::connection::{Cause, Gone, InvalidClose, NotOpen};
use wasm_bindgen::prelude::*;

/// `errCode`. Up to 602001 uni-app's own numbers and meanings, from 609001 this project's.
#[derive(Clone, Copy)]
pub enum Code {
    /// The host does not take the URL or a protocol.
    InvalidUrl = 600_009,
    /// There is no open connection to do it with.
    NotConnected = 10_002,
    /// The host failed, or the network behind it.
    Host = 602_001,
    /// An option is missing or wrong.
    InvalidArgument = 609_001,
    /// The connection was not open in time, or a message has waited too long.
    TimedOut = 609_002,
    /// The caller took it back.
    Aborted = 609_003,
    /// More waits than may.
    OverLimit = 10_001,
    /// The host has as many sockets as it can have at once.
    LimitReached = 609_004,
}

/// Why a call failed.
pub struct Failure {
    why: JsValue,
    code: Code,
    cause: JsValue,
}

impl Failure {
    /// A failure of the caller's making.
    pub fn invalid_argument(why: impl Into<JsValue>) -> Self {
        Self { why: why.into(), code: Code::InvalidArgument, cause: JsValue::UNDEFINED }
    }

    /// An option has the right type but a value that cannot be used; `must_be` says what could.
    pub fn wrong_value(name: &str, must_be: &str) -> Self {
        Self::invalid_argument(sys::describe_wrong_value(name, must_be))
    }

    /// The host threw `error` at the URL or a protocol.
    pub fn invalid_url(error: JsValue) -> Self {
        Self { why: sys::text_of(&error), code: Code::InvalidUrl, cause: error }
    }

    /// There is nothing to make a socket from.
    pub fn without_host() -> Self {
        Self { code: Code::Host, ..Self::invalid_argument("there is no WebSocket here: give one with useHost()") }
    }

    /// The host would refuse one more.
    pub fn limit_reached() -> Self {
        Self { code: Code::LimitReached, ..Self::invalid_argument("the host can have no more sockets at once") }
    }

    /// There is nothing to send through or to close.
    pub fn not_connected() -> Self {
        Self { code: Code::NotConnected, ..Self::invalid_argument("WebSocket is not connected") }
    }

    /// Tells the caller.
    pub fn report_to(self, call: &Call) {
        sys::fail(call, &self.why, self.code as u32, &self.cause);
    }
}

impl From<NotOpen> for Failure {
    fn from(_: NotOpen) -> Self {
        Self { code: Code::NotConnected, ..Self::invalid_argument("SocketTask.readyState is not OPEN") }
    }
}

impl From<Gone> for Failure {
    fn from(gone: Gone) -> Self {
        let (why, code) = of_message(gone);
        Self { code, ..Self::invalid_argument(why) }
    }
}

impl From<InvalidClose> for Failure {
    fn from(invalid: InvalidClose) -> Self {
        match invalid {
            InvalidClose::Code => Self::wrong_value("code", "1000 or a whole number from 3000 to 4999"),
            InvalidClose::Reason => Self::wrong_value("reason", "at most 123 bytes of UTF-8"),
        }
    }
}

/// Words and code of a message that will not be sent.
pub fn of_message(gone: Gone) -> (&'static str, Code) {
    match gone {
        Gone::Overflow => ("the queue is over its limit", Code::OverLimit),
        Gone::Expired => ("timeout in the queue", Code::TimedOut),
        Gone::Closed => ("the connection was closed", Code::NotConnected),
        Gone::Withdrawn => ("withdrawn", Code::Aborted),
    }
}

/// Words and code of an `error` event.
pub fn of_event(cause: Cause) -> (&'static str, Code) {
    match cause {
        Cause::Refused => ("the host does not take the URL or a protocol", Code::InvalidUrl),
        Cause::NotEstablished => ("the connection could not be established", Code::Host),
        Cause::TimedOut => ("timeout", Code::TimedOut),
        Cause::Lost => ("the connection was lost", Code::Host),
        Cause::Silent => ("heartbeat timeout", Code::TimedOut),
    }
}

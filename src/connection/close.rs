//! How does a connection end? What may be sent in a close frame, and what a `close` event says.
//!
//! A reason is of the caller's own type `R`: it is carried, and never looked at.

/// The longest reason that fits a close frame, in bytes of UTF-8 (RFC 6455, 5.5.1).
pub const MAX_REASON_BYTES: u32 = 123;

/// The code of a connection that broke, and of one whose end is not known (RFC 6455, 7.4.1).
pub const ABNORMAL: u16 = 1006;

/// The code of a connection that gave no sign of life. It is local: no peer is ever sent it.
pub const HEARTBEAT_TIMEOUT: u16 = 4408;

/// What the caller says with `close()`: always a code and a reason that a peer may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseFrame<R> {
    code: u16,
    reason: R,
}

/// Why a close frame cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidClose {
    /// Neither 1000 nor a whole number from 3000 to 4999.
    Code,
    /// More than [`MAX_REASON_BYTES`].
    Reason,
}

impl<R> CloseFrame<R> {
    /// Checks `code` and the length of `reason` in bytes of UTF-8 (CLOSE-1). The code 0 means 1000, as in uni-app.
    ///
    /// # Errors
    /// [`InvalidClose`] for what the WebSocket standard does not let a page send.
    pub fn new(code: f64, reason: R, reason_bytes: u32) -> Result<Self, InvalidClose> {
        // Compared before it is cast: in the JavaScript build casts do not saturate.
        let code = if code == 0.0 || code == 1000.0 {
            1000
        } else if (3000.0..=4999.0).contains(&code) && f64::from(code as u16) == code {
            code as u16
        } else {
            return Err(InvalidClose::Code);
        };
        if reason_bytes > MAX_REASON_BYTES {
            return Err(InvalidClose::Reason);
        }
        Ok(Self { code, reason })
    }

    /// 1000, or 3000 to 4999.
    pub fn code(&self) -> u16 {
        self.code
    }

    /// At most [`MAX_REASON_BYTES`] bytes.
    pub fn reason(&self) -> &R {
        &self.reason
    }
}

/// What a `close` event says (EVT-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseEvent<R> {
    /// The peer's close code; 1006 if none came.
    pub code: u16,
    /// The peer's reason; the default (nothing) if none came.
    pub reason: R,
    /// Whether the closing handshake was completed.
    pub was_clean: bool,
}

impl<R: Default> CloseEvent<R> {
    /// The end of a connection whose peer said nothing.
    pub fn abnormal() -> Self {
        Self { code: ABNORMAL, reason: R::default(), was_clean: false }
    }
}

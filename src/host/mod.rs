//! CARRIES OUT. The host's sockets, its clock and its timer; one file a host.

pub mod clock;
pub mod lifecycle;
mod socket;
mod sys;

pub use socket::Socket;
pub use sys::{has_sockets, is_full, page_connect_timeout};
use wasm_bindgen::prelude::*;

/// What a socket is opened with.
pub struct SocketOptions {
    /// A string, as the page gave it; the host decides whether it is a WebSocket URL. Or a function that gives one.
    pub url: JsValue,
    /// A string, an array of strings, or undefined. Or a function that gives one of these.
    pub protocols: JsValue,
}

//! CARRIES OUT. The host's sockets, its clock and its timer; one file a host.

mod browser;
pub mod clock;
pub mod lifecycle;
mod sys;

pub use browser::Socket;
pub use sys::{has_sockets, page_connect_timeout};
use wasm_bindgen::prelude::*;

/// What a socket is opened with.
pub struct SocketOptions {
    /// A string, as the page gave it; the host decides whether it is a WebSocket URL. Or a function that gives one.
    pub url: JsValue,
    /// A string, an array of strings, or undefined. Or a function that gives one of these.
    pub protocols: JsValue,
}

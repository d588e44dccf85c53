//! What can be done with a socket? Whatever host it is of: the page's own `WebSocket`, or what `sockets.js` makes of another.

use super::SocketOptions;
use super::sys::{self, HandleSocket};
use crate::connection::CloseFrame;
use wasm_bindgen::prelude::*;

/// An attempt's socket. Dropping it takes its listeners off, so that nothing more is heard of it.
pub struct Socket(HandleSocket);

impl Socket {
    /// Begins to connect; `hear` is told of the events.
    ///
    /// # Errors
    /// What the host throws at a URL or protocol that it does not take.
    pub fn open(options: &SocketOptions, hear: &JsValue) -> Result<Self, JsValue> {
        Ok(Self(sys::create_socket(&options.url, &options.protocols, hear)?))
    }

    /// Hands `data` over as it is.
    ///
    /// # Errors
    /// What the host throws.
    pub fn send(&self, data: &JsValue) -> Result<(), JsValue> {
        self.0.send(data)
    }

    /// Begins the closing handshake. [`CloseFrame`] holds nothing that a host refuses, so there is no error to report.
    pub fn close(&self, frame: &CloseFrame<JsValue>) {
        let _ = self.0.close_with(frame.code(), frame.reason());
    }

    /// Lets the host give the connection up; it is not heard any more.
    pub fn abandon(&self) {
        sys::mute(&self.0);
        // Without a code nothing can be wrong with it.
        let _ = self.0.close();
    }

    /// Bytes that the host has taken and not yet sent.
    pub fn buffered_amount(&self) -> f64 {
        self.0.buffered_amount().into()
    }

    /// The subprotocol that the server chose; empty for none.
    pub fn protocol(&self) -> JsValue {
        self.0.protocol_as_is()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        sys::mute(&self.0);
    }
}

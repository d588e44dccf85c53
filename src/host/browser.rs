//! A socket of a browser: the page's own `WebSocket`, or the one that `useHost` was given.

use super::sys::{self, HandleSocket};
use super::{HostEvent, SocketOptions};
use crate::connection::{CloseEvent, CloseFrame};
use wasm_bindgen::prelude::*;

/// An attempt's socket. Dropping it takes its listeners off, so that nothing more is heard of it.
pub struct Socket {
    socket: HandleSocket,
    _on: Closure<dyn Fn(u32, JsValue, f64)>,
}

impl Socket {
    /// Begins to connect; `on` hears the events.
    ///
    /// # Errors
    /// What the host throws at a URL or protocol that it does not take.
    pub fn open(options: &SocketOptions, on: impl Fn(HostEvent) + 'static) -> Result<Self, JsValue> {
        let socket = sys::create_socket(&options.url, &options.protocols)?;
        let on = Closure::new(move |kind, value, size: f64| {
            on(match kind {
                0 => HostEvent::Opened,
                1 => HostEvent::Message { data: value, size },
                2 => HostEvent::Failed,
                _ => HostEvent::Closed(CloseEvent { code: size as u16, reason: value, was_clean: kind == 3 }),
            });
        });
        sys::listen(&socket, &on);
        Ok(Self { socket, _on: on })
    }

    /// Hands `data` over as it is.
    ///
    /// # Errors
    /// What the host throws.
    pub fn send(&self, data: &JsValue) -> Result<(), JsValue> {
        self.socket.send(data)
    }

    /// Begins the closing handshake. [`CloseFrame`] holds nothing that a host refuses, so there is no error to report.
    pub fn close(&self, frame: &CloseFrame<JsValue>) {
        let _ = self.socket.close_with(frame.code(), frame.reason());
    }

    /// Lets the host give the connection up; it is not heard any more.
    pub fn abandon(&self) {
        sys::mute(&self.socket);
        // Without a code nothing can be wrong with it.
        let _ = self.socket.close();
    }

    /// Bytes that the host has taken and not yet sent.
    pub fn buffered_amount(&self) -> f64 {
        self.socket.buffered_amount().into()
    }

    /// The subprotocol that the server chose; empty for none.
    pub fn protocol(&self) -> JsValue {
        self.socket.protocol_as_is()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        sys::mute(&self.socket);
    }
}

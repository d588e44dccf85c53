//! What does a socket cost that is written in Rust as Rust is usually written: with gloo-net, whose messages are Rust's own
//! strings and bytes? Each is copied into wasm, and for the page's callback out of it again.

use futures_util::stream::{SplitSink, StreamExt};
use futures_util::{FutureExt, SinkExt};
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;
use js_sys::{ArrayBuffer, Function, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// An open or opening connection.
#[wasm_bindgen]
pub struct Socket {
    // gloo-net keeps `bufferedAmount` and `close` from those who have split the socket.
    host: web_sys::WebSocket,
    sink: Rc<RefCell<Option<SplitSink<WebSocket, Message>>>>,
}

/// Connects. `on_open` is called without arguments, `on_message` with `{ data }`.
#[wasm_bindgen]
pub fn connect(url: &str, on_open: Function, on_message: Function) -> Result<Socket, JsValue> {
    let host = web_sys::WebSocket::new(url)?;
    let mut socket = WebSocket::try_from(host.clone()).map_err(|error| JsError::new(&error.to_string()))?;
    let opened = Rc::new(RefCell::new(None));
    let sink = Rc::clone(&opened);
    wasm_bindgen_futures::spawn_local(async move {
        // Before it is split: the half that sends says that it is ready as long as it can keep one message.
        let is_open = core::future::poll_fn(|context| socket.poll_ready_unpin(context)).await;
        let (half, mut stream) = socket.split();
        *opened.borrow_mut() = Some(half);
        if is_open.is_ok() {
            let _ = on_open.call0(&JsValue::UNDEFINED);
        }
        while let Some(Ok(message)) = stream.next().await {
            let data: JsValue = match message {
                Message::Text(text) => text.into(),
                Message::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).buffer().into(),
            };
            let event = Object::new();
            let _ = Reflect::set(&event, &"data".into(), &data);
            let _ = on_message.call1(&JsValue::UNDEFINED, &event);
        }
    });
    Ok(Socket { host, sink })
}

#[wasm_bindgen]
impl Socket {
    /// Sends text or an ArrayBuffer.
    pub fn send(&self, data: &JsValue) {
        let message = match data.as_string() {
            Some(text) => Message::Text(text),
            None => Message::Bytes(Uint8Array::new(data.unchecked_ref::<ArrayBuffer>()).to_vec()),
        };
        if let Some(sink) = self.sink.borrow_mut().as_mut() {
            // An open socket takes it at once.
            let _ = sink.send(message).now_or_never();
        }
    }

    /// Bytes that the browser has left to send.
    pub fn buffered(&self) -> u32 {
        self.host.buffered_amount()
    }

    /// Closes.
    pub fn close(&self) {
        let _ = self.host.close();
    }
}

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
    sink: Rc<RefCell<SplitSink<WebSocket, Message>>>,
}

/// Connects. `on_open` is called without arguments, `on_message` with `{ data }`.
#[wasm_bindgen]
pub fn connect(url: &str, on_open: Function, on_message: Function) -> Result<Socket, JsValue> {
    let host = web_sys::WebSocket::new(url)?;
    let socket = WebSocket::try_from(host.clone()).map_err(|error| JsError::new(&error.to_string()))?;
    let (sink, mut stream) = socket.split();
    let sink = Rc::new(RefCell::new(sink));
    let opening = Rc::clone(&sink);
    wasm_bindgen_futures::spawn_local(async move {
        // Ready once the socket is open.
        let is_open = core::future::poll_fn(|context| opening.borrow_mut().poll_ready_unpin(context)).await;
        if is_open.is_ok() {
            let _ = on_open.call0(&JsValue::UNDEFINED);
        }
    });
    wasm_bindgen_futures::spawn_local(async move {
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
        // An open socket takes it at once.
        let _ = self.sink.borrow_mut().send(message).now_or_never();
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

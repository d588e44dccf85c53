//! How messages are read, counted and answered once the handshake is done.

use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};

use crate::connection::Connection;
use crate::observations::Close;

/// The largest message in bytes, received or sent. A larger one ends the connection.
pub(crate) const MAX_MESSAGE: usize = 32 << 20;

/// How long a client that was said goodbye to may hold the connection.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// An open WebSocket. All that arrives on it is counted for its tag.
pub(crate) struct Session<S> {
    socket: WebSocketStream<S>,
    connection: Connection,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    /// Begins to speak WebSocket on `stream`, as the server.
    pub(crate) async fn new(stream: S, connection: Connection) -> Self {
        let config = WebSocketConfig::default().max_message_size(Some(MAX_MESSAGE)).max_frame_size(Some(MAX_MESSAGE));
        let socket = WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await;
        Self { socket, connection }
    }

    /// The next message of text or binary, or `None` when there will be none, because the
    /// close handshake is done or the connection failed.
    ///
    /// Pings and closes are answered on the way. Dropping the future loses nothing.
    pub(crate) async fn receive(&mut self) -> Option<Message> {
        while let Some(Ok(message)) = self.socket.next().await {
            match message {
                Message::Text(ref text) => {
                    self.record_message(text.as_bytes());
                    return Some(message);
                }
                Message::Binary(ref bytes) => {
                    self.record_message(bytes);
                    return Some(message);
                }
                // The next round sends the answer, and ends this loop.
                Message::Close(frame) => self.record_close(frame),
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
        None
    }

    fn record_message(&self, payload: &[u8]) {
        if let Some(tag) = self.connection.tag() {
            tag.record_message(payload);
        }
    }

    fn record_close(&self, frame: Option<CloseFrame>) {
        if let Some(tag) = self.connection.tag() {
            tag.record_close(match frame {
                Some(frame) => Close { code: Some(frame.code.into()), reason: frame.reason.to_string() },
                None => Close { code: None, reason: String::new() },
            });
        }
    }

    /// The next message if it is here already; the inner `None` is [`receive`]'s.
    ///
    /// [`receive`]: Session::receive
    pub(crate) fn try_receive(&mut self) -> Option<Option<Message>> {
        self.receive().now_or_never()
    }

    /// Gives the session back after `count` messages, or ends it if they do not come.
    pub(crate) async fn after(mut self, count: u64) -> Option<Self> {
        for _ in 0..count {
            if self.receive().await.is_none() {
                self.end().await;
                return None;
            }
        }
        Some(self)
    }

    /// Hands a message to the send buffer, and waits while that is full. False when the
    /// connection is gone.
    pub(crate) async fn enqueue(&mut self, message: Message) -> bool {
        self.socket.feed(message).await.is_ok()
    }

    /// Sends a message. False when the connection is gone.
    pub(crate) async fn send(&mut self, message: Message) -> bool {
        self.socket.send(message).await.is_ok()
    }

    /// Sends every message back, to the end of the session.
    pub(crate) async fn echo(mut self) {
        loop {
            // While more messages are waiting their echoes share a write. Benchmarks
            // measure clients; this server should not be what limits them.
            let message = match self.try_receive() {
                Some(message) => message,
                None => {
                    if self.socket.flush().await.is_err() {
                        break;
                    }
                    self.receive().await
                }
            };
            let Some(message) = message else { break };
            if !self.enqueue(message).await {
                break;
            }
        }
        self.end().await;
    }

    /// Reads to the end of the session, and answers no message.
    pub(crate) async fn discard(mut self) {
        while self.receive().await.is_some() {}
        self.end().await;
    }

    /// Sends a close frame and waits for the answer, but not for ever.
    pub(crate) async fn close(mut self, frame: Option<CloseFrame>) {
        // When sending fails, reading fails too, and at once.
        let _ = self.socket.send(Message::Close(frame)).await;
        let _ = tokio::time::timeout(PATIENCE, self.discard()).await;
    }

    /// Ends the TCP connection with RST.
    pub(crate) fn reset(self) {
        self.connection.reset_when_dropped();
    }

    /// Says goodbye to TLS and TCP in good order.
    pub(crate) async fn end(mut self) {
        // A client that takes no more bytes would make TLS wait; one that is gone, fail.
        let _ = tokio::time::timeout(PATIENCE, self.socket.get_mut().shutdown()).await;
    }

    /// The stream below, for those who will speak no more WebSocket on it.
    pub(crate) fn into_stream(self) -> S {
        self.socket.into_inner()
    }
}

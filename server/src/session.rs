//! How messages are read, counted and answered once the handshake is done.

use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};

use crate::connection::Connection;
use crate::observations::Close;

/// The largest message in bytes, received or sent. A larger one ends the connection.
pub(crate) const MAX_MESSAGE: usize = 32 << 20;

/// How long a client that was said goodbye to may hold the connection.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How long a connection that is over is still read from.
const LINGER: Duration = Duration::from_secs(1);

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
        loop {
            match self.next().await? {
                // The next round sends the answer, and is the last.
                Message::Close(_) => {}
                message => return Some(message),
            }
        }
    }

    /// Reads up to the client's close, and does not answer it: [`answer_close`] does. False when the connection
    /// ends without one.
    ///
    /// [`answer_close`]: Session::answer_close
    pub(crate) async fn receive_close(&mut self) -> bool {
        while let Some(message) = self.next().await {
            if let Message::Close(_) = message {
                return true;
            }
        }
        false
    }

    /// The next message or close, counted.
    async fn next(&mut self) -> Option<Message> {
        while let Some(Ok(message)) = self.socket.next().await {
            match &message {
                Message::Text(text) => self.record_message(text.as_bytes()),
                Message::Binary(bytes) => self.record_message(bytes),
                Message::Close(frame) => self.record_close(frame.as_ref()),
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => continue,
            }
            return Some(message);
        }
        None
    }

    fn record_message(&self, payload: &[u8]) {
        if let Some(tag) = self.connection.tag() {
            tag.record_message(payload);
        }
    }

    fn record_close(&self, frame: Option<&CloseFrame>) {
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

    /// Sends a frame in place of the answer to a close, and with that says goodbye.
    pub(crate) async fn answer_close(mut self, frame: Frame) {
        let mut bytes = Vec::new();
        // Writing to a vector does not fail; a client that is gone needs no frame.
        let _ = frame.format(&mut bytes);
        let stream = self.socket.get_mut();
        let _ = stream.write_all(&bytes).await;
        let _ = stream.shutdown().await;
        self.outlast().await;
    }

    /// Speaks no more WebSocket, and leaves it to the client to end the connection, but not for ever.
    pub(crate) async fn outlast(self) {
        let mut stream = self.socket.into_inner();
        let _ = tokio::time::timeout(PATIENCE, tokio::io::copy(&mut stream, &mut tokio::io::sink())).await;
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
        let stream = self.socket.get_mut();
        let goodbye = async {
            stream.shutdown().await?;
            // What the client has still sent, answers to pings say, would make the system reset the connection, and
            // the client might not see the close frame any more.
            let mut nowhere = tokio::io::sink();
            let rest = tokio::io::copy(stream, &mut nowhere);
            Ok::<_, std::io::Error>(tokio::time::timeout(LINGER, rest).await)
        };
        // A client that takes no more bytes would make TLS wait; one that is gone, fail.
        let _ = tokio::time::timeout(PATIENCE, goodbye).await;
    }
}

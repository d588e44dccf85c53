//! `/silent` accepts and reads, and never says anything again: no echo, no pong, no answer
//! to a close. The client has to end it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::response::Response;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::connection::Connection;
use crate::handshake::{Handshake, Stream};
use crate::session::Session;

pub(crate) async fn handle(handshake: Handshake) -> Response {
    handshake.accept_stream(ignore)
}

async fn ignore(stream: Stream, connection: Connection) {
    let mut session = Session::new(Mute(stream), connection).await;
    while session.receive().await.is_some() {}

    // WebSocket is over, as far as the session knows. TCP must not be.
    session.outlast().await;
}

/// A stream that claims to have written what it has thrown away. It silences the answers
/// that a WebSocket implementation gives of its own accord, and leaves the reading to it.
struct Mute<S>(S);

impl<S: AsyncRead + Unpin> AsyncRead for Mute<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl<S: Unpin> AsyncWrite for Mute<S> {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

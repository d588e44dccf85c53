//! One TCP connection: to which tag it belongs, when it is over, and how it is reset.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::observations::Tag;

/// What a handler may know and decide about the TCP connection under its request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connection(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    tag: OnceLock<Tag>,
    reset: AtomicBool,
}

impl Connection {
    /// Counts a handshake, and from now on this connection, for `tag`.
    ///
    /// One is enough: a refused handshake ends its connection (see `routes.rs`) and an
    /// accepted one leaves HTTP behind.
    pub(crate) fn belongs_to(&self, tag: Tag) {
        if self.0.tag.set(tag.clone()).is_ok() {
            tag.record_handshake();
        }
    }

    /// The tag, if the handshake carried one.
    pub(crate) fn tag(&self) -> Option<&Tag> {
        self.0.tag.get()
    }

    /// Makes the connection end with RST instead of FIN once its stream is dropped.
    pub(crate) fn reset_when_dropped(&self) {
        self.0.reset.store(true, Ordering::Release);
    }
}

/// A TCP stream whose end is counted, and can be a reset.
///
/// TLS and HTTP wrap this and hide it from the handlers. They all drop it in the end, and
/// that is the one moment at which a connection is surely over, whoever ended it.
pub(crate) struct TrackedStream {
    // Declared before `end`, so dropped before it: the count follows the fact.
    stream: TcpStream,
    end: CountedEnd,
}

struct CountedEnd(Connection);

impl TrackedStream {
    pub(crate) fn new(stream: TcpStream) -> Self {
        // Echoes are small and timed. Failing to disable Nagle only makes them slower.
        let _ = stream.set_nodelay(true);
        Self { stream, end: CountedEnd(Connection::default()) }
    }

    pub(crate) fn connection(&self) -> Connection {
        self.end.0.clone()
    }
}

impl Drop for TrackedStream {
    fn drop(&mut self) {
        if self.end.0.0.reset.load(Ordering::Acquire) {
            // With a linger of zero, closing discards what is unsent and sends RST.
            if let Err(error) = self.stream.set_zero_linger() {
                eprintln!("a connection ends without its reset: {error}");
            }
        }
    }
}

impl Drop for CountedEnd {
    fn drop(&mut self) {
        if let Some(tag) = self.0.tag() {
            tag.record_end();
        }
    }
}

impl AsyncRead for TrackedStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for TrackedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

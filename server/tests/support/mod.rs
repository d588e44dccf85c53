//! A server for one test, and clients for it.

// Every test file compiles this for itself, and none needs all of it.
#![allow(dead_code)]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_rustls::{TlsConnector, rustls};
use tokio_tungstenite::tungstenite::http::Response;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use uni_socket_server::server::{Server, Settings};

/// Runs until the test's runtime ends.
pub struct TestServer {
    pub address: SocketAddr,
    tls_address: SocketAddr,
    certificate: CertificateDer<'static>,
}

/// An answer to a plain request.
pub struct Answer {
    pub status: u16,
    /// Lowercased, one a line.
    pub headers: String,
    pub body: String,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::serving(Path::new(env!("CARGO_MANIFEST_DIR")), &[]).await
    }

    pub async fn serving(root: &Path, folders: &[&str]) -> Self {
        let folders = folders.iter().map(ToString::to_string).collect();
        Self::with(Settings { root: root.to_owned(), folders, ..Settings::default() }).await
    }

    pub async fn with(settings: Settings) -> Self {
        let server = Server::bind(settings).await.unwrap();
        let test_server =
            Self { address: server.address(), tls_address: server.tls_address(), certificate: server.certificate() };
        tokio::spawn(server.run());
        test_server
    }

    /// Opens a WebSocket, which must succeed.
    pub async fn open(&self, target: &str) -> WebSocketStream<TcpStream> {
        self.try_open(target).await.unwrap().0
    }

    pub async fn try_open(
        &self,
        target: &str,
    ) -> Result<(WebSocketStream<TcpStream>, Response<Option<Vec<u8>>>), Error> {
        let stream = self.connect().await;
        client_async(format!("ws://{}{target}", self.address), stream).await
    }

    /// Opens a WebSocket over TLS. The certificate is checked, against itself.
    pub async fn open_tls(&self, target: &str) -> WebSocketStream<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        let config: ClientConfig = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tcp = TcpStream::connect(self.tls_address).await.unwrap();
        let tls =
            TlsConnector::from(Arc::new(config)).connect(ServerName::from(self.tls_address.ip()), tcp).await.unwrap();
        let url = format!("wss://{}{target}", self.tls_address);
        client_async(url, tls).await.unwrap().0
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    pub async fn get(&self, target: &str) -> Answer {
        self.request("GET", target).await
    }

    /// Sends `target` as it is: a proper HTTP client would clean up a `..`.
    pub async fn request(&self, method: &str, target: &str) -> Answer {
        let mut stream = self.connect().await;
        let request = format!("{method} {target} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let (status, headers) = head.split_once("\r\n").unwrap();
        Answer {
            status: status.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    /// What the server saw under `tag`, as soon as `until` holds. Panics if it never does.
    pub async fn observe(&self, tag: &str, until: &str) -> Value {
        let answer = self.get(&format!("/observe?tag={tag}&until={until}")).await;
        assert_eq!(answer.status, 200, "{until} was not reached: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }
}

/// A handshake request as bytes, for clients that do what no library would.
pub fn raw_handshake(target: &str) -> String {
    format!(
        "GET {target} HTTP/1.1\r\nhost: test\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
}

/// The code and reason of a close frame; `None` for an empty one. Panics on another message.
pub fn close_frame(message: Message) -> Option<(u16, String)> {
    match message {
        Message::Close(frame) => frame.map(|f| (f.code.into(), f.reason.to_string())),
        other => panic!("expected a close frame, got {other:?}"),
    }
}

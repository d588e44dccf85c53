//! Where the server listens, and how connections are accepted.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::CertificateDer;

use crate::connection::TrackedStream;
use crate::endpoints::proxy::Control;
use crate::observations::Observations;
use crate::proxy::Proxies;
use crate::routes;
use crate::static_files;
use crate::tls::{self, Identity};

/// How long to wait after a failed `accept`. The usual cause is a lack of file
/// descriptors, which an immediate second try would meet again.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What to listen on and what to serve.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on.
    pub address: Ipv4Addr,
    /// Port for plain HTTP and `ws:`; 0 takes any free one.
    pub port: u16,
    /// Port for HTTPS and `wss:`; 0 takes any free one.
    pub tls_port: u16,
    /// The directory that contains the folders to serve.
    pub root: PathBuf,
    /// Names of first-level folders of `root`; nothing outside of them is served.
    pub folders: Vec<String>,
    /// Whether pages are cross-origin isolated, and so have an exact clock.
    pub isolate: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: Ipv4Addr::LOCALHOST,
            port: 0,
            tls_port: 0,
            root: PathBuf::new(),
            folders: Vec::new(),
            isolate: false,
        }
    }
}

/// A server whose ports are taken, ready to [`run`](Server::run).
pub struct Server {
    plain: Listener,
    secure: Listener,
    identity: Identity,
    router: Router,
}

struct Listener {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes both ports and makes a certificate.
    ///
    /// # Errors
    ///
    /// See [`StartError`]; its text tells a person what to do about it.
    pub async fn bind(settings: Settings) -> Result<Self, StartError> {
        if !settings.root.is_dir() {
            return Err(StartError::NoRoot(settings.root));
        }
        let identity = tls::self_signed_identity().map_err(StartError::Certificate)?;
        let plain = Listener::bind((settings.address, settings.port), "--port").await?;
        let secure = Listener::bind((settings.address, settings.tls_port), "--tls-port").await?;
        let server = SocketAddrV4::new(settings.address, plain.address.port());
        let control = Control { proxies: Proxies::default(), server };
        let router = routes::router(Observations::default(), control, static_files::service(settings));
        Ok(Self { plain, secure, identity, router })
    }

    /// The address of plain HTTP and `ws:`.
    pub fn address(&self) -> SocketAddr {
        self.plain.address
    }

    /// The address of HTTPS and `wss:`.
    pub fn tls_address(&self) -> SocketAddr {
        self.secure.address
    }

    /// The self-made certificate, for clients that can be told to trust it.
    pub fn certificate(&self) -> CertificateDer<'static> {
        self.identity.certificate.clone()
    }

    /// Serves connections until the future is dropped. Connections that were accepted
    /// live on in tasks of their own, until they end or the runtime does.
    pub async fn run(self) -> Infallible {
        let plain = self.plain.accept_each(|stream| {
            let router = self.router.clone();
            async move { serve(router, stream.connection(), stream).await }
        });
        let secure = self.secure.accept_each(|stream| {
            let router = self.router.clone();
            let acceptor = TlsAcceptor::clone(&self.identity.acceptor);
            async move {
                // A client that refuses the certificate is its own affair, and normal here.
                let connection = stream.connection();
                if let Ok(stream) = acceptor.accept(stream).await {
                    serve(router, connection, stream).await;
                }
            }
        });
        tokio::join!(plain, secure).0
    }
}

impl Listener {
    async fn bind(place: (Ipv4Addr, u16), option: &'static str) -> Result<Self, StartError> {
        let error = |error| StartError::Listen { place: place.into(), option, error };
        let listener = TcpListener::bind(place).await.map_err(error)?;
        let address = listener.local_addr().map_err(error)?;
        Ok(Self { listener, address })
    }

    /// Starts a task for every connection, so that none can hold up the next.
    async fn accept_each<F>(&self, serve: impl Fn(TrackedStream) -> F) -> Infallible
    where
        F: Future<Output = ()> + Send + 'static,
    {
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    tokio::spawn(serve(TrackedStream::new(stream)));
                }
                Err(error) => {
                    eprintln!("accepting a connection failed: {error}");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }
}

async fn serve(
    router: Router,
    connection: crate::connection::Connection,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) {
    let service = TowerToHyperService::new(router.layer(Extension(connection)));
    // An error here is a client that went away or spoke no HTTP. Tests do that on purpose.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

/// Why the server could not start.
#[derive(Debug)]
pub enum StartError {
    /// A port could not be taken.
    Listen {
        /// The address and the port asked for.
        place: SocketAddr,
        /// The command-line option that chooses it.
        option: &'static str,
        /// What the operating system said.
        error: io::Error,
    },
    /// The root is not a directory.
    NoRoot(PathBuf),
    /// No certificate could be made.
    Certificate(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen { place, option, error } if error.kind() == io::ErrorKind::AddrInUse => write!(
                f,
                "port {} on {} is in use: end the program that has it, or choose \
                 another with `{option} N` (`{option} 0` takes any free one)",
                place.port(),
                place.ip()
            ),
            Self::Listen { place, option, error } => write!(
                f,
                "cannot listen on {place} ({error}): choose another port with \
                 `{option} N` (`{option} 0` takes any free one)"
            ),
            Self::NoRoot(root) => {
                write!(f, "{} is not a directory: name the one to serve from with `--root DIR`", root.display())
            }
            Self::Certificate(error) => write!(f, "cannot make a certificate: {error}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen { error, .. } => Some(error),
            Self::NoRoot(_) => None,
            Self::Certificate(error) => Some(error.as_ref()),
        }
    }
}

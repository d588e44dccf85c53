//! The certificate: made anew at every start, so none is kept, shared or committed.

use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// What the server shows to prove who it is.
pub(crate) struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) acceptor: TlsAcceptor,
}

/// Makes a key and a certificate for `localhost` and `127.0.0.1`.
pub(crate) fn self_signed_identity() -> Result<Identity, Box<dyn std::error::Error + Send + Sync>> {
    let names = ["localhost", "127.0.0.1"].map(String::from);
    let made = rcgen::generate_simple_self_signed(names)?;
    let certificate = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());

    // The provider is named: rustls panics when asked for a default it was built without.
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())?;
    // A WebSocket handshake is HTTP/1.1; without this a browser may hope for HTTP/2.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity { certificate, acceptor: TlsAcceptor::from(Arc::new(config)) })
}

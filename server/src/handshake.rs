//! How an HTTP request becomes a WebSocket.
//!
//! axum has an extractor for this, but its socket answers pings and closes by itself and
//! cannot be taken apart. The faults served here begin below that.

use std::future::Future;

use axum::body::Body;
use axum::extract::{FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, RequestPartsExt};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

use crate::connection::Connection;
use crate::observations::Observations;
use crate::session::Session;

/// The byte stream after the handshake, plain or TLS.
pub(crate) type Stream = TokioIo<Upgraded>;

/// A valid handshake request that is not answered yet.
///
/// Extracting it is what counts the request for its `tag`, so it comes before every other
/// extractor of a handler.
pub(crate) struct Handshake {
    response: Response,
    upgrade: OnUpgrade,
    connection: Connection,
}

#[derive(Deserialize)]
struct Tagged {
    tag: Option<String>,
    /// Of how many messages `/observe?heads=true` is to tell how they begin.
    heads: Option<usize>,
}

impl Handshake {
    /// Answers with this subprotocol.
    pub(crate) fn choose_protocol(&mut self, name: HeaderValue) {
        self.response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, name);
    }

    /// Answers with this in place of the proof that the request was understood.
    pub(crate) fn prove_with(&mut self, proof: HeaderValue) {
        self.response.headers_mut().insert(header::SEC_WEBSOCKET_ACCEPT, proof);
    }

    /// Accepts, and hands the session to `talk` in a task of its own.
    pub(crate) fn accept<F>(self, talk: impl FnOnce(Session<Stream>) -> F + Send + 'static) -> Response
    where
        F: Future<Output = ()> + Send,
    {
        self.accept_stream(|stream, connection| async {
            talk(Session::new(stream, connection).await).await;
        })
    }

    /// Accepts, and hands over the bare stream.
    pub(crate) fn accept_stream<F>(self, talk: impl FnOnce(Stream, Connection) -> F + Send + 'static) -> Response
    where
        F: Future<Output = ()> + Send,
    {
        tokio::spawn(async move {
            // It fails when the client left before the answer; there is no one to talk to.
            if let Ok(upgraded) = self.upgrade.await {
                talk(TokioIo::new(upgraded), self.connection).await;
            }
        });
        self.response
    }
}

impl FromRequestParts<Observations> for Handshake {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, observations: &Observations) -> Result<Self, Self::Rejection> {
        let Query(Tagged { tag, heads }) = parts.extract().await.map_err(refusal)?;
        let Extension(connection) = parts.extract::<Extension<Connection>>().await.map_err(refusal)?;

        let request = Request::from_parts(parts.clone(), ());
        let response = create_response_with_body(&request, Body::empty)
            .map_err(|error| refusal((StatusCode::UPGRADE_REQUIRED, error.to_string())))?;
        if let Some(tag) = tag {
            let tag = observations.tag(&tag).map_err(|why| refusal((StatusCode::BAD_REQUEST, why)))?;
            heads.inspect(|count| tag.want_heads(*count));
            connection.belongs_to(tag);
        }
        let upgrade = parts.extensions.remove::<OnUpgrade>().ok_or_else(|| refusal(StatusCode::UPGRADE_REQUIRED))?;
        Ok(Self { response, upgrade, connection })
    }
}

fn refusal(response: impl IntoResponse) -> Response {
    response.into_response()
}

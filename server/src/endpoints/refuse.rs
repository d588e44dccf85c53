//! `/refuse?status=[&location=]` answers the handshake with that HTTP status, 403 if none is given, and with that location.
//!
//! 101 is an answer that accepts, and whose key proves that the request was not understood (RFC 6455, 4.2.2).

use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::handshake::Handshake;
use crate::session::Session;

/// What nobody's key leads to.
const NO_PROOF: HeaderValue = HeaderValue::from_static("AAAAAAAAAAAAAAAAAAAAAAAAAAA=");

#[derive(Deserialize)]
pub(crate) struct Parameters {
    status: Option<u16>,
    location: Option<String>,
}

pub(crate) async fn handle(
    mut handshake: Handshake,
    Query(Parameters { status, location }): Query<Parameters>,
) -> Response {
    let status = status.unwrap_or(StatusCode::FORBIDDEN.as_u16());
    let mut response = match StatusCode::from_u16(status) {
        Ok(StatusCode::SWITCHING_PROTOCOLS) => {
            handshake.prove_with(NO_PROOF);
            handshake.accept(Session::echo)
        }
        // No other 1xx: those announce an answer and are none.
        Ok(status) if (200..=599).contains(&status.as_u16()) => status.into_response(),
        _ => return (StatusCode::BAD_REQUEST, "status is 101, or from 200 to 599").into_response(),
    };
    match location.as_deref().map(HeaderValue::from_str) {
        None => {}
        Some(Ok(location)) => drop(response.headers_mut().insert(header::LOCATION, location)),
        Some(Err(_)) => return (StatusCode::BAD_REQUEST, "location is no header value").into_response(),
    }
    response
}

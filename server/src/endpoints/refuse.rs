//! `/refuse?status=` answers the handshake with that HTTP status, 403 if none is given.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::handshake::Handshake;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    status: Option<u16>,
}

pub(crate) async fn handle(_counted: Handshake, Query(Parameters { status }): Query<Parameters>) -> Response {
    let status = status.unwrap_or(StatusCode::FORBIDDEN.as_u16());
    // Not 1xx: those announce an answer and are none.
    match StatusCode::from_u16(status) {
        Ok(status) if (200..=599).contains(&status.as_u16()) => status.into_response(),
        _ => (StatusCode::BAD_REQUEST, "status is from 200 to 599").into_response(),
    }
}

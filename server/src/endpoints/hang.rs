//! `/hang` reads the handshake and never answers it.

use std::future;

use axum::response::Response;

use crate::handshake::Handshake;

/// Never returns. hyper drops the future, and with it the connection, once the client has
/// closed its end.
pub(crate) async fn handle(_counted: Handshake) -> Response {
    future::pending().await
}

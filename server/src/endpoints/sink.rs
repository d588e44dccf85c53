//! `/sink` reads and discards.

use axum::response::Response;

use crate::handshake::Handshake;
use crate::session::Session;

pub(crate) async fn handle(handshake: Handshake) -> Response {
    handshake.accept(Session::discard)
}

//! `/echo` sends every message back unchanged, and answers a close with its own code and
//! reason.

use axum::response::Response;

use crate::handshake::Handshake;
use crate::session::Session;

pub(crate) async fn handle(handshake: Handshake) -> Response {
    handshake.accept(Session::echo)
}

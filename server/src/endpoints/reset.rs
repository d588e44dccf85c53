//! `/reset[?CUE]` ends the TCP connection with RST, when [`Cue`] says.

use axum::extract::Query;
use axum::response::Response;

use crate::cue::Cue;
use crate::handshake::Handshake;

pub(crate) async fn handle(handshake: Handshake, Query(cue): Query<Cue>) -> Response {
    handshake.accept(move |session| async move {
        if let Some(session) = cue.wait(session).await {
            session.reset();
        }
    })
}

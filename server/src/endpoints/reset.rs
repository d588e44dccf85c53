//! `/reset[?after=N]` ends the TCP connection with RST after N messages; without N at once.

use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use crate::handshake::Handshake;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    #[serde(default)]
    after: u64,
}

pub(crate) async fn handle(handshake: Handshake, Query(Parameters { after }): Query<Parameters>) -> Response {
    handshake.accept(move |session| async move {
        if let Some(session) = session.after(after).await {
            session.reset();
        }
    })
}

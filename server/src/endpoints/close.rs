//! `/close?code=&reason=[&CUE]` closes with that code and reason when [`Cue`] says; without a code with an empty close frame.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;

use crate::cue::Cue;
use crate::handshake::Handshake;

/// What a control frame of 125 bytes leaves beside the code (RFC 6455, 5.5).
const MAX_REASON: usize = 123;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    /// Any number: codes that may not be sent are among the faults worth having.
    code: Option<u16>,
    #[serde(default)]
    reason: String,
}

pub(crate) async fn handle(
    handshake: Handshake,
    Query(cue): Query<Cue>,
    Query(Parameters { code, reason }): Query<Parameters>,
) -> Response {
    if code.is_none() && !reason.is_empty() {
        return (StatusCode::BAD_REQUEST, "a reason needs a code").into_response();
    }
    if reason.len() > MAX_REASON {
        let why = format!("a reason has at most {MAX_REASON} bytes");
        return (StatusCode::BAD_REQUEST, why).into_response();
    }
    let frame = code.map(|code| CloseFrame { code: code.into(), reason: reason.into() });
    handshake.accept(move |session| async move {
        let Some(session) = cue.wait(session).await else { return };
        if cue.is_closing() {
            session.answer_close(Frame::close(frame)).await;
        } else {
            session.close(frame).await;
        }
    })
}

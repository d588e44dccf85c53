//! `/fault[?after=N]` breaks the protocol after N messages, with a frame that every client has to refuse; without N at once.

use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::handshake::Handshake;

/// RFC 6455, 5.2: reserved.
const RESERVED: OpCode = OpCode::Data(Data::Reserved(3));

#[derive(Deserialize)]
pub(crate) struct Parameters {
    #[serde(default)]
    after: u64,
}

pub(crate) async fn handle(handshake: Handshake, Query(Parameters { after }): Query<Parameters>) -> Response {
    handshake.accept(move |session| async move {
        if let Some(mut session) = session.after(after).await {
            session.send(Message::Frame(Frame::message("", RESERVED, true))).await;
            session.discard().await;
        }
    })
}

//! `/room?name=` sends every message to all others in the room of that name, and nothing back. It keeps none: who comes
//! later has not heard it.

use axum::Extension;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::handshake::{Handshake, Stream};
use crate::rooms::{Member, Rooms};
use crate::session::Session;

/// The largest message in bytes: each waits once for all who have not heard it.
const MAX_MESSAGE: usize = 64 << 10;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    #[serde(default)]
    name: String,
}

pub(crate) async fn handle(
    handshake: Handshake,
    Extension(rooms): Extension<Rooms>,
    Query(Parameters { name }): Query<Parameters>,
) -> Response {
    match rooms.enter(name) {
        // Before the answer: who has it hears everyone from now on.
        Ok(member) => handshake.accept(|session| converse(session, member)),
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

async fn converse(mut session: Session<Stream>, mut member: Member) {
    let why = loop {
        tokio::select! {
            received = session.receive() => match received {
                Some(message) if message.len() > MAX_MESSAGE => break close(CloseCode::Size, "too long"),
                Some(message) => member.say(message),
                None => return session.end().await,
            },
            heard = member.hear() => match heard {
                Ok(message) => if !session.send(message).await {
                    return;
                },
                Err(_) => break close(CloseCode::Again, "too slow"),
            },
        }
    };
    // Nobody waits for the one who is told to go.
    drop(member);
    session.close(Some(why)).await;
}

fn close(code: CloseCode, reason: &'static str) -> CloseFrame {
    CloseFrame { code, reason: reason.into() }
}

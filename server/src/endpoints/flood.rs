//! `/flood?count=&size=&binary=&pings=[&CUE]` sends `count` messages of `size` bytes, each behind `pings` pings, and then
//! echoes. It begins when [`Cue`] says.
//!
//! Message i is its number in decimal, counted from 0 and filled up with spaces, so that
//! order can be tested: `Number(data)` and `data.trim().parse()` give it back.

use std::iter;

use axum::body::Bytes;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio_tungstenite::tungstenite::Message;

use crate::cue::Cue;
use crate::handshake::Handshake;
use crate::session::MAX_MESSAGE;

/// As much as a control frame can hold (RFC 6455, 5.5).
const PING: Bytes = Bytes::from_static(&[b'x'; 125]);

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Parameters {
    count: u64,
    size: usize,
    binary: bool,
    pings: u64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self { count: 1000, size: 64, binary: false, pings: 0 }
    }
}

impl Parameters {
    /// A message, and the pings before it.
    fn round(&self, number: u64) -> impl Iterator<Item = Message> {
        (0..self.pings).map(|_| Message::Ping(PING)).chain(iter::once_with(move || self.message(number)))
    }

    fn message(&self, number: u64) -> Message {
        let mut text = number.to_string();
        // In one piece: a formatter fills up character by character, and a megabyte of that is what would be measured.
        text.push_str(&" ".repeat(self.size.saturating_sub(text.len())));
        if self.binary { Message::binary(text) } else { Message::text(text) }
    }
}

pub(crate) async fn handle(handshake: Handshake, Query(cue): Query<Cue>, Query(flood): Query<Parameters>) -> Response {
    let digits = flood.count.saturating_sub(1).to_string().len();
    if !(digits..=MAX_MESSAGE).contains(&flood.size) {
        let why = format!("size holds the last number and is from {digits} to {MAX_MESSAGE}");
        return (StatusCode::BAD_REQUEST, why).into_response();
    }
    handshake.accept(move |session| async move {
        let Some(mut session) = cue.wait(session).await else { return };
        for number in 0..flood.count {
            // Reading in between: a client may close, or talk, in the middle of it.
            while let Some(received) = session.try_receive() {
                let Some(message) = received else {
                    return session.end().await;
                };
                if !session.enqueue(message).await {
                    return;
                }
            }
            for message in flood.round(number) {
                if !session.enqueue(message).await {
                    return;
                }
            }
        }
        session.echo().await;
    })
}

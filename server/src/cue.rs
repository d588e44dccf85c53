//! When an endpoint begins what it is for: `after=N` messages, then `flood=N` messages of its own, then in the place of the
//! answer to the client's close with `closing=true`; without any of them at once.

use serde::Deserialize;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::tungstenite::Message;

use crate::session::Session;

#[derive(Deserialize)]
pub(crate) struct Cue {
    #[serde(default)]
    after: u64,
    #[serde(default)]
    flood: u64,
    #[serde(default)]
    closing: bool,
}

impl Cue {
    /// Whether the client has begun to close when it is time.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing
    }

    /// Gives the session back when it is time, or ends it if that does not come.
    pub(crate) async fn wait<S: AsyncRead + AsyncWrite + Unpin>(&self, mut session: Session<S>) -> Option<Session<S>> {
        for _ in 0..self.after {
            if session.receive().await.is_none() {
                session.end().await;
                return None;
            }
        }
        for number in 0..self.flood {
            if !session.send(Message::text(number.to_string())).await {
                return None;
            }
        }
        if self.closing && !session.receive_close().await {
            session.end().await;
            return None;
        }
        Some(session)
    }
}

//! `/fault[?kind=KIND][&CUE]` breaks the protocol when [`Cue`] says, with a frame that every client has to refuse. The kinds are
//! those of [`Kind`]; `opcode` if none is given.

use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{Frame, FrameHeader};

use crate::cue::Cue;
use crate::handshake::Handshake;

/// What is wrong with the frame (the sections are those of RFC 6455).
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// Its opcode is reserved (5.2).
    #[default]
    Opcode,
    /// A reserved bit is set, and no extension gives it a meaning (5.2).
    Bits,
    /// It is masked, as only a client's are (5.1).
    Mask,
    /// It goes on with a message that was not begun (5.4).
    Continuation,
    /// It is a control frame in parts (5.5).
    Fragment,
    /// It is a control frame of more than 125 bytes (5.5).
    Long,
    /// It is a close frame with half a code (5.5.1).
    Close,
    /// It is text, and not UTF-8 (8.1).
    Utf8,
}

impl Kind {
    fn frame(self) -> Frame {
        let text = OpCode::Data(Data::Text);
        let ping = OpCode::Control(Control::Ping);
        let (opcode, payload): (_, &[u8]) = match self {
            Self::Opcode => (OpCode::Data(Data::Reserved(3)), b""),
            Self::Bits | Self::Mask => (text, b"wrong"),
            Self::Continuation => (OpCode::Data(Data::Continue), b"wrong"),
            Self::Fragment => (ping, b"wrong"),
            Self::Long => (ping, &[b'x'; 126]),
            Self::Close => (OpCode::Control(Control::Close), b"\x03"),
            Self::Utf8 => (text, b"\xff"),
        };
        let header = FrameHeader {
            is_final: !matches!(self, Self::Fragment),
            rsv1: matches!(self, Self::Bits),
            mask: matches!(self, Self::Mask).then_some([1, 2, 3, 4]),
            opcode,
            ..FrameHeader::default()
        };
        Frame::from_payload(header, payload.into())
    }
}

#[derive(Deserialize)]
pub(crate) struct Parameters {
    #[serde(default)]
    kind: Kind,
}

pub(crate) async fn handle(
    handshake: Handshake,
    Query(cue): Query<Cue>,
    Query(Parameters { kind }): Query<Parameters>,
) -> Response {
    handshake.accept(move |session| async move {
        let Some(mut session) = cue.wait(session).await else { return };
        if cue.is_closing() {
            session.answer_close(kind.frame()).await;
        } else {
            session.send(Message::Frame(kind.frame())).await;
            session.discard().await;
        }
    })
}

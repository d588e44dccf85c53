//! The URLs that misbehave: close, fault, refuse, hang, silent, reset.

mod support;

use std::io::ErrorKind;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use support::{TestServer, close_frame, raw_handshake};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::{Error, Message};

#[tokio::test]
async fn close_comes_at_once_with_code_and_reason() {
    let server = TestServer::start().await;
    let mut socket = server.open("/close?code=4001&reason=go%20away&tag=close").await;
    let close = socket.next().await.unwrap().unwrap();
    assert_eq!(close_frame(close), Some((4001, "go away".into())));
    assert!(socket.next().await.is_none(), "the connection ends cleanly");

    // The client's answer was counted too.
    let seen = server.observe("close", "ended:1").await;
    assert_eq!(seen["closes"], json!([{ "code": 4001, "reason": "go away" }]));
}

#[tokio::test]
async fn close_without_code_is_an_empty_frame() {
    let server = TestServer::start().await;
    let mut socket = server.open("/close").await;
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), None);
}

#[tokio::test]
async fn close_can_wait_for_messages() {
    let server = TestServer::start().await;
    let mut socket = server.open("/close?code=1012&after=2&tag=after").await;
    socket.send(Message::text("1")).await.unwrap();
    let seen = server.observe("after", "messages:1").await;
    assert_eq!(seen["closes"], json!([]));

    socket.send(Message::text("2")).await.unwrap();
    let close = socket.next().await.unwrap().unwrap();
    assert_eq!(close_frame(close), Some((1012, String::new())));
}

#[tokio::test]
async fn a_fault_comes_after_its_messages() {
    let server = TestServer::start().await;
    let mut socket = server.open("/fault?after=1&tag=fault").await;
    server.observe("fault", "open:1").await;
    socket.send(Message::text("1")).await.unwrap();
    let error = socket.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Protocol(ProtocolError::InvalidOpcode(_))), "{error}");
}

#[tokio::test]
async fn trouble_can_come_after_a_flood() {
    let server = TestServer::start().await;
    let mut socket = server.open("/close?code=1011&flood=3").await;
    for number in ["0", "1", "2"] {
        assert_eq!(socket.next().await.unwrap().unwrap(), Message::text(number));
    }
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), Some((1011, String::new())));
}

#[tokio::test]
async fn trouble_can_come_in_the_place_of_the_answer_to_a_close() {
    let server = TestServer::start().await;
    let mut socket = server.open("/close?code=1011&closing=true&tag=closing").await;
    socket.send(Message::text("before")).await.unwrap();
    socket.close(None).await.unwrap();
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), Some((1011, String::new())));
    let seen = server.observe("closing", "closes:1").await;
    assert_eq!(seen["messages"], 1);

    let mut socket = server.open("/fault?closing=true").await;
    socket.close(None).await.unwrap();
    let error = socket.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Protocol(_)), "{error}");

    let mut socket = server.open("/reset?closing=true").await;
    socket.close(None).await.unwrap();
    assert_reset(socket.next().await);
}

#[tokio::test]
async fn no_client_takes_a_fault_of_any_kind() {
    let server = TestServer::start().await;
    for kind in ["opcode", "bits", "mask", "continuation", "fragment", "long", "close", "utf8"] {
        let mut socket = server.open(&format!("/fault?kind={kind}")).await;
        let error = socket.next().await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Protocol(_) | Error::Utf8(_)), "{kind}: {error}");
    }
}

#[tokio::test]
async fn a_client_that_closes_first_is_answered_and_left_in_good_order() {
    let server = TestServer::start().await;
    for target in ["/close?code=4000&after=9", "/reset?after=9"] {
        let mut socket = server.open_tls(target).await;
        socket.close(None).await.unwrap();
        assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), None);
        // Without TLS's own goodbye this would be an error.
        assert!(socket.next().await.is_none(), "{target}");
    }
}

#[tokio::test]
async fn close_refuses_what_no_frame_can_hold() {
    let server = TestServer::start().await;
    let long = "x".repeat(124);
    for query in ["reason=alone", "code=70000", &format!("code=4000&reason={long}")] {
        let error = server.try_open(&format!("/close?{query}")).await.unwrap_err();
        let Error::Http(response) = error else {
            panic!("{query}: {error}");
        };
        assert_eq!(response.status(), 400, "{query}");
    }
}

#[tokio::test]
async fn refuse_answers_with_the_status_and_ends() {
    let server = TestServer::start().await;
    for (query, status) in [("", 403), ("&status=503", 503), ("&status=102", 400)] {
        let error = server.try_open(&format!("/refuse?tag=refuse{query}")).await.unwrap_err();
        let Error::Http(response) = error else {
            panic!("{error}");
        };
        assert_eq!(response.status(), status);
    }
    let seen = server.observe("refuse", "ended:3").await;
    assert_eq!(seen["handshakes"], 3);
    assert_eq!(seen["open"], 0);
}

#[tokio::test]
async fn refuse_can_redirect() {
    let server = TestServer::start().await;
    let error = server.try_open("/refuse?status=302&location=/echo").await.unwrap_err();
    let Error::Http(response) = error else {
        panic!("{error}");
    };
    assert_eq!(response.status(), 302);
    assert_eq!(response.headers()["location"], "/echo");
}

#[tokio::test]
async fn refuse_can_accept_without_proof() {
    let server = TestServer::start().await;
    let error = server.try_open("/refuse?status=101&tag=unproved").await.unwrap_err();
    assert!(matches!(error, Error::Protocol(ProtocolError::SecWebSocketAcceptKeyMismatch)), "{error}");
    server.observe("unproved", "ended:1").await;
}

#[tokio::test]
async fn hang_answers_nothing_until_the_client_leaves() {
    let server = TestServer::start().await;
    let mut stream = server.connect().await;
    let request = raw_handshake("/hang?tag=hang");
    stream.write_all(request.as_bytes()).await.unwrap();
    let seen = server.observe("hang", "handshakes:1").await;
    assert_eq!(seen["open"], 1);

    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer, b"");
    server.observe("hang", "open:0").await;
}

#[tokio::test]
async fn silent_reads_and_answers_not_even_ping_and_close() {
    let server = TestServer::start().await;
    let mut socket = server.open("/silent?tag=silent").await;
    socket.send(Message::text("hello?")).await.unwrap();
    socket.send(Message::Ping("hello?".into())).await.unwrap();
    socket.close(None).await.unwrap();
    let seen = server.observe("silent", "closes:1").await;
    assert_eq!(seen["messages"], 1);
    assert_eq!(seen["closes"], json!([{ "code": null, "reason": "" }]));
    assert_eq!(seen["open"], 1, "a close frame does not end it");

    // All was read; if there were answers they would be here, before the end.
    let stream = socket.get_mut();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer, b"");
    server.observe("silent", "open:0").await;
}

fn assert_reset(last: Option<Result<Message, Error>>) {
    match last {
        Some(Err(Error::Io(error))) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
        other => panic!("expected a reset, got {other:?}"),
    }
}

#[tokio::test]
async fn reset_is_a_tcp_reset() {
    let server = TestServer::start().await;
    let mut socket = server.open("/reset?tag=reset").await;
    assert_reset(socket.next().await);
    let seen = server.observe("reset", "ended:1").await;
    assert_eq!(seen["open"], 0);
}

#[tokio::test]
async fn reset_is_a_tcp_reset_over_tls() {
    let server = TestServer::start().await;
    let mut socket = server.open_tls("/reset").await;
    assert_reset(socket.next().await);
}

#[tokio::test]
async fn reset_can_wait_for_messages() {
    let server = TestServer::start().await;
    let mut socket = server.open("/reset?after=2&tag=reset").await;
    socket.send(Message::text("1")).await.unwrap();
    let seen = server.observe("reset", "messages:1").await;
    assert_eq!(seen["open"], 1);

    socket.send(Message::text("2")).await.unwrap();
    assert_reset(socket.next().await);
}

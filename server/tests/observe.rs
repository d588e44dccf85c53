//! What `/observe` tells, and when.

mod support;

use futures_util::SinkExt;
use serde_json::{Value, json};
use support::TestServer;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

#[tokio::test]
async fn an_unknown_tag_has_seen_nothing() {
    let server = TestServer::start().await;
    let answer = server.get("/observe?tag=new").await;
    assert_eq!(answer.status, 200);
    assert!(answer.headers.contains("access-control-allow-origin: *"));
    assert_eq!(
        serde_json::from_str::<Value>(&answer.body).unwrap(),
        json!({
            "handshakes": 0, "open": 0, "messages": 0, "bytes": 0, "closes": [], "ended": 0
        })
    );
}

#[tokio::test]
async fn tags_are_counted_apart_and_across_both_ports() {
    let server = TestServer::start().await;
    let mut plain = server.open("/echo?tag=a").await;
    let mut tls = server.open_tls("/echo?tag=a").await;
    let mut other = server.open("/echo?tag=b").await;
    plain.send(Message::text("1")).await.unwrap();
    tls.send(Message::text("22")).await.unwrap();
    other.send(Message::text("333")).await.unwrap();

    let a = server.observe("a", "messages:2").await;
    assert_eq!((&a["handshakes"], &a["open"]), (&json!(2), &json!(2)));
    assert_eq!(a["bytes"], 3);
    let b = server.observe("b", "bytes:3").await;
    assert_eq!(b["messages"], 1);

    drop(plain);
    let a = server.observe("a", "ended:1").await;
    assert_eq!(a["open"], 1);
}

#[tokio::test]
async fn closes_are_kept_in_order() {
    let server = TestServer::start().await;
    for (n, code) in [3001_u16, 3002].into_iter().enumerate() {
        let mut socket = server.open("/echo?tag=closes").await;
        let frame = CloseFrame { code: code.into(), reason: format!("number {n}").into() };
        socket.close(Some(frame)).await.unwrap();
        server.observe("closes", &format!("closes:{}", n + 1)).await;
    }
    let seen = server.observe("closes", "open:0").await;
    assert_eq!(
        seen["closes"],
        json!([
            { "code": 3001, "reason": "number 0" },
            { "code": 3002, "reason": "number 1" },
        ])
    );
}

#[tokio::test]
async fn heads_tell_which_messages_have_come() {
    let server = TestServer::start().await;
    let mut socket = server.open("/sink?tag=heads").await;
    for message in [Message::text("first"), Message::binary("second, cut here")] {
        socket.send(message).await.unwrap();
    }
    socket.send(Message::text("third, longer than that")).await.unwrap();
    let seen = server.observe("heads", "messages:3&heads=true").await;
    assert_eq!(seen["heads"], json!(["first", "second, cut here", "third, longer th"]));
}

#[tokio::test]
async fn a_waiting_observer_is_answered_by_the_event() {
    let server = TestServer::start().await;
    // The longest wait and no timer of the test: only the event can answer in time.
    let observed = server.get("/observe?tag=later&until=messages:1&within=60000");
    let sent = async {
        let mut socket = server.open("/sink?tag=later").await;
        socket.send(Message::text("now")).await.unwrap();
        socket
    };
    let (answer, _socket) = tokio::join!(observed, sent);
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains(r#""messages":1"#), "{}", answer.body);
}

#[tokio::test]
async fn waiting_in_vain_is_408_with_what_there_is() {
    let server = TestServer::start().await;
    let answer = server.get("/observe?tag=never&until=handshakes:1&within=1").await;
    assert_eq!(answer.status, 408);
    assert!(answer.headers.contains("access-control-allow-origin: *"));
    assert!(answer.body.contains(r#""handshakes":0"#));
}

#[tokio::test]
async fn wrong_questions_are_refused() {
    let server = TestServer::start().await;
    let long = "x".repeat(129);
    for query in [
        "".to_owned(),
        format!("tag={long}"),
        "tag=t&until=messages".to_owned(),
        "tag=t&until=colour:1".to_owned(),
        "tag=t&until=open:0&within=soon".to_owned(),
    ] {
        let answer = server.get(&format!("/observe?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
    }
}

#[tokio::test]
async fn only_websocket_handshakes_are_counted() {
    let server = TestServer::start().await;
    let answer = server.get("/echo?tag=page").await;
    assert_eq!(answer.status, 426);
    let answer = server.get("/observe?tag=page").await;
    assert!(answer.body.contains(r#""handshakes":0"#));
}

//! The URLs that behave well: echo, sink, flood, protocol, headers.

mod support;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use support::{TestServer, close_frame};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};

async fn echoes<S: AsyncRead + AsyncWrite + Unpin>(mut socket: WebSocketStream<S>) {
    let messages = [
        Message::text("héllo"),
        Message::binary(vec![0, 255, 7]),
        Message::text(""),
        Message::binary(vec![42; 1 << 20]),
    ];
    for message in messages.clone() {
        socket.send(message).await.unwrap();
    }
    for message in messages {
        assert_eq!(socket.next().await.unwrap().unwrap(), message);
    }

    let close = CloseFrame { code: 4321.into(), reason: "enough".into() };
    socket.close(Some(close)).await.unwrap();
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), Some((4321, "enough".into())));
    assert!(socket.next().await.is_none(), "the connection ends cleanly");
}

#[tokio::test]
async fn echo_returns_messages_and_close() {
    let server = TestServer::start().await;
    echoes(server.open("/echo").await).await;
}

#[tokio::test]
async fn echo_works_over_tls() {
    let server = TestServer::start().await;
    echoes(server.open_tls("/echo").await).await;
}

#[tokio::test]
async fn echo_answers_an_empty_close_with_one() {
    let server = TestServer::start().await;
    let mut socket = server.open("/echo").await;
    socket.close(None).await.unwrap();
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), None);
}

#[tokio::test]
async fn echo_ends_the_connection_on_a_message_over_the_limit() {
    let server = TestServer::start().await;
    let mut socket = server.open("/echo?tag=big").await;
    // How much of it can be written before the server leaves is up to the system.
    let _ = socket.send(Message::binary(vec![0; (32 << 20) + 1])).await;
    let seen = server.observe("big", "ended:1").await;
    assert_eq!(seen["messages"], 0);
}

#[tokio::test]
async fn sink_reads_and_says_nothing() {
    let server = TestServer::start().await;
    let mut socket = server.open("/sink?tag=sink").await;
    for _ in 0..10 {
        socket.send(Message::text("12345")).await.unwrap();
    }
    let seen = server.observe("sink", "messages:10").await;
    assert_eq!(seen["bytes"], 50);

    // The answer to the close is the first thing to arrive, so nothing was said before it.
    socket.close(None).await.unwrap();
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), None);
}

#[tokio::test]
async fn flood_keeps_order_and_size_and_then_echoes() {
    let server = TestServer::start().await;
    let mut socket = server.open("/flood?count=500&size=16").await;
    for expected in 0..500 {
        let message = socket.next().await.unwrap().unwrap();
        assert!(message.is_text());
        assert_eq!(message.len(), 16);
        let number = message.to_text().unwrap().trim_end().parse::<u32>();
        assert_eq!(number, Ok(expected));
    }
    socket.send(Message::text("still there?")).await.unwrap();
    let echo = socket.next().await.unwrap().unwrap();
    assert_eq!(echo, Message::text("still there?"));
}

#[tokio::test]
async fn flood_has_defaults_and_can_be_binary() {
    let server = TestServer::start().await;
    let mut socket = server.open("/flood?binary=true").await;
    for _ in 0..1000 {
        let message = socket.next().await.unwrap().unwrap();
        assert!(message.is_binary());
        assert_eq!(message.len(), 64);
    }
}

#[tokio::test]
async fn flood_can_wait_for_messages() {
    let server = TestServer::start().await;
    let mut socket = server.open("/flood?count=2&size=1&after=2&tag=wait").await;
    socket.send(Message::text("1")).await.unwrap();
    server.observe("wait", "messages:1").await;
    socket.send(Message::text("2")).await.unwrap();
    for number in ["0", "1"] {
        assert_eq!(socket.next().await.unwrap().unwrap(), Message::text(number));
    }
}

#[tokio::test]
async fn flood_can_send_pings_before_each_message() {
    let server = TestServer::start().await;
    let mut socket = server.open("/flood?count=2&size=1&pings=3").await;
    for number in ["0", "1"] {
        for _ in 0..3 {
            assert_eq!(socket.next().await.unwrap().unwrap(), Message::Ping(vec![b'x'; 125].into()));
        }
        assert_eq!(socket.next().await.unwrap().unwrap(), Message::text(number));
    }
}

#[tokio::test]
async fn flood_stops_when_the_client_closes() {
    let server = TestServer::start().await;
    // 640 MB: more than any buffer on the way, so the close overtakes most of it.
    let mut socket = server.open("/flood?count=10000000&tag=flood").await;
    socket.close(None).await.unwrap();
    let mut last = None;
    while let Some(Ok(message)) = socket.next().await {
        last = Some(message);
    }
    assert_eq!(close_frame(last.unwrap()), None);
    server.observe("flood", "ended:1").await;
}

#[tokio::test]
async fn flood_refuses_sizes_that_cannot_be() {
    let server = TestServer::start().await;
    for query in ["size=2&count=1000", "size=33554433", "size=-1"] {
        let error = server.try_open(&format!("/flood?{query}")).await.unwrap_err();
        let Error::Http(response) = error else {
            panic!("{query}: {error}");
        };
        assert_eq!(response.status(), 400, "{query}");
    }
}

async fn chosen_protocol(server: &TestServer, target: &str, offered: &str) -> Option<String> {
    let mut request = format!("ws://{}{target}", server.address).into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_str(offered).unwrap());
    let stream = server.connect().await;
    let (_, response) = client_async(request, stream).await.unwrap();
    let chosen = response.headers().get("sec-websocket-protocol")?;
    Some(chosen.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn protocol_takes_the_last_one_or_the_one_picked() {
    let server = TestServer::start().await;
    let last = chosen_protocol(&server, "/protocol", "v1, v2, v3").await;
    assert_eq!(last.as_deref(), Some("v3"));
    let picked = chosen_protocol(&server, "/protocol?pick=v1", "v1, v2").await;
    assert_eq!(picked.as_deref(), Some("v1"));
}

#[tokio::test]
async fn protocol_is_absent_when_none_was_offered() {
    let server = TestServer::start().await;
    let (mut socket, response) = server.try_open("/protocol").await.unwrap();
    assert!(!response.headers().contains_key("sec-websocket-protocol"));
    socket.send(Message::text("echo")).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), Message::text("echo"));
}

#[tokio::test]
async fn protocol_can_be_one_that_was_not_offered() {
    let server = TestServer::start().await;
    let error = server.try_open("/protocol?pick=surprise").await.unwrap_err();
    assert!(matches!(error, Error::Protocol(_)), "{error}");
}

#[tokio::test]
async fn headers_tells_what_the_handshake_was() {
    let server = TestServer::start().await;
    let mut request = format!("ws://{}/headers?a=1&b=%20", server.address).into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.append("X-Token", HeaderValue::from_static("one"));
    headers.append("X-Token", HeaderValue::from_static("two"));
    let stream = server.connect().await;
    let (mut socket, _) = client_async(request, stream).await.unwrap();

    let message = socket.next().await.unwrap().unwrap();
    let seen: Value = serde_json::from_str(message.to_text().unwrap()).unwrap();
    assert_eq!(seen["method"], "GET");
    assert_eq!(seen["path"], "/headers");
    assert_eq!(seen["query"], "a=1&b=%20");
    assert_eq!(seen["headers"]["x-token"], json!("one, two"));

    socket.send(Message::text("echo")).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), Message::text("echo"));
}

//! The URL by which clients talk to each other.

mod support;

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use support::{TestServer, close_frame};
use tokio_tungstenite::tungstenite::{Error, Message};

const LONGEST: usize = 64 << 10;
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn all_others_in_the_room_hear_a_message_in_order() {
    let server = TestServer::start().await;
    let mut speaker = server.open("/room?name=tea").await;
    let mut listeners = [server.open("/room?name=tea").await, server.open("/room?name=tea").await];
    let messages = [Message::text("héllo"), Message::binary(vec![0, 255, 7]), Message::binary(vec![1; LONGEST])];
    for message in messages.clone() {
        speaker.send(message).await.unwrap();
    }
    for listener in &mut listeners {
        for message in &messages {
            assert_eq!(&listener.next().await.unwrap().unwrap(), message);
        }
        listener.close(None).await.unwrap();
        assert_eq!(close_frame(listener.next().await.unwrap().unwrap()), None);
    }

    // Its own have not come back: the answer to the close is the first thing to arrive.
    speaker.close(None).await.unwrap();
    assert_eq!(close_frame(speaker.next().await.unwrap().unwrap()), None);
}

#[tokio::test]
async fn a_message_stays_in_its_room() {
    let server = TestServer::start().await;
    let mut tea = server.open("/room?name=tea&tag=tea").await;
    let mut coffee = server.open("/room?name=coffee").await;
    let mut other = server.open("/room?name=coffee").await;
    tea.send(Message::text("of tea")).await.unwrap();
    server.observe("tea", "messages:1").await;
    other.send(Message::text("of coffee")).await.unwrap();
    assert_eq!(coffee.next().await.unwrap().unwrap(), Message::text("of coffee"));
}

#[tokio::test]
async fn one_who_does_not_read_is_told_to_come_back_and_stops_nobody() {
    let server = TestServer::start().await;
    let mut speaker = server.open("/room?name=tea&tag=speaker").await;
    let mut slow = server.open("/room?name=tea").await;
    // More than the system takes for a client that does not read.
    let count = 400;
    for _ in 0..count {
        let sent = speaker.send(Message::binary(vec![1; LONGEST]));
        tokio::time::timeout(PATIENCE, sent).await.expect("the speaker is stopped").unwrap();
    }
    server.observe("speaker", &format!("messages:{count}")).await;

    let mut heard = 0;
    let end = loop {
        match slow.next().await.unwrap().unwrap() {
            Message::Binary(_) => heard += 1,
            other => break close_frame(other),
        }
    };
    assert_eq!(end, Some((1013, "too slow".into())));
    assert!(heard < count, "none was lost");
}

#[tokio::test]
async fn too_long_a_message_ends_the_connection() {
    let server = TestServer::start().await;
    let mut socket = server.open("/room").await;
    socket.send(Message::binary(vec![0; LONGEST + 1])).await.unwrap();
    assert_eq!(close_frame(socket.next().await.unwrap().unwrap()), Some((1009, "too long".into())));
}

#[tokio::test]
async fn a_name_has_a_limit() {
    let server = TestServer::start().await;
    server.open(&format!("/room?name={}", "x".repeat(128))).await;
    let refused = server.try_open(&format!("/room?name={}", "x".repeat(129))).await;
    match refused {
        Err(Error::Http(response)) => assert_eq!(response.status(), 400),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

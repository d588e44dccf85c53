//! What a proxy does to the connections that it passes on.

mod support;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use support::TestServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

/// For what is to happen at once.
const PATIENCE: Duration = Duration::from_secs(10);
/// So long without room to write is no accident.
const BLOCKED: Duration = Duration::from_millis(300);

/// A proxy before an upstream that the test plays itself.
struct Stage {
    server: TestServer,
    upstream: TcpListener,
    proxy: SocketAddr,
}

impl Stage {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let upstream = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = open(&server, &format!("?upstream={}", upstream.local_addr().unwrap())).await;
        Self { server, upstream, proxy }
    }

    async fn change(&self, query: &str) -> Value {
        change(&self.server, self.proxy, query).await
    }

    /// A connection through the proxy: the client's end, and the upstream's.
    async fn connect(&self) -> (TcpStream, TcpStream) {
        let client = TcpStream::connect(self.proxy).await.unwrap();
        (client, self.upstream.accept().await.unwrap().0)
    }

    async fn shown(&self) -> Value {
        let answer = self.server.get(&format!("/proxy/{}", self.proxy)).await;
        serde_json::from_str(&answer.body).unwrap()
    }
}

async fn open(server: &TestServer, query: &str) -> SocketAddr {
    let answer = server.request("POST", &format!("/proxy{query}")).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let shown: Value = serde_json::from_str(&answer.body).unwrap();
    shown["address"].as_str().unwrap().parse().unwrap()
}

async fn change(server: &TestServer, proxy: SocketAddr, query: &str) -> Value {
    let answer = server.request("POST", &format!("/proxy/{proxy}?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// Exactly these bytes are next.
async fn assert_next(stream: &mut TcpStream, expected: &[u8]) {
    let mut next = vec![0; expected.len()];
    tokio::time::timeout(PATIENCE, stream.read_exact(&mut next)).await.expect("they come in time").unwrap();
    assert_eq!(next, expected);
}

async fn assert_end(stream: &mut TcpStream) {
    let read = tokio::time::timeout(PATIENCE, stream.read(&mut [0])).await.expect("it ends in time");
    assert_eq!(read.unwrap(), 0);
}

async fn assert_reset(stream: &mut TcpStream) {
    let read = tokio::time::timeout(PATIENCE, stream.read(&mut [0])).await.expect("it is reset in time");
    assert_eq!(read.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

/// Nothing is there to be read.
fn assert_nothing(stream: &TcpStream) {
    assert_eq!(stream.try_read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[tokio::test]
async fn without_faults_all_is_passed_on_and_counted_for_its_tag() {
    let server = TestServer::start().await;
    let proxy = open(&server, "").await;
    let stream = TcpStream::connect(proxy).await.unwrap();
    let mut socket = client_async(format!("ws://{proxy}/echo?tag=proxied"), stream).await.unwrap().0;
    let large = Message::binary(vec![7; 1 << 20]);
    socket.send(large.clone()).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), large);
    let seen = server.observe("proxied", "messages:1").await;
    assert_eq!(seen["open"], 1);
    drop(socket);
    server.observe("proxied", "ended:1").await;
}

#[tokio::test]
async fn an_end_is_passed_on_in_its_direction_only_and_a_reset_in_both() {
    let stage = Stage::new().await;
    let (mut client, mut upstream) = stage.connect().await;
    client.shutdown().await.unwrap();
    assert_end(&mut upstream).await;
    upstream.write_all(b"still").await.unwrap();
    assert_next(&mut client, b"still").await;

    let (client, mut upstream) = stage.connect().await;
    client.set_zero_linger().unwrap();
    drop(client);
    assert_reset(&mut upstream).await;
}

#[tokio::test]
async fn reset_comes_at_the_byte_to_both_ends() {
    let stage = Stage::new().await;
    stage.change("direction=down&fate=reset&after=5").await;
    let (mut client, mut upstream) = stage.connect().await;
    // The other direction is not counted.
    client.write_all(b"question").await.unwrap();
    assert_next(&mut upstream, b"question").await;
    upstream.write_all(b"12345678").await.unwrap();
    assert_next(&mut client, b"12345").await;
    assert_reset(&mut client).await;
    assert_reset(&mut upstream).await;
}

#[tokio::test]
async fn bytes_are_counted_from_the_change() {
    let stage = Stage::new().await;
    let (mut client, mut upstream) = stage.connect().await;
    upstream.write_all(b"before").await.unwrap();
    assert_next(&mut client, b"before").await;
    stage.change("fate=reset&after=2").await;
    upstream.write_all(b"after").await.unwrap();
    assert_next(&mut client, b"af").await;
    assert_reset(&mut client).await;
}

#[tokio::test]
async fn a_change_without_bytes_comes_at_once() {
    let stage = Stage::new().await;
    let (mut client, mut upstream) = stage.connect().await;
    stage.change("fate=reset").await;
    assert_reset(&mut client).await;
    assert_reset(&mut upstream).await;
}

#[tokio::test]
async fn a_stall_is_felt_by_the_sender_and_loses_nothing() {
    let stage = Stage::new().await;
    let (mut client, mut upstream) = stage.connect().await;
    stage.change("direction=up&fate=stall").await;
    let block = vec![7; 64 << 10];
    let mut sent = 0;
    while tokio::time::timeout(BLOCKED, client.writable()).await.is_ok() {
        match client.try_write(&block) {
            Ok(count) => sent += count,
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        }
        assert!(sent < 256 << 20, "nothing holds the sender back");
    }
    assert_nothing(&upstream);
    upstream.write_all(b"the other direction").await.unwrap();
    assert_next(&mut client, b"the other direction").await;

    stage.change("").await;
    client.shutdown().await.unwrap();
    let mut received = Vec::new();
    upstream.read_to_end(&mut received).await.unwrap();
    assert_eq!(received.len(), sent);
}

#[tokio::test]
async fn what_is_swallowed_is_lost() {
    let stage = Stage::new().await;
    let (mut client, mut upstream) = stage.connect().await;
    stage.change("direction=down&fate=swallow&after=4").await;
    upstream.write_all(b"kept, lost").await.unwrap();
    assert_next(&mut client, b"kept").await;
    stage.change("").await;
    upstream.write_all(b"again").await.unwrap();
    assert_next(&mut client, b"again").await;
}

#[tokio::test]
async fn an_end_that_is_swallowed_is_told_when_it_heals() {
    let stage = Stage::new().await;
    let (mut client, mut upstream) = stage.connect().await;
    stage.change("direction=down&fate=swallow").await;
    upstream.shutdown().await.unwrap();
    client.write_all(b"are you there?").await.unwrap();
    assert_next(&mut upstream, b"are you there?").await;
    assert_nothing(&client);
    stage.change("").await;
    assert_end(&mut client).await;
}

#[tokio::test]
async fn close_is_an_end_at_the_byte_for_the_receiver_alone() {
    let stage = Stage::new().await;
    stage.change("direction=down&fate=close&after=3").await;
    let (mut client, mut upstream) = stage.connect().await;
    upstream.write_all(b"1234").await.unwrap();
    assert_next(&mut client, b"123").await;
    assert_end(&mut client).await;
    client.write_all(b"still").await.unwrap();
    assert_next(&mut upstream, b"still").await;
    upstream.write_all(b"lost").await.unwrap();
    client.shutdown().await.unwrap();
    assert_end(&mut upstream).await;
}

#[tokio::test]
async fn latency_and_jitter_delay_and_keep_the_order() {
    let stage = Stage::new().await;
    stage.change("direction=down&latency=100&jitter=50&seed=1").await;
    let (mut client, mut upstream) = stage.connect().await;
    let begin = Instant::now();
    for byte in 0..20 {
        upstream.write_all(&[byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_next(&mut client, &(0..20).collect::<Vec<u8>>()).await;
    assert!(begin.elapsed() >= Duration::from_millis(100));
    // The end waits for its turn as well.
    upstream.write_all(b"last").await.unwrap();
    upstream.shutdown().await.unwrap();
    assert_next(&mut client, b"last").await;
    assert_end(&mut client).await;
}

#[tokio::test]
async fn slices_come_one_by_one() {
    let stage = Stage::new().await;
    stage.change("direction=down&slice=1&pause=5").await;
    let (mut client, mut upstream) = stage.connect().await;
    let begin = Instant::now();
    upstream.write_all(b"0123456789").await.unwrap();
    assert_next(&mut client, b"0123456789").await;
    assert!(begin.elapsed() >= Duration::from_millis(9 * 5));
}

#[tokio::test]
async fn a_change_is_for_all_connections_for_those_that_are_open_or_for_the_next() {
    let stage = Stage::new().await;
    let (mut first, _upstream) = stage.connect().await;
    stage.change("to=open&fate=reset").await;
    assert_reset(&mut first).await;

    stage.change("to=next&direction=down&fate=close").await;
    stage.change("to=next&fate=reset").await;
    let (mut ended, _upstream) = stage.connect().await;
    assert_end(&mut ended).await;
    assert_reset(&mut stage.connect().await.0).await;
    let (mut plain, mut upstream) = stage.connect().await;
    upstream.write_all(b"plain").await.unwrap();
    assert_next(&mut plain, b"plain").await;

    stage.change("to=next&fate=stall").await;
    stage.change("fate=reset").await;
    assert_reset(&mut plain).await;
    assert_reset(&mut stage.connect().await.0).await;
}

#[tokio::test]
async fn connections_are_counted() {
    let stage = Stage::new().await;
    let address = stage.proxy.to_string();
    let upstream = stage.upstream.local_addr().unwrap().to_string();
    let shown = |accepted: u64, open: u64| json!({ "address": address, "upstream": upstream, "accepted": accepted, "open": open });
    assert_eq!(stage.shown().await, shown(0, 0));
    let (first, second) = (stage.connect().await, stage.connect().await);
    assert_eq!(stage.shown().await, shown(2, 2));
    drop(first);
    let ended = async { while stage.shown().await != shown(2, 1) {} };
    tokio::time::timeout(PATIENCE, ended).await.expect("the end is counted in time");
    drop(second);
}

#[tokio::test]
async fn an_upstream_that_is_not_there_is_a_reset() {
    let stage = Stage::new().await;
    drop(stage.upstream);
    assert_reset(&mut TcpStream::connect(stage.proxy).await.unwrap()).await;
}

#[tokio::test]
async fn a_closed_proxy_is_over_and_its_port_free() {
    let Stage { server, upstream, proxy } = Stage::new().await;
    let mut client = TcpStream::connect(proxy).await.unwrap();
    let _accepted = upstream.accept().await.unwrap();
    let listed = |answer: support::Answer| serde_json::from_str::<Vec<SocketAddr>>(&answer.body).unwrap();
    assert_eq!(listed(server.get("/proxy").await), [proxy]);

    assert_eq!(server.request("DELETE", &format!("/proxy/{proxy}")).await.status, 204);
    assert_end(&mut client).await;
    assert_eq!(TcpStream::connect(proxy).await.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    assert_eq!(listed(server.get("/proxy").await), []);
    assert_eq!(server.request("DELETE", &format!("/proxy/{proxy}")).await.status, 404);

    assert_eq!(open(&server, &format!("?port={}", proxy.port())).await, proxy);
}

// Elsewhere a machine may have to be told first that these addresses are its own.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_proxy_may_have_an_address_of_its_own() {
    let server = TestServer::start().await;
    let proxy = open(&server, "?address=127.0.0.2").await;
    assert_eq!(proxy.ip().to_string(), "127.0.0.2");
    TcpStream::connect(proxy).await.unwrap();
}

#[tokio::test]
async fn wrong_requests_are_refused() {
    let server = TestServer::start().await;
    let proxy = open(&server, "").await;
    for query in [
        "?upstream=10.0.0.1:80".to_owned(),
        "?upstream=somewhere".to_owned(),
        "?address=0.0.0.0".to_owned(),
        format!("?port={}", proxy.port()),
        "?prot=1".to_owned(),
        format!("/{proxy}?fate=unknown"),
        format!("/{proxy}?fait=reset"),
        format!("/{proxy}?after=1"),
        format!("/{proxy}?slice=0"),
        format!("/{proxy}?latency=60001"),
        format!("/{proxy}?direction=sideways"),
    ] {
        assert_eq!(server.request("POST", &format!("/proxy{query}")).await.status, 400, "{query}");
    }
    assert_eq!(server.request("POST", "/proxy/127.0.0.1:1?fate=reset").await.status, 404);
    assert_eq!(server.get("/proxy/127.0.0.1:1").await.status, 404);
}

#[tokio::test]
async fn pages_from_anywhere_may_ask() {
    let server = TestServer::start().await;
    for (method, target) in [("GET", "/proxy"), ("POST", "/proxy"), ("OPTIONS", "/proxy/127.0.0.1:1")] {
        let answer = server.request(method, target).await;
        assert!(answer.headers.contains("access-control-allow-origin: *"), "{method} {target}: {}", answer.headers);
    }
}

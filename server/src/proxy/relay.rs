//! How bytes are passed on, each direction by itself, until both are over or the connection is reset.

use std::collections::VecDeque;
use std::future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use rand::RngExt;
use rand::rngs::SmallRng;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::time::{Instant, sleep, sleep_until};

use super::faults::{Both, Fate, Faults};
use super::plan::Orders;

/// The most that is read at once, in bytes.
const PIECE: usize = 16 << 10;
/// Bytes under way in one direction. With as many of them no more are read: a network can be full.
const MAX_UNDER_WAY: usize = 256 << 10;
/// How long a receiver that is not told of its sender's end is left alone with it.
const VANISHED: Duration = Duration::from_secs(60);

/// Both ends are to see RST.
struct Reset;

/// An error of either end is passed on as what it mostly is.
impl From<io::Error> for Reset {
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// One connection, from its beginning to its end.
pub(super) async fn relay(mut orders: Both<Orders>, mut client: TcpStream, upstream: SocketAddr) {
    let connected = async { super::socket()?.connect(upstream).await };
    let Ok(mut server) = connected.await else {
        return reset(client);
    };
    // What is cut up must not be put together again, and nothing be delayed that was not to be.
    for stream in [&client, &server] {
        let _ = stream.set_nodelay(true);
    }
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = server.split();
    let up = pass(from_client, to_server, &mut orders.up);
    let down = pass(from_server, to_client, &mut orders.down);
    if let Err(Reset) = tokio::try_join!(up, down).map(drop) {
        reset(client);
        reset(server);
    }
}

/// With a linger of zero, closing discards what is unsent and sends RST.
fn reset(stream: TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        eprintln!("a connection of a proxy ends without its reset: {error}");
    }
}

/// Passes one direction on, to its end, under whatever faults it has at each moment.
async fn pass(from: ReadHalf<'_>, to: WriteHalf<'_>, orders: &mut Orders) -> Result<(), Reset> {
    let mut way = Way { from, to, under_way: VecDeque::new(), bytes_under_way: 0, ended: false };
    loop {
        let faults = *orders.faults.borrow_and_update();
        let chance = orders.chance(faults.seed);
        tokio::select! {
            // First: what comes behind a change is subject to it.
            biased;
            changed = orders.faults.changed() => match changed {
                Ok(()) => {}
                // The proxy is stopping.
                Err(_) => future::pending().await,
            },
            end = way.pass(&faults, chance) => return end,
        }
    }
}

/// One direction. Whatever it is awaiting can be dropped, and nothing is lost.
struct Way<'a> {
    from: ReadHalf<'a>,
    to: WriteHalf<'a>,
    under_way: VecDeque<Piece>,
    bytes_under_way: usize,
    /// The sender has ended it.
    ended: bool,
}

struct Piece {
    bytes: Vec<u8>,
    /// How many of them have been written.
    written: usize,
    /// Not before; the pieces behind it wait for it, whatever they are due.
    due: Instant,
}

impl Way<'_> {
    async fn pass(&mut self, faults: &Faults, mut chance: SmallRng) -> Result<(), Reset> {
        let mut buffer = vec![0; PIECE];
        let mut passed = 0;
        let mut paused_until = Instant::now();
        loop {
            let left = match faults.fate {
                Some((after, fate)) if after == passed => return self.meet(fate).await,
                Some((after, _)) => usize::try_from(after - passed).unwrap_or(usize::MAX),
                None => usize::MAX,
            };
            if self.ended && self.under_way.is_empty() {
                return Ok(self.to.shutdown().await?);
            }
            let most = faults.slice.map_or(left, |slice| left.min(slice.get()));
            tokio::select! {
                written = write(&mut self.to, self.under_way.front(), paused_until, most) => {
                    let written = written?;
                    self.written(written);
                    passed += written as u64;
                    paused_until = Instant::now() + faults.pause;
                }
                read = self.from.read(&mut buffer), if !self.ended && self.bytes_under_way < MAX_UNDER_WAY => {
                    let delay = faults.latency + faults.jitter.mul_f64(chance.random());
                    self.read(&buffer[..read?], Instant::now() + delay);
                }
            }
        }
    }

    /// Takes up what was read; nothing is the end.
    fn read(&mut self, bytes: &[u8], due: Instant) {
        if bytes.is_empty() {
            self.ended = true;
            return;
        }
        self.bytes_under_way += bytes.len();
        self.under_way.push_back(Piece { bytes: bytes.to_vec(), written: 0, due });
    }

    /// Lets go of what was written of the foremost piece.
    fn written(&mut self, count: usize) {
        self.bytes_under_way -= count;
        if let Some(piece) = self.under_way.front_mut() {
            piece.written += count;
            if piece.written == piece.bytes.len() {
                self.under_way.pop_front();
            }
        }
    }

    async fn meet(&mut self, fate: Fate) -> Result<(), Reset> {
        match fate {
            Fate::Stall => future::pending().await,
            Fate::Swallow => {
                self.lose_all().await;
                sleep(VANISHED).await;
                Err(Reset)
            }
            Fate::Close => {
                self.to.shutdown().await?;
                self.lose_all().await;
                Ok(())
            }
            Fate::Reset => Err(Reset),
        }
    }

    /// Reads to the end, which may be an error, and loses what it reads.
    async fn lose_all(&mut self) {
        self.under_way.clear();
        self.bytes_under_way = 0;
        let mut buffer = vec![0; PIECE];
        while !self.ended {
            self.ended = matches!(self.from.read(&mut buffer).await, Ok(0) | Err(_));
        }
    }
}

/// Writes of the piece what may be written of it, once it may be; never without a piece.
async fn write(to: &mut WriteHalf<'_>, piece: Option<&Piece>, not_before: Instant, most: usize) -> io::Result<usize> {
    let Some(piece) = piece else { return future::pending().await };
    let due = piece.due.max(not_before);
    // The timer counts whole milliseconds: what is due already should not wait for the next.
    if due > Instant::now() {
        sleep_until(due).await;
    }
    let rest = &piece.bytes[piece.written..];
    to.write(&rest[..rest.len().min(most)]).await
}

//! Which proxies there are, and what they stand before.
//!
//! A proxy passes TCP on to an upstream on this machine, whatever is spoken there, and does to it what networks do: it
//! delays, cuts up, stalls, loses and resets, each direction by itself, and while connections run.

mod faults;
mod plan;
mod relay;

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, SocketAddrV4};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

pub(crate) use faults::{Direction, Fate, Faults};
pub(crate) use plan::{Plan, Scope};

/// Proxies at one time. Each is a port of this machine.
const MAX_PROXIES: usize = 1024;
/// What a socket of a proxy takes in before anyone has read it, in bytes. Small, so that a sender soon feels a stall.
const RECEIVE_BUFFER: u32 = 16 << 10;
/// Connections that the system keeps until they are accepted.
const BACKLOG: u32 = 1024;
/// How long to wait after a failed `accept`, as `server.rs` does.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// All proxies, by the address at which each listens.
#[derive(Clone, Default)]
pub(crate) struct Proxies(Arc<Mutex<HashMap<SocketAddrV4, Proxy>>>);

/// A proxy that listens until it is stopped.
struct Proxy {
    upstream: SocketAddrV4,
    plan: SharedPlan,
    /// Dropping it is the signal.
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

pub(crate) type SharedPlan = Arc<Mutex<Plan>>;

impl Proxies {
    /// Opens a proxy; port 0 takes any free one. Returns where it listens.
    pub(crate) fn open(&self, place: SocketAddrV4, upstream: SocketAddrV4) -> io::Result<SocketAddrV4> {
        let mut proxies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if proxies.len() == MAX_PROXIES {
            return Err(io::Error::other(format!("there are {MAX_PROXIES} proxies already")));
        }
        let socket = socket()?;
        // A proxy may come back to the port that it had.
        socket.set_reuseaddr(true)?;
        socket.bind(place.into())?;
        let listener = socket.listen(BACKLOG)?;
        let address = SocketAddrV4::new(*place.ip(), listener.local_addr()?.port());
        let plan = SharedPlan::default();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(listen(listener, upstream.into(), plan.clone(), stopped));
        proxies.insert(address, Proxy { upstream, plan, stop, task });
        Ok(address)
    }

    /// What the proxy at `address` stands before, and its plan.
    pub(crate) fn get(&self, address: SocketAddrV4) -> Option<(SocketAddrV4, SharedPlan)> {
        let proxies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        proxies.get(&address).map(|proxy| (proxy.upstream, proxy.plan.clone()))
    }

    /// Where proxies listen, in order.
    pub(crate) fn addresses(&self) -> Vec<SocketAddrV4> {
        let mut addresses: Vec<_> = self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect();
        addresses.sort();
        addresses
    }

    /// Ends a proxy with its connections, and returns when its port is free. False if there is none.
    pub(crate) async fn close(&self, address: SocketAddrV4) -> bool {
        let proxy = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&address);
        let Some(Proxy { stop, task, .. }) = proxy else { return false };
        drop(stop);
        // It fails if it panicked, and is over then, too.
        let _ = task.await;
        true
    }
}

/// A socket of a proxy, on either side of it.
fn socket() -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // Before it listens or connects: the window that it offers is settled then.
    socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
    Ok(socket)
}

async fn listen(listener: TcpListener, upstream: SocketAddr, plan: SharedPlan, mut stopped: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = &mut stopped => break,
            accepted = listener.accept() => accepted,
        };
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((client, _)) => {
                let line = plan.lock().unwrap_or_else(PoisonError::into_inner).accept();
                connections.spawn(relay::relay(line, client, upstream));
            }
            Err(error) => {
                eprintln!("a proxy could not accept a connection: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    connections.shutdown().await;
}

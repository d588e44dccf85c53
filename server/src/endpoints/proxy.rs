//! `/proxy` opens and lists proxies, `/proxy/ADDRESS` changes, shows and closes one.
//!
//! | request | what it does |
//! |---|---|
//! | `POST /proxy[?upstream=IP:PORT][&address=IP][&port=N]` | opens one before the upstream, this server if none is named, and answers `{ address, upstream, accepted, open }` |
//! | `POST /proxy/ADDRESS[?direction=up\|down][&to=all\|open\|next][&FAULTS]` | gives its connections these faults in place of those that they have; without any it heals them |
//! | `GET /proxy`, `GET /proxy/ADDRESS` | lists the addresses; shows one as above |
//! | `DELETE /proxy/ADDRESS` | ends its connections and frees the port |
//!
//! FAULTS are `latency`, `jitter` (milliseconds), `slice` (bytes a write), `pause` (milliseconds between writes), `fate`
//! (`stall`, `swallow`, `close`, `reset`) with `after` (bytes), and `seed`.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::num::NonZeroUsize;
use std::sync::PoisonError;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::proxy::{Direction, Fate, Faults, Proxies, Scope};

/// The longest delay that can be asked for, in milliseconds.
const MAX_DELAY: u64 = 60_000;

/// What the requests work on.
#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) proxies: Proxies,
    /// This server, which proxies stand before if no upstream is named.
    pub(crate) server: SocketAddrV4,
}

// A misspelt fault that is passed over would be a test that tests nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    upstream: Option<SocketAddrV4>,
    address: Option<Ipv4Addr>,
    #[serde(default)]
    port: u16,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Change {
    direction: Option<Direction>,
    to: Scope,
    latency: u64,
    jitter: u64,
    slice: Option<NonZeroUsize>,
    pause: u64,
    fate: Option<Fate>,
    after: Option<u64>,
    seed: u64,
}

impl Change {
    fn faults(&self) -> Result<Faults, String> {
        if self.after.is_some() && self.fate.is_none() {
            return Err("`after` says when a `fate` comes, and there is none".into());
        }
        let delay = |name, millis| match millis {
            0..=MAX_DELAY => Ok(Duration::from_millis(millis)),
            _ => Err(format!("`{name}` is at most {MAX_DELAY} ms")),
        };
        Ok(Faults {
            latency: delay("latency", self.latency)?,
            jitter: delay("jitter", self.jitter)?,
            slice: self.slice,
            pause: delay("pause", self.pause)?,
            fate: self.fate.map(|fate| (self.after.unwrap_or_default(), fate)),
            seed: self.seed,
        })
    }
}

#[derive(Serialize)]
struct Shown {
    /// Where it listens; its name in URLs, too.
    address: SocketAddrV4,
    upstream: SocketAddrV4,
    /// Connections that have come.
    accepted: u64,
    /// Connections that have not ended.
    open: usize,
}

pub(crate) async fn open(State(control): State<Control>, Query(place): Query<Place>) -> Response {
    let upstream = place.upstream.unwrap_or(control.server);
    let place = SocketAddrV4::new(place.address.unwrap_or(*control.server.ip()), place.port);
    // This must not face a network, nor lead into one.
    if !upstream.ip().is_loopback() || !place.ip().is_loopback() {
        return refused(format!("a proxy stays within 127.0.0.0/8: not at {place} before {upstream}"));
    }
    match control.proxies.open(place, upstream) {
        Ok(address) => (StatusCode::CREATED, shown(&control, address)).into_response(),
        Err(error) => refused(format!("there can be no proxy at {place}: {error}")),
    }
}

pub(crate) async fn list(State(control): State<Control>) -> Response {
    Json(control.proxies.addresses()).into_response()
}

pub(crate) async fn show(State(control): State<Control>, Path(address): Path<SocketAddrV4>) -> Response {
    shown(&control, address)
}

pub(crate) async fn change(
    State(control): State<Control>,
    Path(address): Path<SocketAddrV4>,
    Query(change): Query<Change>,
) -> Response {
    let faults = match change.faults() {
        Ok(faults) => faults,
        Err(why) => return refused(why),
    };
    let Some((_, plan)) = control.proxies.get(address) else { return unknown(address) };
    plan.lock().unwrap_or_else(PoisonError::into_inner).change(change.to, change.direction, faults);
    shown(&control, address)
}

pub(crate) async fn close(State(control): State<Control>, Path(address): Path<SocketAddrV4>) -> Response {
    if control.proxies.close(address).await { StatusCode::NO_CONTENT.into_response() } else { unknown(address) }
}

fn shown(control: &Control, address: SocketAddrV4) -> Response {
    let Some((upstream, plan)) = control.proxies.get(address) else { return unknown(address) };
    let mut plan = plan.lock().unwrap_or_else(PoisonError::into_inner);
    Json(Shown { address, upstream, accepted: plan.accepted(), open: plan.open() }).into_response()
}

fn unknown(address: SocketAddrV4) -> Response {
    (StatusCode::NOT_FOUND, format!("there is no proxy at {address}")).into_response()
}

fn refused(why: String) -> Response {
    (StatusCode::BAD_REQUEST, why).into_response()
}

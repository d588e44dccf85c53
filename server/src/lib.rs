//! The server that uni-socket's demo, tests and benchmarks talk to.
//!
//! It does what a WebSocket client must cope with, on request: it echoes, floods, closes
//! with a given code, refuses or ignores the handshake, falls silent, or resets the TCP
//! connection. Before any server of this machine it can put a proxy, and do there what
//! networks do. It has rooms in which clients hear each other. It also keeps count of what
//! reached it, so that a test can assert what arrived instead of sleeping and hoping.
//!
//! # Map
//!
//! | question | file |
//! |---|---|
//! | Where does it listen, how are connections accepted? | [`server`](mod@server) |
//! | Which URL does what? | `routes.rs`, then one file for each URL in `endpoints/` |
//! | How does an HTTP request become a WebSocket? | `handshake.rs` |
//! | How are messages read, counted and answered? | `session.rs` |
//! | When does an endpoint begin what it is for? | `cue.rs` |
//! | When is a TCP connection over, and how is it reset? | `connection.rs` |
//! | What is counted for a tag, and for how long is it kept? | `observations.rs` |
//! | Who hears whom, where clients talk to each other? | `rooms.rs` |
//! | Which proxies are there, and what do they stand before? | `proxy/mod.rs`; one is driven by `endpoints/proxy.rs` |
//! | What can befall a direction of a connection, and which has what? | `proxy/faults.rs`, `proxy/plan.rs` |
//! | How are bytes passed on? | `proxy/relay.rs` |
//! | Which files are served? | `static_files.rs` |
//! | Where does the certificate come from? | `tls.rs` |
//!
//! It listens on 127.0.0.0/8 only. It is a tool for development and must not face a network.

mod connection;
mod cue;
mod endpoints;
mod handshake;
mod observations;
mod proxy;
mod rooms;
mod routes;
pub mod server;
mod session;
mod static_files;
mod tls;

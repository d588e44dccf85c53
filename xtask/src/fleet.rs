//! What do thousands of clients do to one server that goes away and comes back? Real sockets, by tests/fleet.

use crate::steps::{self, cargo, program, root, step};
use crate::{build, tools};
use anyhow::Result;

/// For `fleet`.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many connections from Node there are beside those of the tabs; each takes a file descriptor on both sides
    #[arg(long, default_value_t = 10_000)]
    clients: u32,
    /// Keeps what was measured, in docs/reconnecting.md
    #[arg(long)]
    record: bool,
}

/// `cargo xtask fleet`.
pub fn run(arguments: &Arguments) -> Result<()> {
    tools::for_build()?;
    let chromium = tools::chromium()?;
    build::build()?;
    step("Compiling the server, as fast as it gets", || {
        steps::run(cargo().args(["build", "--locked", "--release", "--package=uni-socket-server"]))
    })?;
    println!("\n==> Connecting, losing the server for ten seconds, counting (some minutes)");
    steps::run(
        program("node")
            .arg("tests/fleet/run.mjs")
            .arg(format!("--clients={}", arguments.clients))
            .args(arguments.record.then_some("--record"))
            .env("CHROMIUM", chromium)
            .env("UNI_SOCKET_SERVER", root().join("target/release/uni-socket-server")),
    )
}

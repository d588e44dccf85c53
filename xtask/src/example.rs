//! How does one see an example? With one command: the package made and installed into it, what it talks to, and its own
//! `npm start`.

use crate::server::{self, Server};
use crate::steps::{self, program};
use crate::{build, tools};
use anyhow::{Context, Result};
use std::process::Child;

/// The examples, each a folder of examples/.
pub const NAMES: [&str; 6] = ["vanilla", "vue", "chat", "mqtt", "uni-app", "taro"];

/// Where their pages look for the server unless they are told otherwise.
const PORT: u16 = 8017;

/// For `example`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Which one
    #[arg(value_parser = NAMES)]
    name: String,
}

/// `cargo xtask example`.
pub fn run(arguments: &Arguments) -> Result<()> {
    let name = arguments.name.as_str();
    tools::for_build()?;
    let folder = tools::for_example(name)?;
    build::build()?;
    steps::run(program("node").args(["tests/examples/prepare.mjs", name]))?;
    let _peer = peer_of(name)?;
    println!("\nCtrl-C ends the example.");
    steps::run(program(tools::NPM).arg("start").current_dir(folder))
}

/// What an example talks to, for as long as this lives.
enum Peer {
    Server { _until_dropped: Server },
    Broker(Child),
}

fn peer_of(name: &str) -> Result<Peer> {
    if name == "mqtt" {
        let mut mosquitto = program(tools::mosquitto()?);
        mosquitto.args(["-c", "examples/mqtt/mosquitto.conf"]);
        return Ok(Peer::Broker(mosquitto.spawn().context("mosquitto cannot be started")?));
    }
    Ok(Peer::Server { _until_dropped: Server::start(&server::Arguments { port: PORT, tls_port: 0 })? })
}

impl Drop for Peer {
    fn drop(&mut self) {
        if let Self::Broker(child) = self {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

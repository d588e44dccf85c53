//! What do the demo and the tests talk to? The server, as a process that ends with this one.

use crate::steps::{self, cargo, program, root, step};
use crate::tools;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// For `serve` and `demo`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Port for http and ws; any free one if left out
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Port for https and wss; any free one if left out
    #[arg(long, default_value_t = 0)]
    pub tls_port: u16,
}

/// Where it listens.
#[derive(Deserialize)]
struct Addresses {
    http: String,
    https: String,
}

/// A running server. It ends when its standard input closes, so it cannot outlive this process; dropping this ends it.
pub struct Server {
    child: Child,
    addresses: Addresses,
}

impl Server {
    /// Builds and starts the server.
    pub fn start(arguments: &Arguments) -> Result<Self> {
        step("Compiling the server", || {
            steps::run(cargo().args(["build", "--locked", "--package=uni-socket-server"]))
        })?;
        let mut child = program(root().join("target/debug/uni-socket-server"))
            .args(["--exit-with-stdin", "--folder=www", "--folder=pkg", "--folder=benches"])
            .args(["--folder=tests", "--folder=node_modules"])
            .arg(format!("--port={}", arguments.port))
            .arg(format!("--tls-port={}", arguments.tls_port))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the server cannot be started")?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        match serde_json::from_str(&line) {
            Ok(addresses) => Ok(Self { child, addresses }),
            Err(_) => {
                child.wait()?;
                bail!("the server did not start; it has said why above")
            }
        }
    }

    /// `http://127.0.0.1:` and the port.
    pub fn http(&self) -> &str {
        &self.addresses.http
    }

    /// `https://127.0.0.1:` and the port.
    pub fn https(&self) -> &str {
        &self.addresses.https
    }

    /// Until it is interrupted.
    pub fn wait(mut self) -> Result<()> {
        // `wait` closes the child's standard input, at which it would end: it is kept open here.
        let _input = self.child.stdin.take();
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `cargo xtask serve`.
pub fn serve(arguments: &Arguments) -> Result<()> {
    if !root().join("pkg/dist/index.js").exists() {
        tools::for_build()?;
        crate::build::build()?;
    }
    let server = Server::start(arguments)?;
    println!("\nServing {0} and {1} until Ctrl-C.", server.http(), server.https());
    server.wait()
}

//! What does it cost? The package beside no library at all and beside others, in one page of Chromium (benches/).

use crate::steps::{self, cargo, program, root, step};
use crate::{build, tools};
use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// For `bench`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Few rounds, in a few minutes: enough to see whether something is wrong
    #[arg(long)]
    quick: bool,
    /// Only the works whose name holds this, such as `send` or `heap`
    #[arg(long)]
    only: Option<String>,
    /// Keeps what was measured: in docs/performance.md, in the README, and for the page www/bench.html
    #[arg(long)]
    record: bool,
}

/// `cargo xtask bench`.
pub fn run(arguments: &Arguments) -> Result<()> {
    tools::for_build()?;
    let chromium = tools::for_bench()?;
    build::build()?;
    step("Compiling the server, as fast as it gets", || {
        steps::run(cargo().args(["build", "--locked", "--release", "--package=uni-socket-server"]))
    })?;
    step("Compiling the contender in Rust", contender)?;
    println!("\n==> Measuring");
    steps::run(
        program("node")
            .arg("benches/run.mjs")
            .args(arguments.quick.then_some("--quick"))
            .args(arguments.only.iter().map(|only| format!("--only={only}")))
            .args(arguments.record.then_some("--record"))
            .env("CHROMIUM", chromium)
            .env("UNI_SOCKET_SERVER", root().join("target/release/uni-socket-server")),
    )
}

/// Each kind of work once, on the server as the tests have it: whether it runs, not what it costs.
pub fn rehearse() -> Result<()> {
    let chromium = tools::for_bench()?;
    contender()?;
    steps::run(program("node").args(["benches/run.mjs", "--once"]).env("CHROMIUM", chromium))
}

fn contender() -> Result<()> {
    let target = root().join("target/bench/gloo");
    steps::run(
        cargo()
            .args(["build", "--locked", "--release", "--target=wasm32-unknown-unknown"])
            .args(["--manifest-path=benches/gloo/Cargo.toml", "--target-dir"])
            .arg(&target),
    )?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(target.join("wasm32-unknown-unknown/release/uni_socket_bench_gloo.wasm"));
    bindgen.web(true)?.typescript(false);
    bindgen.generate_output()?.emit(root().join("benches/dist/gloo")).context("generating its glue (wasm-bindgen)")
}

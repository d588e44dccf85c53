//! Does every message have its account, whatever happens, for however long? Pages in Chromium, behind networks that fail
//! (tests/soak/).

use crate::steps::{self, cargo, program, step};
use crate::{build, tools};
use anyhow::Result;

/// For `soak`.
#[derive(clap::Args)]
pub struct Arguments {
    /// For how long
    #[arg(long)]
    minutes: f64,
    /// What the options, messages and faults are drawn from; any if left out, and printed
    #[arg(long)]
    seed: Option<u32>,
    /// Keeps what was found in docs/soak.md
    #[arg(long)]
    record: bool,
}

/// `cargo xtask soak`.
pub fn run(arguments: &Arguments) -> Result<()> {
    tools::for_build()?;
    let chromium = tools::chromium()?;
    build::build()?;
    step("Compiling the server", || steps::run(cargo().args(["build", "--locked", "--package=uni-socket-server"])))?;
    println!("\n==> Soaking");
    steps::run(
        program("node")
            .arg("tests/soak/run.mjs")
            .arg(format!("--minutes={}", arguments.minutes))
            .args(arguments.seed.iter().map(|seed| format!("--seed={seed}")))
            .args(arguments.record.then_some("--record"))
            .env("CHROMIUM", chromium),
    )
}

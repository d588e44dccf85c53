//! Is there any order of inputs in which the machine breaks a promise? A fuzzer looks for one (cargo-fuzz).

use crate::steps::{self, cargo, root};
use crate::tools;
use anyhow::Result;
use std::fs;

/// For `fuzz`.
#[derive(clap::Args)]
pub struct Arguments {
    /// How long to look
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

/// Of a plan: those for the configuration, and a hundred and sixty steps.
const MOST_BYTES: u32 = 500;

/// `cargo xtask fuzz`.
pub fn run(arguments: &Arguments) -> Result<()> {
    let path = tools::for_fuzz()?;
    // What has led somewhere new stays, and is where the next run begins.
    let corpus = root().join("target/fuzz/corpus");
    fs::create_dir_all(&corpus)?;
    steps::run(
        cargo()
            // Without a sanitizer, which only a nightly compiler has: there is no unsafe code to watch.
            .args(["fuzz", "run", "machine", "--sanitizer=none", "--target-dir=target/fuzz"])
            .arg(corpus)
            .arg("--")
            .args([format!("-max_total_time={}", arguments.seconds), format!("-max_len={MOST_BYTES}")])
            .args(["-artifact_prefix=target/fuzz/", "-print_final_stats=1"])
            .env("PATH", path),
    )
}

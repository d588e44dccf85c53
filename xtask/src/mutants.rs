//! Would the tests of the machine notice a change? Every small change to it, one at a time (cargo-mutants).

use crate::steps::{cargo, root, step};
use crate::tools;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::fs;

/// The least share of changes that have to be noticed, in percent.
const LEAST: f64 = 95.0;

/// For `mutants`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only a part of all changes: `1/10` is the second tenth
    #[arg(long)]
    shard: Option<String>,
}

#[derive(Deserialize)]
struct Outcomes {
    caught: u32,
    missed: u32,
    timeout: u32,
    unviable: u32,
}

/// `cargo xtask mutants`.
pub fn run(arguments: &Arguments) -> Result<()> {
    let path = tools::for_mutants()?;
    step("Changing the machine, one place at a time (twenty minutes on two cores)", || {
        let mut mutants = cargo();
        mutants
            .args(["mutants", "--package=uni-socket", "--file=src/connection/*.rs", "--output=target", "--no-shuffle"])
            .args(arguments.shard.iter().flat_map(|shard| ["--shard", shard]))
            .args(["--", "--lib"])
            // A thousand sequences notice what fourteen thousand do, sooner.
            .env("PROPTEST_CASES", "1500")
            .env("PATH", path);
        // It fails on any change that was not noticed; how many may be is decided below.
        mutants.status().context("cargo-mutants cannot be started")?;
        Ok(())
    })?;
    let report = fs::read_to_string(root().join("target/mutants.out/outcomes.json"))?;
    let Outcomes { caught, missed, timeout, unviable } = serde_json::from_str(&report)?;
    let noticed = caught + timeout;
    let share = 100.0 * f64::from(noticed) / f64::from((noticed + missed).max(1));
    println!("\n{noticed} of {} changes were noticed: {share:.1} %. {unviable} did not compile.", noticed + missed);
    println!("Those that were not are in target/mutants.out/missed.txt.");
    if share < LEAST {
        bail!("at least {LEAST} % have to be noticed");
    }
    Ok(())
}

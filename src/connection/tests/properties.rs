//! Whatever happens, in whatever order: the machine in a world that is as unlucky as it likes (see `world`).
//!
//! The ordinary run takes more than a million inputs, and says how many, and from which seed:
//! `cargo test -p uni-socket --lib properties -- --nocapture`. The same again: put `PROPTEST_RNG_SEED=<seed>` before it.
//! A failure is made as short as it can be, printed, and its seed added to `properties.regressions`, which is to be
//! committed: every later run begins with those. `PROPTEST_CASES` makes a run longer or shorter.

use super::super::world::{CONFIG_BYTES, Plan};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed, TestRunner};
use std::cell::Cell;
use std::time::SystemTime;

const CASES: u32 = 14_000;
const MOST_STEPS: usize = 160;
const INPUTS: u64 = 1_000_000;

/// Bytes: the fuzzer (fuzz/) makes plans of them as well.
fn plan() -> impl Strategy<Value = Plan> {
    let steps = prop::collection::vec(any::<[u8; 3]>(), 1..MOST_STEPS);
    (any::<[u8; CONFIG_BYTES]>(), steps).prop_map(|(config, steps)| Plan::of(&[&config, steps.as_flattened()].concat()))
}

/// With a seed that can be given, and is told.
fn runner(cases: u32) -> TestRunner {
    let random = || SystemTime::UNIX_EPOCH.elapsed().map_or(0, |elapsed| elapsed.as_nanos() as u64);
    let seed = std::env::var("PROPTEST_RNG_SEED").map_or_else(|_| random(), |seed| seed.parse().unwrap());
    println!("PROPTEST_RNG_SEED={seed}");
    let regressions = FileFailurePersistence::Direct("src/connection/tests/properties.regressions");
    TestRunner::new(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").map_or(cases, |cases| cases.parse().unwrap()),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: Some(Box::new(regressions)),
        ..ProptestConfig::default()
    })
}

#[test]
fn properties_hold_whatever_happens() {
    let inputs = Cell::new(0_u64);
    let result = runner(CASES).run(&plan(), |plan| {
        inputs.set(inputs.get() + plan.inputs() as u64);
        plan.run();
        Ok(())
    });
    println!("{} inputs", inputs.get());
    if let Err(failure) = result {
        panic!("{failure}");
    }
    assert!(inputs.get() >= INPUTS || std::env::var_os("PROPTEST_CASES").is_some(), "{} inputs", inputs.get());
}

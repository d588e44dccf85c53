//! Whatever happens, in whatever order: the machine in a world that is as unlucky as it likes (see `world`).
//!
//! The ordinary run takes more than a million inputs, and says how many, and from which seed:
//! `cargo test -p uni-socket --lib properties -- --nocapture`. The same again: put `PROPTEST_RNG_SEED=<seed>` before it.
//! A failure is made as short as it can be, printed, and its seed added to `properties.regressions`, which is to be
//! committed: every later run begins with those. `PROPTEST_CASES` makes a run longer or shorter.

use super::world::{Call, Kind, Step, World};
use super::*;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{FileFailurePersistence, RngSeed, TestRunner};
use std::cell::Cell;
use std::time::SystemTime;

const CASES: u32 = 14_000;
const MOST_STEPS: usize = 160;
const INPUTS: u64 = 1_000_000;

fn config() -> impl Strategy<Value = Config> {
    let infinity = f64::INFINITY;
    let retry = (
        (select(vec![0.0, 1.0, 1_000.0]), select(vec![0.0, 500.0, 30_000.0]), select(vec![1.0, 1.3, 2.0])),
        select(vec![Jitter::Full, Jitter::Equal, Jitter::None]),
        select(vec![0.0, 1.0, 3.0, infinity]),
        select(vec![0.0, 50.0, 5_000.0]),
    )
        .prop_map(|((initial_delay, max_delay, factor), jitter, max_attempts, min_uptime)| Retry {
            initial_delay,
            max_delay,
            factor,
            jitter,
            max_attempts,
            min_uptime,
        });
    let heartbeat = (select(vec![1.0, 30.0, 25_000.0]), select(vec![1.0, 20.0, 10_000.0]))
        .prop_map(|(interval, timeout)| Beat { interval, timeout });
    let queue = (
        select(vec![0.0, 1.0, 2.5, 6.0, infinity]),
        select(vec![0.0, 1.0, 20.0, infinity]),
        select(vec![0.0, 10.0, 1_000.0, infinity]),
        select(vec![Overflow::Reject, Overflow::DropOldest]),
    )
        .prop_map(|(max_messages, max_bytes, max_age, overflow)| Limits {
            max_messages,
            max_bytes,
            max_age,
            overflow,
        });
    let water =
        select(vec![(0.0, 0.0), (1.0, 0.0), (10.0, 5.0), (10.0, 10.0)]).prop_map(|(high, low)| Water { high, low });
    (
        select(vec![infinity, 50.0, 60_000.0]),
        select(vec![infinity, 0.0, 100.0, 10_000.0]),
        proptest::option::weighted(0.75, retry),
        proptest::option::of(heartbeat),
        proptest::option::weighted(0.75, queue),
        proptest::option::of(water),
    )
        .prop_map(|(connect_timeout, close_timeout, retry, heartbeat, queue, water)| Config {
            connect_timeout,
            close_timeout,
            retry,
            heartbeat,
            queue,
            water,
        })
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        8 => (select(vec![0.0, 1.0, 4.0, 7.0, 30.0]), prop::bool::weighted(0.2))
            .prop_map(|(size, volatile)| Call::Send { size, volatile }),
        1 => (0_usize..30).prop_map(Call::Withdraw),
        1 => Just(Call::DrainQueue),
        1 => Just(Call::Close),
        2 => Just(Call::Reconnect),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    let codes = vec![1000, 1001, 1005, 1006, 1008, 1011, 1012, 1013, 3000, 4000, 4408];
    prop_oneof![6 => Just(Kind::Opened), 1 => Just(Kind::Failed), 2 => select(codes).prop_map(Kind::Closed)]
}

fn step() -> impl Strategy<Value = Step> {
    use Lifecycle::{Hidden, Offline, Online, Resumed, Visible};
    prop_oneof![
        4 => select(vec![1.0, 5.0, 20.0, 100.0, 1_000.0, 5_000.0, 60_000.0]).prop_map(Step::Wait),
        8 => select(vec![0.0, 0.0, 0.0, 1.0, 900.0, 3_000.0, 1e7]).prop_map(|late| Step::Timeout { late }),
        1 => Just(Step::Spurious),
        12 => call().prop_map(Step::Call),
        2 => call().prop_map(Step::React),
        1 => select(vec![None, None, Some(true), Some(true), Some(false)]).prop_map(Step::Word),
        12 => kind().prop_map(Step::Signal),
        2 => (kind(), 0_u32..4).prop_map(|(kind, age)| Step::Stale(kind, age)),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(stale, answer)| Step::Message { stale, answer }),
        2 => Just(Step::Refuse),
        2 => Just(Step::Provide),
        4 => select(vec![Hidden, Visible, Visible, Resumed, Offline, Online, Online]).prop_map(Step::Lifecycle),
        3 => select(vec![0.0, 0.0, 5.0, 10.0, 100.0]).prop_map(Step::Buffered),
        1 => Just(Step::Break),
    ]
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
    let plan = (config(), any::<bool>(), prop::collection::vec(step(), 1..MOST_STEPS));
    let result = runner(CASES).run(&plan, |(config, has_provider, steps)| {
        inputs.set(inputs.get() + steps.len() as u64);
        let mut world = World::new(config, has_provider, 1_000.0);
        steps.into_iter().for_each(|step| world.step(step));
        world.finish();
        Ok(())
    });
    println!("{} inputs", inputs.get());
    if let Err(failure) = result {
        panic!("{failure}");
    }
    assert!(inputs.get() >= INPUTS || std::env::var_os("PROPTEST_CASES").is_some(), "{} inputs", inputs.get());
}

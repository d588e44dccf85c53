//! Ten thousand clients lose one server at the same moment. How hard do they knock when it is back?
//!
//! `cargo test -p uni-socket --lib a_fleet_returns -- --nocapture` prints the table of docs/reconnecting.md, which has to
//! be the same: the chance is that of a fixed seed.

use super::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write;

const CLIENTS: usize = 10_000;
/// The server is away for so long.
const AWAY: f64 = 10_000.0;

/// Between 0 and 1: splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// One that has just lost the server.
trait Client {
    /// When it tries again, after what happened at `now`.
    fn next_attempt(&mut self, now: f64, chance: &mut Chance) -> f64;
}

/// This library: the machine itself.
struct Ours(Machine);

impl Ours {
    fn new(retry: Retry) -> Self {
        let mut machine = Machine::new(Config { retry: Some(retry), ..CONFIG }, Stats::default());
        machine.connect(at(-60_000.0));
        machine.handle_signal(1, Signal::Opened, at(-60_000.0));
        events(&mut machine);
        Self(machine)
    }
}

impl Client for Ours {
    fn next_attempt(&mut self, now: f64, chance: &mut Chance) -> f64 {
        let Self(machine) = self;
        machine.handle_timeout(at(now));
        machine.handle_signal(machine.attempt().unwrap(), Signal::Failed, at(now));
        while let Some(event) = machine.poll_event() {
            if let Event::Judge { .. } = event {
                machine.judged(None, chance.next(), at(now));
            }
        }
        machine.next_deadline().unwrap().since(at(0.0))
    }
}

/// `minReconnectionDelay * reconnectionDelayGrowFactor ** (retryCount - 1)`, at most `maxReconnectionDelay`:
/// `_getNextDelay` of reconnecting-websocket 4.4.0, and of partysocket 1.3.0, which began as its copy. By default the
/// factor is 1.3 and the maximum 10 000; the minimum is `1000 + Math.random() * 4000`, drawn once when the page loads, in
/// the former, and 3000 in the latter.
struct Peer {
    min: f64,
    retry_count: i32,
}

impl Client for Peer {
    fn next_attempt(&mut self, now: f64, _: &mut Chance) -> f64 {
        self.retry_count += 1;
        now + (self.min * 1.3_f64.powi(self.retry_count - 1)).min(10_000.0)
    }
}

struct Outcome {
    attempts: usize,
    peak_away: usize,
    peak_back: usize,
    half_back: f64,
    all_back: f64,
}

fn run<C: Client>(client: impl Fn(&mut Chance) -> C) -> Outcome {
    let mut chance = Chance(1);
    let mut fleet: Vec<C> = (0..CLIENTS).map(|_| client(&mut chance)).collect();
    // Milliseconds above zero are ordered like their bits.
    let mut due: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    for (who, client) in fleet.iter_mut().enumerate() {
        due.push(Reverse((client.next_attempt(0.0, &mut chance).to_bits(), who)));
    }
    let (mut failed, mut opened) = (Vec::new(), Vec::new());
    while let Some(Reverse((now, who))) = due.pop() {
        let now = f64::from_bits(now);
        if now >= AWAY {
            opened.push(now - AWAY);
        } else {
            failed.push(now);
            due.push(Reverse((fleet[who].next_attempt(now, &mut chance).to_bits(), who)));
        }
    }
    Outcome {
        attempts: failed.len() + opened.len(),
        peak_away: peak(&failed),
        peak_back: peak(&opened),
        half_back: opened[CLIENTS / 2],
        all_back: opened[CLIENTS - 1],
    }
}

/// The most within any second; `times` are in order.
fn peak(times: &[f64]) -> usize {
    let within_a_second = |first: usize| times.partition_point(|time| *time < times[first] + 1_000.0) - first;
    (0..times.len()).map(within_a_second).max().unwrap_or(0)
}

#[test]
fn a_fleet_returns() {
    let default = Retry::default();
    let full = run(|_| Ours::new(default));
    let equal = run(|_| Ours::new(Retry { jitter: Jitter::Equal, ..default }));
    let none = run(|_| Ours::new(Retry { jitter: Jitter::None, ..default }));
    let reconnecting_websocket = run(|chance| Peer { min: 1_000.0 + chance.next() * 4_000.0, retry_count: 0 });
    let partysocket = run(|_| Peer { min: 3_000.0, retry_count: 0 });

    let mut table = String::from(
        "| client | busiest second after the return | half are back after | all are back after | busiest second while \
         it is away | attempts in all |\n|---|---:|---:|---:|---:|---:|\n",
    );
    for (name, outcome) in [
        ("uni-socket, by default (full jitter)", &full),
        ("uni-socket, `jitter: 'equal'`", &equal),
        ("uni-socket, `jitter: 'none'`", &none),
        ("reconnecting-websocket 4.4.0", &reconnecting_websocket),
        ("partysocket 1.3.0", &partysocket),
    ] {
        let Outcome { attempts, peak_away, peak_back, half_back, all_back } = outcome;
        let (half_back, all_back) = (half_back / 1_000.0, all_back / 1_000.0);
        writeln!(table, "| {name} | {peak_back} | {half_back:.1} s | {all_back:.1} s | {peak_away} | {attempts} |")
            .unwrap();
    }
    println!("{table}");

    assert_eq!((none.peak_back, partysocket.peak_back), (CLIENTS, CLIENTS), "without jitter all arrive at once");
    assert!(full.peak_back * 5 < CLIENTS, "with it, not a fifth of them in any second");
    assert!(full.peak_back < reconnecting_websocket.peak_back, "fewer than where chance was asked only once");
    let page = std::fs::read_to_string("docs/reconnecting.md").unwrap().replace("\r\n", "\n");
    assert!(page.contains(&table), "docs/reconnecting.md shows another table");
}

//! The caller of the machine as a model: the page, the host and the clock of one task. It keeps the order of calls that the
//! module's documentation asks for, may be as unlucky as the plan says, and knows what must hold after every input.

mod invariants;
mod plan;

use super::*;
pub use plan::{CONFIG_BYTES, Plan};
use plan::{Call, Kind, Step};
use std::collections::VecDeque;

/// What the host has.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Host {
    Nothing,
    Provider(Attempt),
    Socket(Attempt),
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Waits,
    Handed,
    Failed,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    id: u32,
    size: f64,
    since: f64,
    until: f64,
}

fn at(millis: Millis) -> Time {
    Time::from_millis(millis)
}

/// One task and everything around it.
struct World {
    machine: Connection<u32, u32>,
    now: f64,
    has_provider: bool,
    host: Host,
    last_attempt: Attempt,
    refuses: bool,
    breaks: bool,
    buffered: f64,
    chance: f64,
    word: Option<bool>,
    reaction: Option<Call>,
    is_judging: bool,
    fates: Vec<Fate>,
    waiting: VecDeque<Waiting>,
    last_in_order: Option<u32>,
    free_since: Option<f64>,
    lives: usize,
    closes: usize,
    is_closing: bool,
    error_told: bool,
    attempt_since: f64,
    ending_since: Option<f64>,
    hidden: bool,
    offline: bool,
    handed: f64,
    received: f64,
    given_up: u32,
    withdrawing: Option<u32>,
}

impl World {
    /// The page has called connectSocket at `now`.
    fn new(config: Config, has_provider: bool, now: f64) -> Self {
        let mut world = Self {
            machine: Connection::new(config, Stats::default()),
            now,
            has_provider,
            host: Host::Nothing,
            last_attempt: 0,
            refuses: false,
            breaks: false,
            buffered: 0.0,
            chance: 0.0,
            word: None,
            reaction: None,
            is_judging: false,
            fates: Vec::new(),
            waiting: VecDeque::new(),
            last_in_order: None,
            free_since: None,
            lives: 1,
            closes: 0,
            is_closing: false,
            error_told: false,
            attempt_since: now,
            ending_since: None,
            hidden: false,
            offline: false,
            handed: 0.0,
            received: 0.0,
            given_up: 0,
            withdrawing: None,
        };
        world.machine.connect(at(now));
        world.after_call();
        world
    }

    /// One step, and whether everything still holds.
    fn step(&mut self, step: Step) {
        self.chance = (self.chance + 0.618_034).fract();
        let now = at(self.now);
        match step {
            Step::Wait(millis) => self.now += millis,
            Step::Timeout { late } => {
                let due = self.machine.next_deadline().map_or(0.0, |due| due.since(Time::ORIGIN));
                self.now = self.now.max(due) + late;
                self.timeout();
            }
            Step::Spurious => self.timeout(),
            Step::Call(call) => self.call(call),
            Step::React(call) => self.reaction = Some(call),
            Step::Word(word) => self.word = word,
            Step::Signal(kind) => {
                if let Host::Socket(attempt) = self.host {
                    if matches!(kind, Kind::Closed(_)) {
                        self.host = Host::Nothing;
                    }
                    self.machine.handle_signal(attempt, kind.signal(), now);
                    self.after_signal();
                }
            }
            Step::Stale(kind, age) => self.stale(kind, age),
            Step::Message { stale, answer } => self.message(stale, answer),
            Step::Refuse => match self.host {
                Host::Provider(_) => {
                    self.host = Host::Nothing;
                    self.machine.refused(now);
                    self.after_signal();
                }
                _ => self.refuses = true,
            },
            Step::Provide => {
                if let Host::Provider(attempt) = self.host {
                    self.open_socket(attempt);
                    self.after_signal();
                }
            }
            Step::Lifecycle(change) => self.lifecycle(change),
            Step::Buffered(amount) => self.buffered = amount,
            Step::Break => self.breaks = true,
        }
    }

    /// The page closes the task, and time passes. Then it is over, and stays so.
    fn finish(mut self) {
        self.reaction = None;
        self.call(Call::Close);
        for turn in 0.. {
            if self.machine.is_finished() {
                break;
            }
            assert!(turn < 1_000, "it never ends: {:?}", self.machine);
            match (self.machine.next_deadline(), self.host) {
                (Some(_), _) => self.step(Step::Timeout { late: 0.0 }),
                (None, Host::Socket(_)) => self.step(Step::Signal(Kind::Closed(1000))),
                (None, _) => panic!("nothing will ever happen: {:?}", self.machine),
            }
        }
        assert!(self.fates.iter().all(|fate| *fate != Fate::Waits), "every message has an outcome");
        let stats = self.machine.stats().clone();
        assert_eq!((stats.messages_sent, stats.messages_received), (self.handed, self.received));
        let Dropped { overflow, expired, closed, withdrawn } = stats.dropped;
        assert_eq!(overflow + expired + closed + withdrawn, self.given_up);
        for step in [Step::Spurious, Step::Lifecycle(Lifecycle::Resumed), Step::Timeout { late: 1e9 }] {
            self.step(step);
        }
        self.machine.handle_signal(self.last_attempt, Signal::Opened, at(self.now));
        self.after_signal();
        assert!(self.machine.is_finished(), "finished means finished");
    }

    fn timeout(&mut self) {
        self.machine.handle_timeout(at(self.now));
        self.after_signal();
        assert!(
            self.waiting.iter().all(|waiting| waiting.until.max(waiting.since + 1.0) > self.now),
            "too old and still there"
        );
    }

    fn call(&mut self, call: Call) {
        let now = at(self.now);
        match call {
            Call::Send { size, volatile } => return self.send(size, volatile),
            Call::Withdraw(ticket) => {
                self.withdrawing = Some(ticket as u32);
                self.machine.withdraw(ticket as u32);
            }
            Call::DrainQueue => {
                let drained = self.machine.drain_queue();
                assert!(drained.iter().eq(self.waiting.iter().map(|waiting| &waiting.id)), "in order, and all");
                drained.into_iter().for_each(|id| self.give_up(id));
            }
            Call::Close => {
                self.is_closing |= self.machine.is_live();
                self.machine.close(CloseFrame::new(4000.0, 7, 0).unwrap(), now);
                assert!(!self.machine.is_live());
            }
            Call::Reconnect => {
                self.lives += usize::from(!self.machine.is_live());
                self.is_closing = false;
                self.machine.reconnect(now);
            }
        }
        self.after_call();
    }

    fn send(&mut self, size: f64, volatile: bool) {
        let id = self.fates.len() as u32;
        self.fates.push(Fate::Waits);
        let is_open = self.machine.ready_state() == ReadyState::Open;
        match self.machine.admission(volatile) {
            Admission::Now => self.hand_over(id, size, !volatile),
            Admission::Later => {
                assert!(self.machine.is_live() && !volatile);
                let max_age = self.machine.config().queue.expect("a queue").max_age;
                self.waiting.push_back(Waiting { id, size, since: self.now, until: self.now + max_age });
                self.machine.enqueue(id, size, id, at(self.now));
            }
            Admission::NotOpen => {
                assert!(!is_open, "an open connection takes every message");
                assert!(volatile || !self.machine.is_live() || self.machine.config().queue.is_none());
                self.settle(id, Fate::Failed);
            }
        }
        self.after_call();
    }

    fn stale(&mut self, kind: Kind, age: u32) {
        let attempt = self.last_attempt.saturating_sub(age);
        if self.machine.attempt() == Some(attempt) {
            return;
        }
        let before = format!("{:?}", self.machine);
        self.machine.handle_signal(attempt, kind.signal(), at(self.now));
        assert_eq!(format!("{:?}", self.machine), before, "an older attempt is not heard");
    }

    fn message(&mut self, stale: bool, answer: bool) {
        let Host::Socket(attempt) = self.host else { return };
        let attempt = attempt - u32::from(stale);
        let delivered = self.machine.message(attempt, 3.0);
        assert_eq!(delivered, !stale && self.machine.ready_state() == ReadyState::Open);
        self.received += f64::from(u8::from(delivered));
        if delivered && answer {
            self.machine.answered(at(self.now));
        }
    }

    fn lifecycle(&mut self, change: Lifecycle) {
        match change {
            Lifecycle::Hidden => self.hidden = true,
            Lifecycle::Visible | Lifecycle::Resumed => self.hidden = false,
            Lifecycle::Offline => self.offline = true,
            Lifecycle::Online => self.offline = false,
        }
        let (state, attempts) = (self.machine.ready_state(), self.machine.stats().attempts);
        self.machine.lifecycle(change, self.chance, at(self.now));
        assert_eq!((state, attempts), (self.machine.ready_state(), self.machine.stats().attempts), "begins nothing");
        self.after_signal();
    }
}

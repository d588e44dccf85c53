//! The machine in virtual time. Names begin with the rule of docs/contract.md that they show.

mod fleet;
mod flow;
mod heartbeat;
mod lifecycle;
mod peers;
mod plain;
mod properties;
mod queue;
mod retry;

use super::*;

type Machine = Connection<&'static str, u32>;

const CONFIG: Config = Config {
    connect_timeout: 60_000.0,
    close_timeout: 10_000.0,
    retry: None,
    heartbeat: None,
    queue: None,
    water: None,
};

fn at(millis: Millis) -> Time {
    Time::from_millis(millis)
}

fn frame(code: f64, reason: &'static str) -> CloseFrame<&'static str> {
    CloseFrame::new(code, reason, reason.len() as u32).unwrap()
}

fn clean(code: u16, reason: &'static str) -> CloseEvent<&'static str> {
    CloseEvent { code, reason, was_clean: true }
}

fn commands(machine: &mut Machine) -> Vec<Command<&'static str, u32>> {
    std::iter::from_fn(|| machine.poll_command()).collect()
}

fn events(machine: &mut Machine) -> Vec<Event<&'static str>> {
    std::iter::from_fn(|| machine.poll_event()).collect()
}

const RETRY: Retry = Retry {
    initial_delay: 1_000.0,
    max_delay: 10_000.0,
    factor: 2.0,
    jitter: Jitter::None,
    max_attempts: f64::INFINITY,
    min_uptime: 5_000.0,
};

/// Connecting since 1 s, its first command taken.
fn connecting() -> Machine {
    let mut machine = Machine::new(CONFIG, Stats::default());
    machine.connect(at(1_000.0));
    assert_eq!(commands(&mut machine), [Command::Open(1)]);
    machine
}

/// Open since 2 s, its first event taken.
fn open() -> Machine {
    let mut machine = connecting();
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    assert_eq!(events(&mut machine), [Event::Open { reconnected: false }]);
    machine
}

/// Open since 2 s.
fn open_with(config: Config) -> Machine {
    let mut machine = Machine::new(config, Stats::default());
    machine.connect(at(1_000.0));
    machine.handle_signal(1, Signal::Opened, at(2_000.0));
    commands(&mut machine);
    events(&mut machine);
    machine
}

/// Open since 2 s, and made anew when it is lost.
fn with_retry(retry: Retry) -> Machine {
    open_with(Config { retry: Some(retry), ..CONFIG })
}

/// The page answers the question whether to try again; what it is told then.
fn judge(machine: &mut Machine, again: Option<bool>, now: Time) -> Vec<Event<&'static str>> {
    assert!(matches!(machine.poll_event(), Some(Event::Judge { .. })));
    machine.judged(again, 0.0, now);
    let told = |event: &Event<_>| matches!(event, Event::Reconnecting { .. });
    if machine.events.first().is_some_and(told) { events(machine) } else { Vec::new() }
}

/// The attempt that runs ends with this code, and another one follows: after how long?
fn lose(machine: &mut Machine, code: u16, now: Time) -> Millis {
    let attempt = machine.attempt().unwrap();
    machine.handle_signal(attempt, Signal::Closed(CloseEvent { code, ..CloseEvent::abnormal() }), now);
    match judge(machine, None, now)[..] {
        [Event::Reconnecting { delay, .. }] => delay,
        ref other => panic!("{other:?}"),
    }
}

/// The next attempt begins and succeeds.
fn reopen(machine: &mut Machine, now: Time) {
    machine.handle_timeout(now);
    let attempt = machine.attempt().unwrap();
    assert_eq!(commands(machine), [Command::Open(attempt)]);
    machine.handle_signal(attempt, Signal::Opened, now);
    assert_eq!(events(machine), [Event::Open { reconnected: true }]);
}

//! What can happen to a task? Plans, made of bytes: proptest's (tests/properties.rs) as well as a fuzzer's (fuzz/).

use super::*;

/// What happens next.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Time passes, and nobody says so.
    Wait(Millis),
    /// The deadline comes, and the timer is this late. Without a deadline it is spurious.
    Timeout { late: Millis },
    /// A timeout at a time of its own: early, or spurious.
    Spurious,
    /// The page calls.
    Call(Call),
    /// The next event is answered with a call from within its listener.
    React(Call),
    /// What the page answers from now on when it is asked whether to try again.
    Word(Option<bool>),
    /// The host reports of the socket in use.
    Signal(Kind),
    /// The host reports of an older one: this many attempts ago.
    Stale(Kind, u32),
    /// A message, of the socket in use or an older one, which may be the answer to a heartbeat.
    Message { stale: bool, answer: bool },
    /// The host will not begin the next attempt, or the provider has nothing for this one.
    Refuse,
    /// The URL for an attempt that waits for it.
    Provide,
    /// The page or its device.
    Lifecycle(Lifecycle),
    /// What the host has left to send from now on.
    Buffered(f64),
    /// The host throws at the next message.
    Break,
}

/// What the page does.
#[derive(Clone, Copy, Debug)]
pub enum Call {
    Send { size: f64, volatile: bool },
    Withdraw(usize),
    DrainQueue,
    Close,
    Reconnect,
}

/// What the host reports.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Opened,
    Failed,
    Closed(u16),
}

impl Kind {
    /// Its signal.
    pub fn signal(self) -> Signal<u32> {
        match self {
            Self::Opened => Signal::Opened,
            Self::Failed => Signal::Failed,
            Self::Closed(code) => Signal::Closed(CloseEvent { code, reason: 7, was_clean: code != 1006 }),
        }
    }
}

/// A task, and what happens to it.
#[derive(Clone, Debug)]
pub struct Plan {
    config: Config,
    has_provider: bool,
    steps: Vec<Step>,
}

/// Bytes that choose the configuration; those behind them choose the steps, three each.
pub const CONFIG_BYTES: usize = 20;

impl Plan {
    /// Any bytes are a plan.
    pub fn of(bytes: &[u8]) -> Self {
        let mut chosen = bytes.iter().copied();
        let mut next = || chosen.next().unwrap_or(0);
        let has_provider = next() % 2 == 1;
        let config = config(&mut next);
        let (steps, _) = bytes.get(CONFIG_BYTES..).unwrap_or_default().as_chunks();
        Self { config, has_provider, steps: steps.iter().copied().map(step).collect() }
    }

    /// How many things happen.
    pub fn inputs(&self) -> usize {
        self.steps.len()
    }

    /// Lets it happen, and then the task is closed.
    pub fn run(self) {
        let mut world = World::new(self.config, self.has_provider, 1_000.0);
        self.steps.into_iter().for_each(|step| world.step(step));
        world.finish();
    }
}

fn pick<T: Copy>(from: &[T], byte: u8) -> T {
    from[usize::from(byte) % from.len()]
}

const INFINITY: f64 = f64::INFINITY;

fn config(next: &mut impl FnMut() -> u8) -> Config {
    let retry = Retry {
        initial_delay: pick(&[0.0, 1.0, 1_000.0], next()),
        max_delay: pick(&[0.0, 500.0, 30_000.0], next()),
        factor: pick(&[1.0, 1.3, 2.0], next()),
        jitter: pick(&[Jitter::Full, Jitter::Equal, Jitter::None], next()),
        max_attempts: pick(&[0.0, 1.0, 3.0, INFINITY], next()),
        min_uptime: pick(&[0.0, 50.0, 5_000.0], next()),
    };
    let heartbeat =
        Beat { interval: pick(&[1.0, 30.0, 25_000.0], next()), timeout: pick(&[1.0, 20.0, 10_000.0], next()) };
    let queue = Limits {
        max_messages: pick(&[0.0, 1.0, 2.5, 6.0, INFINITY], next()),
        max_bytes: pick(&[0.0, 1.0, 20.0, INFINITY], next()),
        max_age: pick(&[0.0, 10.0, 1_000.0, INFINITY], next()),
        overflow: pick(&[Overflow::Reject, Overflow::DropOldest], next()),
    };
    let (high, low) = pick(&[(0.0, 0.0), (1.0, 0.0), (10.0, 5.0), (10.0, 10.0)], next());
    Config {
        connect_timeout: pick(&[INFINITY, 50.0, 60_000.0], next()),
        close_timeout: pick(&[INFINITY, 0.0, 100.0, 10_000.0], next()),
        retry: pick(&[None, Some(retry), Some(retry), Some(retry)], next()),
        heartbeat: pick(&[None, Some(heartbeat)], next()),
        queue: pick(&[None, Some(queue), Some(queue), Some(queue)], next()),
        water: pick(&[None, Some(Water { high, low })], next()),
    }
}

/// The ranges are how often each comes.
fn step([what, a, b]: [u8; 3]) -> Step {
    use Lifecycle::{Hidden, Offline, Online, Resumed, Visible};
    match what % 57 {
        0..4 => Step::Wait(pick(&[1.0, 5.0, 20.0, 100.0, 1_000.0, 5_000.0, 60_000.0], a)),
        4..12 => Step::Timeout { late: pick(&[0.0, 0.0, 0.0, 1.0, 900.0, 3_000.0, 1e7], a) },
        12..24 => Step::Call(call(a, b)),
        24..26 => Step::React(call(a, b)),
        26..38 => Step::Signal(kind(a, b)),
        38..40 => Step::Stale(kind(a, b), u32::from(b % 4)),
        40..43 => Step::Message { stale: a % 2 == 1, answer: b % 2 == 1 },
        43..45 => Step::Refuse,
        45..47 => Step::Provide,
        47..51 => Step::Lifecycle(pick(&[Hidden, Visible, Visible, Resumed, Offline, Online, Online], a)),
        51..54 => Step::Buffered(pick(&[0.0, 0.0, 5.0, 10.0, 100.0], a)),
        54 => Step::Break,
        55 => Step::Word(pick(&[None, None, Some(true), Some(true), Some(false)], a)),
        _ => Step::Spurious,
    }
}

fn call(a: u8, b: u8) -> Call {
    match a % 13 {
        0..8 => Call::Send { size: pick(&[0.0, 1.0, 4.0, 7.0, 30.0], b), volatile: b / 5 % 5 == 4 },
        8 => Call::Withdraw(usize::from(b % 30)),
        9 => Call::DrainQueue,
        10 => Call::Close,
        _ => Call::Reconnect,
    }
}

fn kind(a: u8, b: u8) -> Kind {
    match a % 9 {
        0..6 => Kind::Opened,
        6 => Kind::Failed,
        _ => Kind::Closed(pick(&[1000, 1001, 1005, 1006, 1008, 1011, 1012, 1013, 3000, 4000, 4408], b)),
    }
}

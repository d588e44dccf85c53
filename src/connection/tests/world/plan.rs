//! What can happen to a task.

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

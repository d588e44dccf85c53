//! When do we try again, and do we?

use super::time::Millis;

/// A peer that says "not now" (1012, 1013) is given at least this long. It says so to all of its clients at once: with
/// jitter they come back over at least as long again.
const LATER: Millis = 5_000.0;
/// What a host can wait (24.8 days). It keeps a delay a number, whatever it grows from and to.
const LONGEST: Millis = 2_147_483_647.0;

/// How lost connections are made anew (RETRY).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retry {
    /// Before the first new attempt.
    pub initial_delay: Millis,
    /// Before any new attempt.
    pub max_delay: Millis,
    /// By how much the delay grows with each failure, at least 1.
    pub factor: f64,
    /// How the clients of a server are kept from returning all at once.
    pub jitter: Jitter,
    /// New attempts in a row, until it is given up.
    pub max_attempts: f64,
    /// How long a connection has to be open until its loss counts as the first failure again.
    pub min_uptime: Millis,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            initial_delay: 1_000.0,
            max_delay: 30_000.0,
            factor: 2.0,
            jitter: Jitter::Full,
            max_attempts: f64::INFINITY,
            min_uptime: 5_000.0,
        }
    }
}

/// How much of a delay is left to chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jitter {
    /// All of it.
    Full,
    /// The second half of it.
    Equal,
    /// Nothing.
    None,
}

/// What follows from a close code, if the page has no say of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is over: the peer meant it, or trying again would end the same way.
    End,
    /// Try again.
    Again,
    /// Try again, but not soon: the peer is restarting or has too much to do.
    Later,
}

impl Verdict {
    /// The default for `code` (RETRY-2).
    pub fn of(code: u16) -> Self {
        match code {
            1000 | 1002 | 1003 | 1005 | 1007..=1010 | 4000..=4999 => Self::End,
            1012 | 1013 => Self::Later,
            _ => Self::Again,
        }
    }
}

impl Retry {
    /// How long to wait after the `failures`th failure in a row (1 for the first). `chance` is from 0 up to, but not
    /// including, 1.
    pub fn delay(&self, failures: u32, verdict: Verdict, chance: f64) -> Millis {
        let mut delay = self.initial_delay;
        for _ in 1..failures {
            if delay >= self.max_delay {
                break;
            }
            delay *= self.factor;
        }
        let delay = delay.min(self.max_delay).min(LONGEST);
        let later = if verdict == Verdict::Later { LATER } else { 0.0 };
        let (certain, uncertain) = match self.jitter {
            Jitter::Full => (0.0, delay.max(later)),
            Jitter::Equal => (delay / 2.0, (delay / 2.0).max(later)),
            Jitter::None => (delay, 0.0),
        };
        later + certain + uncertain * chance
    }

    /// How long to wait where there is nothing to wait for, so that clients that return together do not arrive together.
    pub fn spread(&self, chance: f64) -> Millis {
        match self.jitter {
            Jitter::None => 0.0,
            Jitter::Full | Jitter::Equal => self.initial_delay.min(self.max_delay).min(LONGEST) * chance,
        }
    }
}

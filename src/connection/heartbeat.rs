//! Is the peer still there? (BEAT)

use super::time::{Millis, Time};

/// When to ask, and how long to wait for a sign of life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beat {
    /// Between two questions.
    pub interval: Millis,
    /// From a question until something has to have come: any message is life.
    pub timeout: Millis,
}

/// What is known of the peer since the last question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pulse {
    alive: bool,
    asked_at: Option<Time>,
}

impl Pulse {
    /// A question goes out. The next answer is taken for that to the first since the last answer.
    pub fn asked(&mut self, now: Time) {
        self.asked_at.get_or_insert(now);
    }

    /// From now on only what comes is life.
    pub fn doubt(&mut self) {
        self.alive = false;
    }

    /// Something came.
    pub fn felt(&mut self) {
        self.alive = true;
    }

    /// The answer came: how long it took, if one was awaited.
    pub fn answered(&mut self, now: Time) -> Option<Millis> {
        self.alive = true;
        self.asked_at.take().map(|asked_at| now.since(asked_at))
    }

    /// Whether anything came since it was last doubted.
    pub fn is_alive(self) -> bool {
        self.alive
    }

    /// Whether an answer would tell something new.
    pub fn awaits_answer(self) -> bool {
        self.asked_at.is_some()
    }

    /// A new connection, on which what was asked on the old one is not answered; or a page that slept through the answer.
    pub fn reset(&mut self) {
        self.alive = false;
        self.asked_at = None;
    }
}

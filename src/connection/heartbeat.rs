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
    round_trip: Option<Millis>,
}

impl Pulse {
    /// A question goes out. Answers come in order: the next one is that to the first question that is still without.
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

    /// The answer came.
    pub fn answered(&mut self, now: Time) {
        self.alive = true;
        if let Some(asked_at) = self.asked_at.take() {
            self.round_trip = Some(now.since(asked_at));
        }
    }

    /// Whether anything came since it was last doubted.
    pub fn is_alive(self) -> bool {
        self.alive
    }

    /// Whether an answer would tell something new.
    pub fn awaits_answer(self) -> bool {
        self.asked_at.is_some()
    }

    /// The last that was measured: from a question to the next answer.
    pub fn round_trip(self) -> Option<Millis> {
        self.round_trip
    }

    /// A new connection, on which what was asked on the old one is not answered; or a page that slept through the answer.
    pub fn reset(&mut self) {
        self.alive = false;
        self.asked_at = None;
    }
}

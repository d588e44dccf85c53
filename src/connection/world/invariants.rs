//! What must hold, whatever happens: the model's half that carries out, listens, and judges the machine.

use super::*;

impl World {
    pub(super) fn after_call(&mut self) {
        self.carry_out();
        self.check();
    }

    pub(super) fn after_signal(&mut self) {
        self.carry_out();
        self.deliver();
        self.carry_out();
        self.flush();
        self.check();
    }

    fn carry_out(&mut self) {
        self.note_way();
        while let Some(command) = self.machine.poll_command() {
            match command {
                Command::Open(attempt) => {
                    assert_eq!(self.host, Host::Nothing, "one socket at a time");
                    assert!(attempt > self.last_attempt, "a number is never used twice");
                    self.last_attempt = attempt;
                    self.attempt_since = self.now;
                    match self.has_provider {
                        true => self.host = Host::Provider(attempt),
                        false => self.open_socket(attempt),
                    }
                }
                Command::Abandon => {
                    assert_ne!(self.host, Host::Nothing, "there is something to let go of");
                    self.host = Host::Nothing;
                }
                Command::Close(frame) => {
                    assert!(matches!(self.host, Host::Socket(_)) && (frame.code(), *frame.reason()) == (4000, 7));
                }
                Command::Ask => assert!(matches!(self.host, Host::Socket(_)), "who is asked?"),
                Command::Measure => {
                    self.machine.buffered(self.buffered, at(self.now));
                    self.note_way();
                }
                Command::Fail(id, why) => self.failed(id, why),
            }
        }
        self.withdrawing = None;
    }

    pub(super) fn open_socket(&mut self, attempt: Attempt) {
        if std::mem::take(&mut self.refuses) {
            self.host = Host::Nothing;
            self.machine.refused(at(self.now));
        } else {
            self.host = Host::Socket(attempt);
        }
    }

    fn failed(&mut self, id: u32, why: Gone) {
        let limits = self.machine.config().queue.expect("a queue");
        let place = self.waiting.iter().position(|waiting| waiting.id == id).expect("it waited");
        let Waiting { size, until, .. } = self.waiting[place];
        match why {
            Gone::Overflow => {
                let bytes: f64 = self.waiting.iter().map(|waiting| waiting.size).sum();
                assert!(self.waiting.len() as f64 > limits.max_messages || bytes > limits.max_bytes, "there was room");
                let fits = size <= limits.max_bytes && limits.max_messages >= 1.0;
                let from_the_front = limits.overflow == Overflow::DropOldest && fits;
                assert_eq!(place, if from_the_front { 0 } else { self.waiting.len() - 1 });
            }
            Gone::Expired => assert!(until <= self.now && place == 0, "too early, or out of order"),
            Gone::Closed => assert!(!self.machine.is_live() || self.closes < self.lives, "closed by whom?"),
            Gone::Withdrawn => assert_eq!(self.withdrawing, Some(id)),
        }
        self.give_up(id);
    }

    pub(super) fn give_up(&mut self, id: u32) {
        self.waiting.retain(|waiting| waiting.id != id);
        self.given_up += 1;
        self.settle(id, Fate::Failed);
    }

    pub(super) fn settle(&mut self, id: u32, fate: Fate) {
        let before = std::mem::replace(&mut self.fates[id as usize], fate);
        assert_eq!(before, Fate::Waits, "a second outcome for message {id}");
    }

    pub(super) fn hand_over(&mut self, id: u32, size: f64, in_order: bool) {
        assert_eq!(self.machine.ready_state(), ReadyState::Open);
        assert!(matches!(self.host, Host::Socket(_)), "there is a socket for it");
        if in_order {
            assert!(self.last_in_order.is_none_or(|last| last < id), "{id} after {:?}", self.last_in_order);
            assert!(self.waiting.is_empty() || self.waiting[0].id > id, "{id} overtakes");
            self.last_in_order = Some(id);
        }
        if std::mem::take(&mut self.breaks) {
            return self.settle(id, Fate::Failed);
        }
        self.settle(id, Fate::Handed);
        self.handed += 1.0;
        self.machine.sent(size);
        if self.machine.config().water.is_some() {
            self.buffered += size;
            self.machine.buffered(self.buffered, at(self.now));
            self.note_way();
        }
    }

    fn flush(&mut self) {
        while let Some((id, size)) = self.machine.next_queued() {
            let Waiting { id: oldest, since, until, .. } = self.waiting.pop_front().expect("it waited");
            assert_eq!(id, oldest, "first in, first out");
            let free_since = self.free_since.expect("the way is free");
            assert!(until > free_since || since >= free_since, "too old when the way became free");
            self.hand_over(id, size, true);
            // What expired meanwhile is told before anything else is handed over.
            self.carry_out();
        }
        assert!(self.free_since.is_none() || self.waiting.is_empty(), "the way is free, and something waits");
    }

    /// Since when messages that wait may go.
    fn note_way(&mut self) {
        let is_free = self.machine.ready_state() == ReadyState::Open && !self.machine.is_full;
        self.free_since = if is_free { Some(self.free_since.unwrap_or(self.now)) } else { None };
    }

    fn deliver(&mut self) {
        while let Some(event) = self.machine.poll_event() {
            self.hear(&event);
            self.is_judging = matches!(event, Event::Judge { .. });
            if let Some(call) = self.reaction.take() {
                self.call(call);
            }
            if std::mem::take(&mut self.is_judging) {
                self.machine.judged(self.word, self.chance, at(self.now));
            }
        }
    }

    fn hear(&mut self, event: &Event<u32>) {
        assert!(self.closes < self.lives, "{event:?} after the last close");
        let is_of_earlier = self.closes + 1 < self.lives;
        let is_ending = is_of_earlier || self.is_closing;
        let state = self.machine.ready_state();
        match event {
            Event::Open { reconnected } => {
                assert!(!is_ending && state == ReadyState::Open, "{event:?} of a socket that is gone");
                assert_eq!(*reconnected, self.machine.stats().opens > 1);
            }
            Event::Drain => {
                let is_of_older = state == ReadyState::Connecting && self.machine.attempt().is_some();
                assert!(!is_ending && !is_of_older, "{event:?} of a socket that is gone");
            }
            Event::Judge { attempt, .. } => {
                assert!(!is_ending && state == ReadyState::Connecting && self.machine.attempt().is_none());
                assert!(*attempt >= 1);
            }
            Event::Reconnecting { delay, attempt, .. } => {
                assert!(!is_ending && state == ReadyState::Connecting && self.machine.attempt().is_none());
                assert!(delay.is_finite() && *delay >= 0.0);
                let max_attempts = self.machine.config().retry.expect("a choice").max_attempts;
                assert!(*attempt >= 1 && f64::from(*attempt) <= max_attempts);
            }
            Event::Error(_) => {
                assert!(!std::mem::replace(&mut self.error_told, true), "a second error");
                assert!(is_of_earlier || !self.is_closing, "an error after close()");
            }
            Event::Close(_) => {
                self.closes += 1;
                self.error_told = false;
            }
        }
    }

    fn check(&mut self) {
        let config = *self.machine.config();
        let (state, attempt) = (self.machine.ready_state(), self.machine.attempt());
        let in_use = match self.host {
            Host::Nothing => None,
            Host::Provider(attempt) | Host::Socket(attempt) => Some(attempt),
        };
        assert_eq!(attempt, in_use, "the machine and the host agree on the socket in use");

        let pending = self.machine.events.iter().filter(|event| matches!(event, Event::Close(_))).count();
        let is_over = state == ReadyState::Closed && attempt.is_none();
        assert_eq!(self.closes + pending, self.lives - usize::from(!is_over), "one close for each connection");
        if self.machine.is_finished() {
            assert_eq!((self.machine.next_deadline(), self.closes), (None, self.lives));
        }

        let bytes: f64 = self.waiting.iter().map(|waiting| waiting.size).sum();
        assert_eq!(self.machine.queued(), (self.waiting.len(), bytes));
        if let Some(limits) = config.queue {
            assert!(self.waiting.len() as f64 <= limits.max_messages && bytes <= limits.max_bytes);
        }

        let is_ending = state == ReadyState::Closing || (state == ReadyState::Closed && attempt.is_some());
        self.ending_since = if is_ending { Some(self.ending_since.unwrap_or(self.now)) } else { None };
        if let Some(since) = self.ending_since {
            self.is_due(since + config.close_timeout, "close");
        }
        if let Some(oldest) = self.waiting.front() {
            self.is_due(oldest.until, "age");
        }
        match (state, attempt) {
            (ReadyState::Connecting, Some(_)) => self.is_due(self.attempt_since + config.connect_timeout, "open"),
            (ReadyState::Connecting, None) if self.hidden || self.offline => {
                let due = self.machine.next_deadline();
                let age = self.waiting.front().map_or(Time::NEVER, |oldest| at(oldest.until));
                assert!(due.is_none_or(|due| due == Time::ORIGIN || due == age), "nothing is tried for nobody");
            }
            (ReadyState::Connecting, None) if self.is_judging => {}
            (ReadyState::Connecting, None) => {
                let retry = config.retry.expect("only then");
                self.is_due(self.now + retry.max_delay + 10_000.0, "another attempt");
            }
            (ReadyState::Open, _) => {
                if let Some(beat) = config.heartbeat {
                    self.is_due(self.now + beat.interval, "a question");
                }
                if self.machine.is_full {
                    self.is_due(self.now + 25.0, "a measurement");
                }
            }
            _ => {}
        }
    }

    fn is_due(&self, latest: f64, what: &str) {
        let due = self.machine.next_deadline().unwrap_or(Time::NEVER);
        assert!(due <= at(latest), "{what} is owed at {latest}, but due at {due:?}");
    }
}

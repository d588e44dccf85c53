//! What follows from a lost connection? (RETRY)

use super::backoff::Verdict;
use super::close::CloseEvent;
use super::deadline::Timer;
use super::time::Time;
use super::{Cause, Connection, Event, ReadyState};

/// How long after the page has come back a loss is one that happened while it was away.
const JUST_BACK: f64 = 1_000.0;

/// What a page or its device goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Nobody sees the page.
    Hidden,
    /// Somebody does again.
    Visible,
    /// It comes out of the back/forward cache, or was frozen.
    Resumed,
    /// There is no network.
    Offline,
    /// There is one again.
    Online,
}

/// A lost attempt of which is not known yet whether another one follows.
#[derive(Debug)]
struct Lost<R> {
    close: CloseEvent<R>,
    cause: Option<Cause>,
}

/// Where the machine is with making a connection anew.
#[derive(Debug)]
pub struct Recovery<R> {
    lost: Option<Lost<R>>,
    failures: u32,
    hidden: bool,
    offline: bool,
    back_at: Option<Time>,
}

impl<R> Default for Recovery<R> {
    fn default() -> Self {
        Self { lost: None, failures: 0, hidden: false, offline: false, back_at: None }
    }
}

impl<R> Recovery<R> {
    /// As if nothing had ever failed.
    fn begin_anew(&mut self) {
        self.lost = None;
        self.failures = 0;
    }

    /// An attempt begins: from now on nothing is lost that was lost while the page was away.
    pub fn begin_attempt(&mut self) {
        self.back_at = None;
    }

    /// Whether an attempt would be made for nobody, or for nothing.
    fn is_suspended(&self) -> bool {
        self.hidden || self.offline
    }
}

impl<R: Clone + Default, M> Connection<R, M> {
    /// The page's word on an [`Event::Judge`]: none for the default. `chance` is from 0 up to, but not including, 1.
    pub fn judged(&mut self, again: Option<bool>, chance: f64, now: Time) {
        if self.events.iter().any(|event| matches!(event, Event::Judge { .. })) {
            // The page has made a new attempt while it was asked, and that one is lost too: this is not the word on it.
            return;
        }
        let (Some(Lost { close, cause }), Some(retry)) = (self.recovery.lost.take(), self.config.retry) else { return };
        let verdict = if cause == Some(Cause::Silent) { Verdict::Again } else { Verdict::of(close.code) };
        let failures = self.recovery.failures.saturating_add(1);
        self.recovery.failures = failures;
        if !again.unwrap_or(verdict != Verdict::End) || f64::from(failures) > retry.max_attempts {
            self.recovery.begin_anew();
            return self.over(close, cause);
        }
        let was_away = self.recovery.back_at.is_some_and(|back_at| now.since(back_at) < JUST_BACK);
        let at_once = was_away && verdict != Verdict::Later;
        let delay = if at_once { retry.spread(chance) } else { retry.delay(failures, verdict, chance) };
        if !self.recovery.is_suspended() {
            self.timers.set(Timer::Retry, now.after(delay));
        }
        self.events.push(Event::Reconnecting { attempt: failures, delay, close, cause });
    }

    /// The page is hidden, comes back, and so on. Never begins a connection that was not asked for.
    pub fn lifecycle(&mut self, change: Lifecycle, chance: f64, now: Time) {
        let was_suspended = self.recovery.is_suspended();
        match change {
            Lifecycle::Hidden => self.recovery.hidden = true,
            Lifecycle::Visible | Lifecycle::Resumed => self.recovery.hidden = false,
            Lifecycle::Offline => self.recovery.offline = true,
            Lifecycle::Online => self.recovery.offline = false,
        }
        if self.recovery.is_suspended() {
            return self.timers.stop(Timer::Retry);
        }
        if was_suspended || change == Lifecycle::Resumed {
            self.recovery.back_at = Some(now);
            if self.waits_for_retry()
                && let Some(retry) = self.config.retry
            {
                self.timers.set(Timer::Retry, now.after(retry.spread(chance)));
            }
            if self.state == ReadyState::Open && self.config.heartbeat.is_some() {
                // What was asked before the page went away is no proof of anything now.
                self.timers.stop(Timer::Life);
                self.pulse.reset();
                self.timers.set(Timer::Beat, now);
            }
        }
    }

    /// An attempt, or an open connection, is lost. Its socket has been let go of.
    pub(super) fn lost(&mut self, close: CloseEvent<R>, cause: Option<Cause>, now: Time) {
        let Some(retry) = self.config.retry else {
            return self.over(close, cause);
        };
        self.attempt = None;
        self.stop_attempt();
        self.state = ReadyState::Connecting;
        if self.opened_at.take().is_some_and(|opened_at| now.since(opened_at) >= retry.min_uptime) {
            self.recovery.failures = 0;
        }
        self.events.push(Event::Judge { close: close.clone(), attempt: self.recovery.failures.saturating_add(1) });
        self.recovery.lost = Some(Lost { close, cause });
    }

    fn over(&mut self, close: CloseEvent<R>, cause: Option<Cause>) {
        if let Some(cause) = cause {
            self.events.push(Event::Error(cause));
        }
        self.end(close);
    }

    /// Between two attempts.
    fn waits_for_retry(&self) -> bool {
        self.state == ReadyState::Connecting && self.attempt.is_none() && self.recovery.lost.is_none()
    }

    /// There will be no further attempt of this kind, and nothing is told of it that has not been told: only the end of
    /// a connection is owed.
    pub(super) fn stop_recovering(&mut self) {
        self.recovery.begin_anew();
        self.events.retain(|event| matches!(event, Event::Error(_) | Event::Close(_)));
    }
}

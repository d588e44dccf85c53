//! What time is it, and how is one woken?

use super::sys;
use crate::connection::{Millis, Time};
use wasm_bindgen::prelude::*;

/// The longest time that hosts can wait; more would make them fire at once.
const MAX_TIMEOUT: Millis = 2_147_483_647.0;

/// The time by a clock that is never set, where the host has one.
pub fn now() -> Time {
    Time::from_millis(sys::now())
}

/// Something that no two clients agree on: from 0 up to, but not including, 1.
pub fn chance() -> f64 {
    sys::random()
}

/// What alarms ring: one function for all of them, called with a task's id.
pub struct Wake(Closure<dyn Fn(u32)>);

impl Wake {
    /// Has `wake` called.
    pub fn new(wake: impl Fn(u32) + 'static) -> Self {
        Self(Closure::new(wake))
    }
}

/// A wake-up call for a task. Dropping it calls it off.
pub struct Alarm {
    deadline: Time,
    timeout: JsValue,
}

impl Alarm {
    /// Rings `wake` with `id` at `deadline`, or earlier if that is further away than the host can wait.
    pub fn set(deadline: Time, id: u32, wake: &Wake) -> Self {
        let delay = deadline.since(now()).min(MAX_TIMEOUT);
        Self { deadline, timeout: sys::set_timeout(&wake.0, delay, id) }
    }

    /// When it rings.
    pub fn deadline(&self) -> Time {
        self.deadline
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        sys::clear_timeout(&self.timeout);
    }
}

//! What time is it, and how is one woken?

use super::sys;
use crate::connection::{Millis, Time};

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

/// Has the task `id` woken at `deadline`, or earlier if that is further away than the host can wait; and not at the time
/// that was set before.
pub fn set_alarm(id: u32, deadline: Time) {
    sys::set_alarm(id, deadline.since(now()).min(MAX_TIMEOUT));
}

/// Calls it off.
pub fn clear_alarm(id: u32) {
    sys::clear_alarm(id);
}

//! When? Time as the machine knows it: an argument, never a clock.

/// A length of time in milliseconds.
pub type Millis = f64;

/// A point in time, in milliseconds since an origin that the caller chooses once and keeps.
///
/// A float, because that is what every host's clock and timer speaks, and because 64-bit integers make the JavaScript
/// build (wasm2js) slow and large.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Time(f64);

impl Time {
    /// The origin: earlier than anything that happens, so a deadline here is already due.
    pub const ORIGIN: Self = Self(0.0);

    /// Later than anything that happens.
    pub const NEVER: Self = Self(f64::INFINITY);

    /// `millis` after the origin.
    pub const fn from_millis(millis: Millis) -> Self {
        Self(millis)
    }

    /// This point in time, `millis` later.
    pub fn after(self, millis: Millis) -> Self {
        Self(self.0 + millis)
    }

    /// How long from `earlier` until this point; 0 if it is already past.
    pub fn since(self, earlier: Self) -> Millis {
        (self.0 - earlier.0).max(0.0)
    }
}

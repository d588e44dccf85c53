//! Does anybody see the page, and is there a network?

use super::sys;
use crate::connection::Lifecycle;

/// Hears of the page's life from now on; for the second time, nothing is new.
pub fn watch() {
    sys::watch_lifecycle();
}

/// What the host calls `kind` (lifecycle.js).
pub fn change(kind: u32) -> Lifecycle {
    match kind {
        0 => Lifecycle::Hidden,
        1 => Lifecycle::Visible,
        2 => Lifecycle::Resumed,
        3 => Lifecycle::Offline,
        _ => Lifecycle::Online,
    }
}

/// How things stand now, as the changes that led there.
pub fn now() -> impl Iterator<Item = Lifecycle> {
    let hidden = sys::is_hidden().then_some(Lifecycle::Hidden);
    let offline = sys::is_offline().then_some(Lifecycle::Offline);
    hidden.into_iter().chain(offline)
}

//! Does anybody see the page, and is there a network?

use super::sys;
use crate::connection::Lifecycle;
use wasm_bindgen::prelude::*;

/// Hears of the page's life, for as long as the page lives.
pub struct Watch {
    _on: Closure<dyn Fn(u32)>,
}

impl Watch {
    /// Has `on` called at every change.
    pub fn new(on: impl Fn(Lifecycle) + 'static) -> Self {
        let on = Closure::new(move |kind| {
            on(match kind {
                0 => Lifecycle::Hidden,
                1 => Lifecycle::Visible,
                2 => Lifecycle::Resumed,
                3 => Lifecycle::Offline,
                _ => Lifecycle::Online,
            });
        });
        sys::watch_lifecycle(&on);
        Self { _on: on }
    }
}

/// How things stand now, as the changes that led there.
pub fn now() -> impl Iterator<Item = Lifecycle> {
    let hidden = sys::is_hidden().then_some(Lifecycle::Hidden);
    let offline = sys::is_offline().then_some(Lifecycle::Offline);
    hidden.into_iter().chain(offline)
}

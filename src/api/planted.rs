//! What if the core panics? Only in the build that tests/package/traps.test.mjs runs: there it does so wherever the page wants it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A function of the page, asked each time that the tasks are borrowed.
    #[wasm_bindgen(js_name = panicIsDue)]
    fn panic_is_due() -> bool;
}

/// Panics, if the page says so.
#[allow(clippy::panic)]
pub fn panic_if_due() {
    if panic_is_due() {
        panic!("planted");
    }
}

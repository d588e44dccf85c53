//! SHOWS. What JavaScript sees.
//!
//! A page calls shells written in JavaScript (`uni.js`), which read the options, hold the listeners and make the Promises;
//! the shells call [`core::Core`], which checks the options and runs the machine.

mod core;
mod failure;
mod options;
#[cfg(feature = "planted-panic")]
mod planted;
mod run;
mod sys;
mod tasks;
mod trace;
#[cfg(feature = "development")]
mod words;

use self::core::Core;
use js_sys::Object;
use wasm_bindgen::prelude::*;

/// Starts the core, for programs in Rust: calls made so far are carried out, and from now on at once. In the package
/// `pkg/src/core.js` does it.
pub fn start() {
    #[cfg(feature = "development")]
    console_error_panic_hook::set_once();
    sys::start(&Object::from(JsValue::from(Core)).constructor());
}

/// The `uni` object, for programs in Rust.
pub fn uni() -> JsValue {
    sys::UNI.with(Clone::clone)
}

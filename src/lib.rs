//! uni-app's WebSocket API for any page or mini-program: `uni.connectSocket`, its `SocketTask` and the global functions,
//! in Rust compiled to WebAssembly.
//!
//! One idea in three rooms, with dependencies downwards only:
//!
//! - `api` **shows**. What JavaScript sees: the functions, their options, results and listeners. It runs the other two.
//! - [`connection`] **decides**. A machine per task that knows neither JavaScript nor a clock: input and time in,
//!   commands, events and one deadline out.
//! - `host` **carries out**. The host's sockets, its clock and its timer.
//!
//! The way of a message and the rules of the house are in ARCHITECTURE.md, the behaviour that programs may rely on, rule by
//! rule, in docs/contract.md.

// The standard library would bring its machinery for panic messages along: a quarter of the module, for messages that
// nothing in production can show. The development build has it, and tests have.
#![cfg_attr(all(target_arch = "wasm32", not(any(test, feature = "development"))), no_std)]
// A trap would poison the instance for the whole page: nothing that may panic outside of tests.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unreachable)
)]

extern crate alloc;

#[cfg(all(target_arch = "wasm32", not(any(test, feature = "development"))))]
#[panic_handler]
fn trap(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Takes 2 kB (brotli) less than the standard library's allocator.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
mod api;
pub mod connection;
#[cfg(target_arch = "wasm32")]
mod host;

#[cfg(target_arch = "wasm32")]
pub use api::{start, uni};

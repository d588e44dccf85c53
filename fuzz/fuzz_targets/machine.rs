//! Is there any order of calls, signals and timeouts in which the machine breaks a promise? Bytes make plans, as in the tests of
//! the machine (src/connection/world).

#![no_main]

use libfuzzer_sys::fuzz_target;
use uni_socket::connection::world::Plan;

fuzz_target!(|bytes: &[u8]| Plan::of(bytes).run());

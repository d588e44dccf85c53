//! Is anything that this is made of known to be bad? Advisories, licences and sources of the crates, advisories of the npm packages.

use crate::steps::{self, cargo, program, root};
use crate::tools;
use anyhow::Result;

/// Each folder with a lock file of npm's.
const LOCKED: [&str; 12] = [
    ".",
    "benches",
    "benches/peers",
    "examples/chat",
    "examples/mqtt",
    "examples/taro",
    "examples/uni-app",
    "examples/vanilla",
    "examples/vue",
    "tests/apps/weixin",
    "tests/clients",
    "tests/consumers",
];

/// `cargo xtask audit`.
pub fn run() -> Result<()> {
    let path = tools::for_audit()?;
    steps::step("Crates (cargo-deny)", || {
        steps::run(cargo().args(["deny", "--all-features", "check"]).env("PATH", path))
    })?;
    for folder in LOCKED {
        steps::step(&format!("npm packages of {folder}"), || {
            steps::run(program("npm").arg("audit").current_dir(root().join(folder)))
        })?;
    }
    Ok(())
}

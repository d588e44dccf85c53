//! What has to be installed?

use crate::steps::{output_of, program, root, run, step};
use anyhow::{Context, Result, bail};
use std::fs;

const OLDEST_NODE: u32 = 20;

/// For building: the wasm target and the npm packages of the lock file.
pub fn for_build() -> Result<()> {
    wasm_target()?;
    node()?;
    npm_packages()
}

fn wasm_target() -> Result<()> {
    let sysroot = output_of(program("rustc").args(["--print", "sysroot"])).context("`rustc` cannot be run")?;
    if fs::exists(format!("{sysroot}/lib/rustlib/wasm32-unknown-unknown"))? {
        return Ok(());
    }
    step("Installing the Rust target wasm32-unknown-unknown", || {
        run(program("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
            .context("install it by hand with `rustup target add wasm32-unknown-unknown`")
    })
}

fn node() -> Result<()> {
    let version = output_of(program("node").arg("--version"));
    let major =
        version.as_deref().and_then(|version| version.strip_prefix('v')?.split('.').next()?.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(major) => bail!("Node {major} is too old: install Node {OLDEST_NODE} or newer"),
        None => bail!("Node is not installed, or not on the PATH: install Node {OLDEST_NODE} or newer"),
    }
}

/// `npm ci`, unless what is installed is what the lock file says.
fn npm_packages() -> Result<()> {
    let wanted = fs::read(root().join("package-lock.json")).context("package-lock.json cannot be read")?;
    let stamp = root().join("node_modules/.installed-from-lock-file");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("Installing the npm packages of package-lock.json", || {
        run(program("npm").args(["ci", "--no-audit", "--no-fund"]))
            .context("npm could not install them: is there a network, and does `npm ping` answer?")?;
        Ok(fs::write(&stamp, &wanted)?)
    })
}

//! What has to be installed? Each tool is looked for first, and installed only where it is missing.

use crate::steps::{self, cargo, output_of, program, root, step};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

const OLDEST_NODE: u32 = 20;
const WASM_PACK: &str = "0.15.1";
const CARGO_MUTANTS: &str = "27.1.0";

/// What the tests are run with.
pub struct TestTools {
    /// The PATH on which wasm-pack and the test runner are.
    pub path: OsString,
    /// The browser.
    pub chromium: PathBuf,
    /// Drives it for wasm-pack.
    pub chromedriver: PathBuf,
}

/// For building: the wasm target and the npm packages of the lock file.
pub fn for_build() -> Result<()> {
    wasm_target()?;
    node()?;
    npm_packages("")
}

/// For testing, beyond what the build needs: wasm-pack with the matching test runner, and a browser with its driver.
pub fn for_tests() -> Result<TestTools> {
    let path = path_with_own_tools()?;
    let bindgen = wasm_bindgen_version()?;
    cargo_tool("wasm-pack", WASM_PACK, &path, "wasm-pack")?;
    // Without its lock file, which asks for a version that is not to be had.
    cargo_tool("wasm-bindgen", &bindgen, &path, "wasm-bindgen-cli")?;
    let (chromium, chromedriver) = browser()?;
    Ok(TestTools { path, chromium, chromedriver })
}

/// For `mutants`: the PATH on which cargo-mutants is.
pub fn for_mutants() -> Result<OsString> {
    let path = path_with_own_tools()?;
    cargo_tool("cargo-mutants", CARGO_MUTANTS, &path, "cargo-mutants")?;
    Ok(path)
}

fn wasm_target() -> Result<()> {
    let sysroot = output_of(program("rustc").args(["--print", "sysroot"])).context("`rustc` cannot be run")?;
    if fs::exists(format!("{sysroot}/lib/rustlib/wasm32-unknown-unknown"))? {
        return Ok(());
    }
    step("Installing the Rust target wasm32-unknown-unknown", || {
        steps::run(program("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
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

/// `npm ci` in a folder of the repository, unless what is installed is what the lock file says.
pub fn npm_packages(folder: &str) -> Result<()> {
    let folder = root().join(folder);
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let stamp = folder.join("node_modules/.installed-from-lock-file");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step(&format!("Installing the npm packages of {}", lock.display()), || {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        steps::run(program(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))
            .context("npm could not install them: is there a network, and does `npm ping` answer?")?;
        Ok(fs::write(&stamp, &wanted)?)
    })
}

/// Tools that this installs stay in the repository's target folder: a user's own versions are not replaced.
fn own_tools() -> PathBuf {
    root().join("target/tools")
}

fn path_with_own_tools() -> Result<OsString> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths([own_tools().join("bin")].into_iter().chain(env::split_paths(&inherited)))?)
}

/// The version that the crate is built with: the test runner has to be the same.
fn wasm_bindgen_version() -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))?;
    let (_, after) =
        lock.split_once("name = \"wasm-bindgen\"\nversion = \"").context("no wasm-bindgen in Cargo.lock")?;
    let (version, _) = after.split_once('"').context("Cargo.lock has another form than expected")?;
    Ok(version.to_owned())
}

fn cargo_tool(command: &str, version: &str, path: &OsString, package: &str) -> Result<()> {
    let mut asked = program(command);
    // A cargo subcommand asks for its own name first.
    asked.args(command.strip_prefix("cargo-")).arg("--version").env("PATH", path);
    if output_of(&mut asked).is_some_and(|found| found.ends_with(&format!(" {version}"))) {
        return Ok(());
    }
    step(&format!("Installing {package} {version} (some minutes)"), || {
        let own = own_tools();
        steps::run(cargo().args(["install", package, "--version", version, "--force", "--root"]).arg(own))
    })
}

/// For `bench`: a browser.
pub fn chromium() -> Result<PathBuf> {
    Ok(browser()?.0)
}

fn browser() -> Result<(PathBuf, PathBuf)> {
    let found = || {
        let chromium = on_path(&["chromium", "chromium-browser", "google-chrome"])?;
        Some((chromium, on_path(&["chromedriver"])?))
    };
    if let Some(found) = found() {
        return Ok(found);
    }
    let is_root = output_of(program("id").arg("-u")).as_deref() == Some("0");
    if !is_root || on_path(&["apt-get"]).is_none() {
        bail!(
            "the tests need Chromium and ChromeDriver: install both (on Debian: `apt-get install chromium chromium-driver`)"
        );
    }
    step("Installing chromium and chromium-driver (apt-get)", || {
        steps::run(program("apt-get").arg("update"))?;
        steps::run(
            program("apt-get")
                .args(["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    })?;
    found().context("apt-get has installed them, but they are not on the PATH")
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

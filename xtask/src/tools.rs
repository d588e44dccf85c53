//! What has to be installed? Each tool is looked for first, and installed only where it is missing.

use crate::steps::{self, cargo, output_of, program, root, step};
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST_NODE: u32 = 20;
const WASM_PACK: &str = "0.15.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_MUTANTS: &str = "27.1.0";
const CARGO_FUZZ: &str = "0.13.2";
const GECKODRIVER: &str = "0.37.1";
const TYPOS: &str = "1.52.0";

/// npm, as a program.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What the tests are run with.
pub struct TestTools {
    /// The PATH on which wasm-pack and the test runner are.
    pub path: OsString,
    pub chromium: PathBuf,
    /// Drives it for wasm-pack.
    pub chromedriver: PathBuf,
    pub firefox: PathBuf,
    pub geckodriver: PathBuf,
    /// WebKitGTK's own small browser, what drives it, and the screen that it needs.
    pub mini_browser: PathBuf,
    pub webkit_driver: PathBuf,
    pub xvfb: PathBuf,
    /// A broker that clients of others talk to, and what may stand between a page and its server.
    pub mosquitto: PathBuf,
    pub nginx: PathBuf,
}

/// For building: the wasm target and the npm packages of the lock file.
pub fn for_build() -> Result<()> {
    wasm_target()?;
    node()?;
    npm_packages(&root(), &[])
}

/// For testing, beyond what the build needs: wasm-pack with the matching test runner, the browsers with their drivers,
/// a broker and a proxy, and what knows how words are written.
pub fn for_tests() -> Result<TestTools> {
    let path = path_with_own_tools()?;
    let bindgen = wasm_bindgen_version()?;
    cargo_tool("wasm-pack", WASM_PACK, &path, "wasm-pack")?;
    // Without its lock file, which asks for a version that is not to be had.
    cargo_tool("wasm-bindgen", &bindgen, &path, "wasm-bindgen-cli")?;
    cargo_tool("geckodriver", GECKODRIVER, &path, "geckodriver")?;
    cargo_tool("typos", TYPOS, &path, "typos-cli")?;
    let geckodriver = first_on(&path, &["geckodriver"]).context("geckodriver is installed, but not on the PATH")?;
    let [chromium, chromedriver, firefox, webkit_driver, mini_browser, xvfb, mosquitto, nginx] = programs()?;
    Ok(TestTools {
        path,
        chromium,
        chromedriver,
        firefox,
        geckodriver,
        mini_browser,
        webkit_driver,
        xvfb,
        mosquitto,
        nginx,
    })
}

/// For `audit`: the PATH on which cargo-deny is.
pub fn for_audit() -> Result<OsString> {
    let path = path_with_own_tools()?;
    cargo_tool("cargo-deny", CARGO_DENY, &path, "cargo-deny")?;
    Ok(path)
}

/// For `mutants`: the PATH on which cargo-mutants is.
pub fn for_mutants() -> Result<OsString> {
    let path = path_with_own_tools()?;
    cargo_tool("cargo-mutants", CARGO_MUTANTS, &path, "cargo-mutants")?;
    Ok(path)
}

/// For `fuzz`: the PATH on which cargo-fuzz is. libFuzzer comes with its crate, and is C++.
pub fn for_fuzz() -> Result<OsString> {
    let path = path_with_own_tools()?;
    cargo_tool("cargo-fuzz", CARGO_FUZZ, &path, "cargo-fuzz")?;
    if on_path(&["c++"]).is_none() {
        install(&["g++"])?;
    }
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

/// A Rust compiler of its own, beside the one of rust-toolchain.toml. Returns `cargo` of it.
pub fn cargo_of(version: &str) -> Result<Command> {
    let toolchain = ["toolchain", "install", version, "--profile=minimal", "--target=wasm32-unknown-unknown"];
    step(&format!("Installing Rust {version}, unless it is there"), || {
        steps::run(program("rustup").args(toolchain).arg("--no-self-update"))
    })?;
    let mut cargo = program("rustup");
    cargo.args(["run", version, "cargo"]);
    Ok(cargo)
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

/// For `sizes`: the packages that ours is compared with, in a folder of their own, which is returned.
pub fn for_sizes() -> Result<PathBuf> {
    npm_packages_of("benches/peers", "target/peers")
}

/// What the package is tried in: the packages of tests/consumers/package-lock.json, in target/consumers.
pub fn for_consumers() -> Result<()> {
    npm_packages_of("tests/consumers", "target/consumers").map(drop)
}

/// What others have written, with its servers: the packages of tests/clients, in target/clients.
pub fn for_clients() -> Result<()> {
    npm_packages_of("tests/clients", "target/clients").map(drop)
}

/// What reads the documentation, and what makes the API reference: the packages of tests/docs, in target/docs.
pub fn for_docs() -> Result<()> {
    npm_packages_of("tests/docs", "target/docs").map(drop)
}

/// Projects as users have them: the packages of each example, and of WeChat's own kind of project, in target/projects.
pub fn for_projects() -> Result<()> {
    for example in crate::example::NAMES {
        for_example(example)?;
    }
    npm_packages_of("tests/apps/weixin", "target/projects/weixin").map(drop)
}

/// The packages of one example. Returns its folder in target/projects.
pub fn for_example(name: &str) -> Result<PathBuf> {
    npm_packages_of(&format!("examples/{name}"), &format!("target/projects/{name}"))
}

/// For the example of mqtt: a broker.
pub fn mosquitto() -> Result<PathBuf> {
    installed(&["mosquitto"]).context("mosquitto is not installed (on Debian: `apt-get install mosquitto`)")
}

/// What the package is compared with: the packages of benches/package-lock.json, where they are named.
pub fn for_bench() -> Result<PathBuf> {
    npm_packages(&root().join("benches"), &[])?;
    chromium()
}

/// Installs the packages of the lock file in `source` into `folder`, which is returned.
fn npm_packages_of(source: &str, folder: &str) -> Result<PathBuf> {
    let folder = root().join(folder);
    fs::create_dir_all(&folder)?;
    let source = root().join(source);
    fs::copy(source.join("package-lock.json"), folder.join("package-lock.json"))?;
    // What is made here no lock file can name.
    let mut package: serde_json::Value = serde_json::from_str(&fs::read_to_string(source.join("package.json"))?)?;
    if let Some(dependencies) = package.get_mut("dependencies").and_then(|value| value.as_object_mut()) {
        dependencies.remove("uni-socket");
    }
    fs::write(folder.join("package.json"), package.to_string())?;
    // None of them needs its scripts: their binaries come ready-made.
    npm_packages(&folder, &["--ignore-scripts"])?;
    Ok(folder)
}

/// `npm ci`, unless what is installed is what the lock file says.
fn npm_packages(folder: &Path, options: &[&str]) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let stamp = folder.join("node_modules/.installed-from-lock-file");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step(&format!("Installing the npm packages of {}", lock.display()), || {
        steps::run(program(NPM).args(["ci", "--no-audit", "--no-fund"]).args(options).current_dir(folder))
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
    // geckodriver goes on, about its licence.
    let found = output_of(&mut asked);
    if found.and_then(|text| text.lines().next().map(|line| line.ends_with(&format!(" {version}")))) == Some(true) {
        return Ok(());
    }
    step(&format!("Installing {package} {version} (some minutes)"), || {
        let own = own_tools();
        steps::run(cargo().args(["install", package, "--version", version, "--force", "--root"]).arg(own))
    })
}

/// A browser, a driver or a server: its names on the PATH, and the package of Debian that has it.
const PROGRAMS: [(&[&str], &str); 8] = [
    (&["chromium", "chromium-browser", "google-chrome"], "chromium"),
    (&["chromedriver"], "chromium-driver"),
    (&["firefox-esr", "firefox"], "firefox-esr"),
    (&["WebKitWebDriver"], "webkit2gtk-driver"),
    // Comes with its libraries, not onto the PATH.
    (&["MiniBrowser"], "libwebkit2gtk-4.1-0"),
    (&["Xvfb"], "xvfb"),
    (&["mosquitto"], "mosquitto"),
    (&["nginx"], "nginx"),
];

/// Where each of [`PROGRAMS`] is, in their order; one run of apt-get for all that is missing.
fn programs() -> Result<[PathBuf; 8]> {
    let found = PROGRAMS.map(|(names, _)| installed(names));
    if found.iter().any(Option::is_none) {
        let mut missing: Vec<&str> =
            PROGRAMS.iter().zip(&found).filter(|(_, path)| path.is_none()).map(|((_, package), _)| *package).collect();
        missing.dedup();
        install(&missing)?;
    }
    let mut paths = [const { PathBuf::new() }; 8];
    for (path, (names, package)) in paths.iter_mut().zip(PROGRAMS) {
        *path = installed(names).with_context(|| format!("{package} is installed, but has no {}", names[0]))?;
    }
    Ok(paths)
}

/// For `brokers`, beyond what the tests need. Debian's program of the same name on the PATH changes the user first.
pub fn for_brokers() -> Result<PathBuf> {
    let program = PathBuf::from("/usr/lib/rabbitmq/bin/rabbitmq-server");
    if !program.is_file() {
        install(&["rabbitmq-server"])?;
    }
    Ok(program)
}

/// The first of them alone.
pub fn chromium() -> Result<PathBuf> {
    let [(names, package), ..] = PROGRAMS;
    if installed(names).is_none() {
        install(&[package])?;
    }
    installed(names).context("chromium is installed, but not on the PATH")
}

fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let is_root = output_of(program("id").arg("-u")).as_deref() == Some("0");
    if !is_root || on_path(&["apt-get"]).is_none() {
        bail!("the tests need programs that are not here: install them (on Debian: `apt-get install {names}`)");
    }
    step(&format!("Installing {names} (apt-get)"), || {
        steps::run(program("apt-get").arg("update"))?;
        steps::run(
            program("apt-get")
                .args(["install", "--yes", "--no-install-recommends"])
                .args(packages)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    })
}

/// On the PATH, where Debian has servers, which is not on every user's, or among WebKitGTK's libraries, as
/// /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser.
fn installed(names: &[&str]) -> Option<PathBuf> {
    on_path(names).or_else(|| first_on(&"/usr/sbin".into(), names)).or_else(|| {
        let folders = fs::read_dir("/usr/lib").ok()?;
        folders
            .filter_map(|folder| Some(folder.ok()?.path().join("webkit2gtk-4.1").join(names.first()?)))
            .find(|program| program.is_file())
    })
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    first_on(&env::var_os("PATH")?, names)
}

fn first_on(path: &OsString, names: &[&str]) -> Option<PathBuf> {
    names
        .iter()
        .flat_map(|name| env::split_paths(path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

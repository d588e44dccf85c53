//! Does everything work? Every test of the project, and one summary.

use crate::bench;
use crate::build;
use crate::release;
use crate::server::{self, Server};
use crate::steps::{self, cargo, output_of, program, root};
use crate::tools::{self, TestTools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// For `test`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only the checks whose name has this in it
    #[arg(default_value = "")]
    part: String,
}

/// Its name in the summary, and how it is made.
type Check = (&'static str, fn(&TestTools) -> Result<()>);

/// In this order.
const CHECKS: &[Check] = &[
    ("Rust: formatting", |_| steps::run(cargo().args(["fmt", "--all", "--check"]))),
    ("Rust: lints", |_| lints()),
    ("JavaScript and CSS: formatting, lints", |_| {
        steps::run(program("node").args(["node_modules/@biomejs/biome/bin/biome", "ci", "--diagnostic-level=error"]))
    }),
    ("Spelling", |tools| steps::run(program("typos").env("PATH", &tools.path))),
    ("Rust: documentation", |_| rustdoc()),
    ("Rust: the oldest compiler that is supported", |_| oldest_compiler()),
    ("Rust: the machine, natively", |_| rust_tests("uni-socket")),
    ("Rust: xtask", |_| rust_tests("xtask")),
    ("Rust: the server", |_| rust_tests("uni-socket-server")),
    ("Rust: the crate in Chromium (wasm-pack)", in_browser),
    ("Package: build and size", |_| built()),
    ("Package: types", |_| types()),
    ("Package: in three engines and Node", |tools| {
        build::with_planted_panics()?;
        node_tests(tools, "tests/package", "900000")
    }),
    ("Package: under faults", |tools| node_tests(tools, "tests/faults", "400000")),
    ("Package: as the model of the contract says", |tools| node_tests(tools, "tests/model", "600000")),
    ("Package: in bundlers, Node, workers, SSR", |tools| {
        tools::for_consumers()?;
        node_tests(tools, "tests/consumers", "600000")
    }),
    ("Console: in Chromium", |tools| node_tests(tools, "tests/console", "300000")),
    ("Package: on simulated mini-program hosts", |tools| node_tests(tools, "tests/hosts", "900000")),
    ("Package: with clients of others", |tools| {
        tools::for_clients()?;
        node_tests(tools, "tests/clients", "60000")
    }),
    ("Package: with brokers and a proxy", |tools| {
        tools::for_clients()?;
        node_tests(tools, "tests/brokers", "180000")
    }),
    ("Package: a server that many lose", |tools| node_tests(tools, "tests/fleet", "300000")),
    ("Package: in uni-app, Taro, WeChat projects", |tools| {
        tools::for_projects()?;
        node_tests(tools, "tests/apps", "1800000")
    }),
    ("Examples: each started, and used", |tools| node_tests(tools, "tests/examples", "300000")),
    ("Documentation: what it shows works", |tools| {
        tools::for_docs()?;
        node_tests(tools, "tests/docs", "300000")?;
        reference()
    }),
    ("Benches: each kind of work, once", |_| {
        built()?;
        bench::rehearse()
    }),
    ("Release: made in a clone", |_| release::rehearse()),
    ("Rules: each has a test", |_| rules()),
];

/// `cargo xtask test`.
pub fn run(Arguments { part }: &Arguments) -> Result<()> {
    let mut checks = CHECKS.to_vec();
    checks.retain(|(name, _)| name.to_lowercase().contains(&part.to_lowercase()));
    if checks.is_empty() {
        let names: Vec<_> = CHECKS.iter().map(|(name, _)| *name).collect();
        bail!("no check has {part:?} in its name; there are:\n  {}", names.join("\n  "));
    }
    tools::for_build()?;
    let tools = tools::for_tests()?;
    let mut summary = Summary::default();
    for (name, check) in checks {
        summary.check(name, || check(&tools));
    }
    summary.close()
}

/// `cargo xtask brokers`.
pub fn brokers() -> Result<()> {
    tools::for_build()?;
    let tools = tools::for_tests()?;
    tools::for_clients()?;
    let rabbitmq = tools::for_brokers()?;
    built()?;
    let mut files = test_files("tests/brokers")?;
    files.push("tests/brokers/rabbitmq.mjs".into());
    steps::run(node(&tools, &files, "180000").env("RABBITMQ", rabbitmq))
}

/// `cargo xtask hosts`.
pub fn hosts() -> Result<()> {
    tools::for_build()?;
    built()?;
    steps::run(program("node").arg("tests/hosts/table.mjs"))
}

/// `cargo xtask faults`.
pub fn faults() -> Result<()> {
    tools::for_build()?;
    let tools = tools::for_tests()?;
    built()?;
    steps::run(with_tools(program("node").arg("tests/faults/table.mjs"), &tools))
}

/// `cargo xtask api`.
pub fn api() -> Result<()> {
    tools::for_docs()?;
    reference()
}

/// Every member has its words, or it fails.
fn reference() -> Result<()> {
    steps::run(program("node").args(["target/docs/node_modules/typedoc/bin/typedoc", "--options", "pkg/typedoc.json"]))
}

/// `cargo xtask rules`.
pub fn rules() -> Result<()> {
    steps::run(program("node").arg("tests/support/rules.mjs"))
}

fn lints() -> Result<()> {
    let deny = ["--", "--deny=warnings"];
    steps::run(cargo().args(["clippy", "--locked", "--quiet", "--workspace", "--all-targets"]).args(deny))?;
    let wasm = ["clippy", "--locked", "--quiet", "--package=uni-socket", "--target=wasm32-unknown-unknown"];
    steps::run(cargo().args(wasm).args(deny))?;
    steps::run(cargo().args(wasm).args(["--all-targets", "--features=development,planted-panic"]).args(deny))
}

fn rust_tests(package: &str) -> Result<()> {
    steps::run(cargo().args(["test", "--locked", "--quiet", "--package", package]))
}

fn rustdoc() -> Result<()> {
    let document = ["doc", "--locked", "--quiet", "--no-deps"];
    let deny = ("RUSTDOCFLAGS", "--deny=warnings");
    steps::run(cargo().args(document).arg("--workspace").env(deny.0, deny.1))?;
    let wasm = ["--package=uni-socket", "--target=wasm32-unknown-unknown"];
    steps::run(cargo().args(document).args(wasm).env(deny.0, deny.1))
}

/// Of the library. What is built with, and what serves the tests, needs the one of rust-toolchain.toml.
fn oldest_compiler() -> Result<()> {
    let metadata = output_of(cargo().args(["metadata", "--locked", "--no-deps", "--format-version=1"]));
    let metadata: serde_json::Value = serde_json::from_str(&metadata.context("no `cargo metadata`")?)?;
    let version = metadata["packages"]
        .as_array()
        .and_then(|packages| packages.iter().find(|package| package["name"] == "uni-socket")?["rust_version"].as_str())
        .context("Cargo.toml names no rust-version")?;
    let check = ["check", "--locked", "--quiet", "--package=uni-socket", "--target=wasm32-unknown-unknown"];
    steps::run(tools::cargo_of(version)?.args(check))
}

/// Each folder by itself: the global names of one vendor's types collide with those of another's.
fn types() -> Result<()> {
    for project in ["tests/types", "tests/types/weixin", "tests/types/alipay", "tests/types/toutiao"] {
        steps::run(program("node").args(["node_modules/typescript/bin/tsc", "--project", project]))?;
    }
    Ok(())
}

/// How long the tests in Chromium may take once they are compiled: twenty times what they do.
const PATIENCE: Duration = Duration::from_secs(45);
const RUNS: u32 = 6;

/// The HTTP server inside wasm-bindgen's test runner (tiny_http) now and then leaves a connection of the page to a thread
/// that is taken for good: then the page does not load, no test begins, and the runner waits for ever. Such a run is ended
/// and begun again. A test that fails is never run again, and one that never ends does so in every run.
fn in_browser(tools: &TestTools) -> Result<()> {
    let server = Server::start(&server::Arguments { port: 0, tls_port: 0 })?;
    // Read at compile time: a test in a browser has no environment.
    let address = ("UNI_SOCKET_SERVER", server.http().replacen("http", "ws", 1));
    let target = ["test", "--no-run", "--locked", "--target=wasm32-unknown-unknown", "--features=development"];
    steps::run(cargo().args(target).env(address.0, &address.1))?;
    for run in 1..=RUNS {
        let mut wasm_pack = program("wasm-pack");
        wasm_pack
            .args(["test", "--headless", "--chrome", "--mode=no-install", "--chromedriver"])
            .arg(&tools.chromedriver)
            .args(["--", "--locked", "--features=development"])
            .env("PATH", &tools.path)
            .env(address.0, &address.1);
        if steps::run_within(&mut wasm_pack, PATIENCE)? {
            return Ok(());
        }
        println!("    run {run} of at most {RUNS}: the page of the test runner did not load");
    }
    bail!("in {RUNS} runs no test came to its end")
}

/// What the tests in Node play with: the package and the server, as their sources are now. Once in a run.
fn built() -> Result<()> {
    static BUILT: OnceLock<()> = OnceLock::new();
    if BUILT.get().is_none() {
        build::build()?;
        steps::run(cargo().args(["build", "--locked", "--package=uni-socket-server"]))?;
        BUILT.get_or_init(|| ());
    }
    Ok(())
}

/// Runs the test files of a folder. `patience` is in milliseconds, for each file.
fn node_tests(tools: &TestTools, folder: &str, patience: &str) -> Result<()> {
    built()?;
    steps::run(&mut node(tools, &test_files(folder)?, patience))
}

/// Named one by one: Node 20 does not expand patterns.
fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join(folder))?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}

/// Node's test runner, with these files.
fn node(tools: &TestTools, files: &[PathBuf], patience: &str) -> Command {
    let mut node = program("node");
    // One after another: on two cores a browser needs both.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .arg(format!("--test-timeout={patience}"))
        .args(files);
    with_tools(&mut node, tools);
    node
}

/// Tells a program where the browsers and the others are.
fn with_tools<'a>(node: &'a mut Command, tools: &TestTools) -> &'a mut Command {
    node.env("CHROMIUM", &tools.chromium)
        .env("FIREFOX", &tools.firefox)
        .env("GECKODRIVER", &tools.geckodriver)
        .env("MINI_BROWSER", &tools.mini_browser)
        .env("WEBKIT_DRIVER", &tools.webkit_driver)
        .env("XVFB", &tools.xvfb)
        .env("MOSQUITTO", &tools.mosquitto)
        .env("NGINX", &tools.nginx)
}

/// What has been checked, with its outcome and its time.
#[derive(Default)]
struct Summary {
    rows: Vec<(&'static str, bool, f64)>,
}

impl Summary {
    fn check(&mut self, name: &'static str, check: impl FnOnce() -> Result<()>) {
        let start = Instant::now();
        let result = steps::step(name, check);
        if let Err(error) = &result {
            eprintln!("    FAILED: {error:#}");
        }
        self.rows.push((name, result.is_ok(), start.elapsed().as_secs_f64()));
    }

    fn close(self) -> Result<()> {
        println!("\nSummary");
        for (name, passed, seconds) in &self.rows {
            println!("  {}  {name:<44}{seconds:>7.1} s", if *passed { "ok    " } else { "FAILED" });
        }
        let failed = self.rows.iter().filter(|(_, passed, _)| !passed).count();
        if failed > 0 {
            bail!("{failed} of {} checks failed", self.rows.len());
        }
        println!("All {} checks passed.", self.rows.len());
        Ok(())
    }
}

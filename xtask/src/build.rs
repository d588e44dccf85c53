//! How is the npm package made? The crate to wasm, wasm to glue, and both to pkg/dist.

use crate::steps::{self, cargo, program, root, step};
use crate::tools;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

#[derive(clap::Args)]
pub struct Arguments {
    /// Builds a core that panics where a page tells it to, into target/planted, instead of the package
    #[arg(long)]
    planted_panics: bool,
}

/// `cargo xtask build`: installs what the build needs, and builds.
pub fn run(arguments: &Arguments) -> Result<()> {
    tools::for_build()?;
    if arguments.planted_panics { with_planted_panics() } else { build() }
}

/// Builds the entries of a core that panics where it is told to, into target/planted/dist: for tests/package/traps.test.mjs.
pub fn with_planted_panics() -> Result<()> {
    let folder = fresh_folder("target/planted")?;
    let wasm = compile("planted-panic", "wasm", &[])?;
    generate(&wasm, &folder)?;
    steps::run(program("node").arg("tests/support/planted.mjs").arg(&folder))
}

/// Builds with what is installed.
pub fn build() -> Result<()> {
    let folder = fresh_folder("target/package")?;
    for flavour in &FLAVOURS {
        let wasm = step(&format!("Compiling the core to WebAssembly ({})", flavour.name), || {
            compile(flavour.features, "wasm", &[])
        })?;
        generate(&wasm, &folder.join(flavour.name)).context("generating the glue (wasm-bindgen)")?;
    }
    step("Bundling the package (wasm-opt, wasm2js, esbuild)", || {
        steps::run(program("node").arg("pkg/build.mjs").arg(&folder))
    })
}

/// One of the builds of the core that the package has.
struct Flavour {
    name: &'static str,
    features: &'static str,
}

const FLAVOURS: [Flavour; 2] =
    [Flavour { name: "production", features: "" }, Flavour { name: "development", features: "development" }];

/// Compiles the crate in a profile; `settings` are ones of cargo's, beyond those in its files.
pub fn compile(features: &str, profile: &str, settings: &[&str]) -> Result<PathBuf> {
    // The CPU: with the `wasm` profile's strip this makes wasm-bindgen do without reference types, so that the module loads
    // on iOS 12 and on mini-program hosts, and wasm2js takes it. A test asserts it (tests/package/module.test.mjs).
    // Bulk memory: otherwise the compiler brings its own memcpy and memmove, 2 kB of them; `core.mjs` has wasm-opt put a
    // loop in the place of each instruction.
    // The inlining: of what is called once only; anything more costs 2 kB (brotli) and gains nothing that can be measured.
    // The stack: of the default megabyte, which every page would have to provide, a few kilobytes are used. It lies first in
    // memory: one that overflows is a trap.
    // The paths: what is published says nothing about the machine that it was built on.
    let home = env::var("CARGO_HOME").unwrap_or_else(|_| "~/.cargo".into());
    let registry = home.replace('~', &env::var("HOME").unwrap_or_default());
    let flags = serde_json::to_string(&[
        "-Ctarget-cpu=mvp".to_owned(),
        "-Ctarget-feature=+bulk-memory".to_owned(),
        "-Cllvm-args=-inline-threshold=0".to_owned(),
        "-Clink-arg=-zstack-size=65536".to_owned(),
        format!("--remap-path-prefix={registry}=cargo"),
        format!("--remap-path-prefix={}=uni-socket", root().display()),
    ])?;
    steps::run(
        cargo()
            .args(["build", "--locked", "--lib", "--package=uni-socket", "--target=wasm32-unknown-unknown"])
            .args(["--profile", profile, "--features", features])
            .args(settings.iter().flat_map(|setting| ["--config", setting]))
            .arg(format!("--config=target.wasm32-unknown-unknown.rustflags={flags}")),
    )?;
    Ok(root().join(format!("target/wasm32-unknown-unknown/{profile}/uni_socket.wasm")))
}

fn fresh_folder(path: &str) -> Result<PathBuf> {
    let folder = root().join(path);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(folder)
}

fn generate(wasm: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).bundler(true)?.typescript(false).remove_producers_section(true);
    bindgen.generate_output()?.emit(folder)
}

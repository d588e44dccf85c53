//! How is the npm package made? The crate to wasm, wasm to glue, and both to pkg/dist.

use crate::steps::{self, cargo, program, root, step};
use crate::tools;
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// `cargo xtask build`.
pub fn run_with_tools() -> Result<()> {
    let wasm = step("Compiling the core to WebAssembly", compile)?;
    let (bindgen, shells) = step("Generating the glue (wasm-bindgen)", || generate(&wasm))?;
    step("Bundling the package (wasm-opt, wasm2js, esbuild)", || {
        steps::run(program("node").arg("pkg/build.mjs").arg(&bindgen).arg(&shells))
    })
}

/// Installs what the build needs, and builds.
pub fn run() -> Result<()> {
    tools::for_build()?;
    run_with_tools()
}

fn compile() -> Result<PathBuf> {
    // With the `wasm` profile's strip this makes wasm-bindgen do without reference types, so that the module loads on iOS
    // 12 and on mini-program hosts, and wasm2js takes it. A test asserts it (tests/package/module.test.mjs).
    let flags = ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Ctarget-cpu=mvp");
    steps::run(
        cargo()
            .args([
                "build",
                "--locked",
                "--lib",
                "--package=uni-socket",
                "--target=wasm32-unknown-unknown",
                "--profile=wasm",
            ])
            .env(flags.0, flags.1),
    )?;
    Ok(root().join("target/wasm32-unknown-unknown/wasm/uni_socket.wasm"))
}

/// Returns the folder of the glue, and in it that of the shells.
fn generate(wasm: &PathBuf) -> Result<(PathBuf, PathBuf)> {
    let folder = root().join("target/package");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).bundler(true)?.typescript(false).remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let shells = output
        .local_modules()
        .keys()
        .find_map(|name| name.strip_suffix("/uni.js"))
        .map(|name| folder.join("snippets").join(name))
        .ok_or_else(|| anyhow!("wasm-bindgen wrote no src/api/uni.js"))?;
    output.emit(&folder).context("writing the glue")?;
    Ok((folder, shells))
}

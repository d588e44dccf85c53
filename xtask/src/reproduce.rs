//! Is the package that is published the one that its source makes? Two builds in two folders, and one hash.

use crate::steps::{self, output_of, program, root};
use crate::{build, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// `cargo xtask reproduce`.
pub fn run() -> Result<()> {
    if output_of(program("git").args(["status", "--porcelain"])).is_none_or(|changes| !changes.is_empty()) {
        bail!("what is not committed would not be in the second build: commit it, or put it away");
    }
    tools::for_build()?;
    build::build()?;
    let here = hash_of_package(&root())?;
    let folder = root().join("target/reproduce");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    steps::run(program("git").args(["clone", "--quiet", "."]).arg(&folder))?;
    steps::run(program("cargo").args(["xtask", "build"]).current_dir(&folder))?;
    let there = hash_of_package(&folder)?;
    println!("\nThe package, built in\n  {}: {here}\n  {}: {there}", root().display(), folder.display());
    if here != there {
        bail!("the two builds differ");
    }
    println!("Both are the same, byte for byte.");
    Ok(())
}

/// npm's own: SHA-512 of the tarball, in base64.
fn hash_of_package(folder: &Path) -> Result<String> {
    let json = output_of(program("npm").args(["pack", "--workspace=pkg", "--dry-run", "--json"]).current_dir(folder))
        .context("npm cannot pack the package")?;
    let packed: serde_json::Value = serde_json::from_str(&json)?;
    let hash = packed.pointer("/0/integrity").and_then(|integrity| integrity.as_str());
    Ok(hash.context("npm says no hash of what it packs")?.to_owned())
}

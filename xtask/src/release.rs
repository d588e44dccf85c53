//! How is a version made? Everything short of publishing: the versions, the changelog, the packages, their hashes.

use crate::steps::{self, cargo, output_of, program, root, step};
use crate::{build, example, tools};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

/// What stands in the changelog in the place of a date.
const UNRELEASED: &str = "not released yet";

/// For `release`.
#[derive(clap::Args)]
pub struct Arguments {
    /// As in 1.2.3
    version: String,
    /// Only say which files would be changed, and how
    #[arg(long)]
    dry_run: bool,
}

/// `cargo xtask release`.
pub fn run(Arguments { version, dry_run }: &Arguments) -> Result<()> {
    if version.split('.').filter(|part| part.parse::<u32>().is_ok()).count() != 3 || version.split('.').count() != 3 {
        bail!("a version is three numbers, as in 1.2.3, got {version:?}");
    }
    if output_of(program("git").args(["status", "--porcelain"])).is_none_or(|changes| !changes.is_empty()) {
        bail!("what is not committed would come into the release: commit it, or put it away");
    }
    let today = output_of(program("node").args(["-p", "new Date().toISOString().slice(0, 10)"])).context("no Node")?;
    // All are made before the first is written: none is changed if one cannot be.
    let mut changes = with_version(version)?;
    changes.push(changed("CHANGELOG.md", |text| with_date(text, version, &today))?);
    for (path, _) in &changes {
        println!("{path}: {version}");
    }
    if *dry_run {
        println!("Nothing was changed.");
        return Ok(());
    }
    for (path, text) in changes {
        fs::write(root().join(path), text)?;
    }
    // Neither asks for newer versions of anything else.
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        steps::run(cargo().args(["update", "--quiet", "--workspace", "--manifest-path", manifest]))?;
    }
    steps::run(program(tools::NPM).args(["install", "--package-lock-only", "--ignore-scripts"]))?;
    tools::for_build()?;
    build::build()?;
    step("Asking publint and TypeScript what they find", || {
        steps::run(program("node").args(["--test", "tests/package/publish.test.mjs"]))
    })?;
    pack(version)?;
    println!("\nWhat is left, once `cargo xtask test` and `cargo xtask reproduce` have passed:");
    println!("  git commit --all --message 'Version {version}' && git tag v{version} && git push --follow-tags");
    println!("  npm publish target/release-{version}/uni-socket-{version}.tgz");
    Ok(())
}

/// A release of what is committed, of a number that is longer than the next ones, in a clone that is thrown away.
pub fn rehearse() -> Result<()> {
    const VERSION: &str = "99.99.99";
    let clone = root().join("target/rehearsal");
    if clone.exists() {
        fs::remove_dir_all(&clone)?;
    }
    steps::run(program("git").args(["clone", "--quiet", "."]).arg(&clone))?;
    // After a release nothing is new.
    let changelog = fs::read_to_string(clone.join("CHANGELOG.md"))?;
    let news = changelog.replacen("\n## ", &format!("\n## {VERSION}, {UNRELEASED}\n\n- A rehearsal.\n\n## "), 1);
    fs::write(clone.join("CHANGELOG.md"), news)?;
    let author = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@example.com"];
    let commit = ["commit", "--quiet", "--all", "--message=A rehearsal"];
    steps::run(program("git").args(author).args(commit).current_dir(&clone))?;
    steps::run(program("cargo").args(["xtask", "release", VERSION]).current_dir(&clone))?;
    for change in with_version(VERSION)?.iter().map(|(path, _)| path) {
        let text = fs::read_to_string(clone.join(change))?;
        ensure!(text.contains(VERSION), "{change} has another version");
    }
    let packed = clone.join(format!("target/release-{VERSION}"));
    steps::run(program("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(&packed))?;
    let hashes = fs::read_to_string(packed.join("SHA256SUMS"))?;
    for package in ["crate", "tgz"] {
        ensure!(hashes.contains(&format!("  uni-socket-{VERSION}.{package}\n")), "no .{package} was made");
    }
    Ok(fs::remove_dir_all(&clone)?)
}

/// A file, and what it will be.
type Change = (String, String);

fn changed(path: &str, make: impl Fn(&str) -> Option<String>) -> Result<Change> {
    let text = fs::read_to_string(root().join(path)).with_context(|| format!("{path} cannot be read"))?;
    let text = make(&text).with_context(|| format!("{path} has another form than expected: see release.rs"))?;
    Ok((path.to_owned(), text))
}

/// The files that name the version, with another one.
fn with_version(version: &str) -> Result<Vec<Change>> {
    let mut changes = vec![
        changed("Cargo.toml", |text| after(text, "[workspace.package]\nversion = \"", version))?,
        changed("pkg/package.json", |text| after(text, "\"version\": \"", version))?,
    ];
    for name in example::NAMES {
        let path = format!("examples/{name}/package.json");
        changes.push(changed(&path, |text| after(text, "\"uni-socket\": \"^", version))?);
    }
    Ok(changes)
}

/// Puts the version and the day in the place of the heading of what is not released.
fn with_date(changelog: &str, version: &str, today: &str) -> Option<String> {
    let heading = changelog.lines().find(|line| line.starts_with("## "))?;
    heading.ends_with(UNRELEASED).then(|| changelog.replacen(heading, &format!("## {version}, {today}"), 1))
}

/// Puts `version` in the place of what stands in quotes behind `mark`.
fn after(text: &str, mark: &str, version: &str) -> Option<String> {
    let (head, rest) = text.split_once(mark)?;
    let (_, tail) = rest.split_once('"')?;
    Some(format!("{head}{mark}{version}\"{tail}"))
}

/// Both packages and their hashes, in target/release-VERSION.
fn pack(version: &str) -> Result<()> {
    let name = format!("target/release-{version}");
    let folder = root().join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    step("Packing the package for npm", || {
        steps::run(program(tools::NPM).args(["pack", "--silent", "--workspace=pkg", "--pack-destination", &name]))
    })?;
    step("Packing the crate, and building what is packed", || {
        // The versions are changed and not yet committed.
        steps::run(cargo().args(["package", "--locked", "--allow-dirty", "--package=uni-socket"]))
    })?;
    let file = format!("uni-socket-{version}.crate");
    fs::copy(root().join("target/package").join(&file), folder.join(&file))?;
    write_hashes(&folder)
}

fn write_hashes(folder: &Path) -> Result<()> {
    let script = "const { createHash } = require('crypto'), { readFileSync, readdirSync } = require('fs');
        for (const name of readdirSync('.').sort())
            console.log(`${createHash('sha256').update(readFileSync(name)).digest('hex')}  ${name}`)";
    let hashes =
        output_of(program("node").args(["-e", script]).current_dir(folder)).context("the hashes cannot be made")?;
    println!("\n{hashes}");
    Ok(fs::write(folder.join("SHA256SUMS"), hashes + "\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_names_the_version_can_be_changed() {
        for (path, text) in with_version("12.34.56").unwrap() {
            assert!(text.contains("12.34.56"), "{path}");
        }
    }

    #[test]
    fn a_changelog_without_anything_new_is_no_release() {
        let before = "# Changelog\n\n## 1.0.0, not released yet\n\n- More.\n\n## 0.9.0, 2026-01-01\n";
        let released = with_date(before, "1.0.0", "2026-01-02").unwrap();
        assert_eq!(released, "# Changelog\n\n## 1.0.0, 2026-01-02\n\n- More.\n\n## 0.9.0, 2026-01-01\n");
        assert_eq!(with_date(&released, "1.0.1", "2026-01-03"), None);
    }

    #[test]
    fn only_the_version_is_changed() {
        let text = "{ \"version\": \"1.0.0\", \"other\": \"1.0.0\" }";
        let changed = after(text, "\"version\": \"", "2.0.0").unwrap();
        assert_eq!(changed, "{ \"version\": \"2.0.0\", \"other\": \"1.0.0\" }");
    }
}

//! How is a step run? With its name and its time on the terminal, in the repository's root, and with a clear end if it fails.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A program that will run in the repository's root.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Cargo, as the one that runs this. Without what this run of it set for itself: the wasm build must not inherit it.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Does `work` under a heading, and says how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n==> {name}");
    let start = Instant::now();
    let result = work().with_context(|| format!("{name} failed"))?;
    println!("    done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// Runs a program to its end; what it prints goes to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("`{name}` cannot be started"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a program, as [`run`] does, but not for longer than `patience`: false if it had to be ended, with all that it has
/// started.
pub fn run_within(command: &mut Command, patience: Duration) -> Result<bool> {
    let name = command.get_program().to_string_lossy().into_owned();
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn().with_context(|| format!("`{name}` cannot be started"))?;
    let end = Instant::now() + patience;
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("`{name}` ended with {status}");
            }
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    // The whole group; by itself where there are no groups. It may just have ended. Without the `--` kill takes the group
    // for an option, and says nothing.
    #[cfg(unix)]
    let _ = program("kill").args(["-9", "--", &format!("-{}", child.id())]).status();
    let _ = child.kill();
    child.wait()?;
    Ok(false)
}

/// What a program prints, or nothing if it cannot be run or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

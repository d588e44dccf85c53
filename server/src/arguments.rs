//! What the command line can say.

use std::net::Ipv4Addr;

use lexopt::prelude::*;
use uni_socket_server::server::Settings;

/// Printed by `--help`.
pub(crate) const HELP: &str = "\
The WebSocket echo and fault server of uni-socket. Listens on this machine only.

Usage: uni-socket-server [OPTIONS]

Options:
  --address IP        address to listen on, one of this machine's own (default 127.0.0.1)
  --port N            port for HTTP and ws: (default 0: any free one)
  --tls-port N        port for HTTPS and wss: (default 0: any free one)
  --root DIR          directory that contains the folders to serve (default .)
  --folder NAME       serve this folder of the root at /NAME/; may be repeated
  --isolate           serve pages cross-origin isolated: their clock is exact to 5 microseconds
  --exit-with-stdin   end when standard input is closed
  -h, --help          print this
";

/// What to do.
pub(crate) enum Command {
    Help,
    Serve { settings: Settings, exit_with_stdin: bool },
}

/// Reads the arguments of this process.
pub(crate) fn parse() -> Result<Command, lexopt::Error> {
    let mut settings = Settings { root: ".".into(), ..Settings::default() };
    let mut exit_with_stdin = false;
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("address") => settings.address = address(arguments.value()?.parse()?)?,
            Long("port") => settings.port = arguments.value()?.parse()?,
            Long("tls-port") => settings.tls_port = arguments.value()?.parse()?,
            Long("root") => settings.root = arguments.value()?.into(),
            Long("folder") => settings.folders.push(folder(arguments.value()?.string()?)?),
            Long("isolate") => settings.isolate = true,
            Long("exit-with-stdin") => exit_with_stdin = true,
            Short('h') | Long("help") => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Serve { settings, exit_with_stdin })
}

/// This must not face a network.
fn address(address: Ipv4Addr) -> Result<Ipv4Addr, lexopt::Error> {
    if !address.is_loopback() {
        return Err(format!("--address is one of 127.0.0.0/8, got {address}").into());
    }
    Ok(address)
}

/// A name is one path segment, the same in a URL and on disk.
fn folder(name: String) -> Result<String, lexopt::Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        return Err(format!(
            "--folder is the name of a first-level folder (letters, digits, `-`, `_`, `.`), got {name:?}"
        )
        .into());
    }
    Ok(name)
}

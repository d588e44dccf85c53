//! The program: reads the arguments, says where it listens, and serves until told to end.

mod arguments;

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::json;
use tokio::sync::oneshot;
use uni_socket_server::server::Server;

use crate::arguments::Command;

/// Bad arguments, or a port that cannot be had: the person who started it has to act.
const EXIT_USAGE: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let (settings, exit_with_stdin) = match arguments::parse() {
        Ok(Command::Serve { settings, exit_with_stdin }) => (settings, exit_with_stdin),
        Ok(Command::Help) => {
            print!("{}", arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => return fail(&format!("{error} (see --help)")),
    };
    let server = match Server::bind(settings).await {
        Ok(server) => server,
        Err(error) => return fail(&error.to_string()),
    };
    // Before the announcement: whoever reads that may end us at once.
    let interrupted = match interruption() {
        Ok(interrupted) => interrupted,
        Err(error) => return fail(&format!("cannot listen for signals: {error}")),
    };
    if announce(&server).is_err() {
        return fail("standard output is closed, so no one can learn the ports");
    }
    tokio::select! {
        never = server.run() => match never {},
        () = interrupted => ExitCode::SUCCESS,
        () = stdin_closed(), if exit_with_stdin => ExitCode::SUCCESS,
    }
}

fn fail(why: &str) -> ExitCode {
    eprintln!("uni-socket-server: {why}");
    ExitCode::from(EXIT_USAGE)
}

/// One line for whoever started this: it is ready, and where.
fn announce(server: &Server) -> io::Result<()> {
    let line = json!({
        "http": format!("http://{}", server.address()),
        "https": format!("https://{}", server.tls_address()),
    });
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// Listens for SIGINT and SIGTERM from now on; the future resolves on the first.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C from now on; the future resolves on the first.
#[cfg(windows)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

/// Resolves when the parent has closed its end, which its death does too.
async fn stdin_closed() {
    let (closed, resolve) = oneshot::channel::<()>();
    // A thread of its own: the runtime would wait for a blocking read before it ends.
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        drop(closed);
    });
    let _ = resolve.await;
}

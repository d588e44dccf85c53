//! The program around the server: its one line, its exit codes, its end.

use std::net::TcpListener;
use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdout, Command};

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_uni-socket-server"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

async fn ready(child: &mut Child) -> (Value, BufReader<ChildStdout>) {
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).await.unwrap();
    (serde_json::from_str(&line).unwrap(), stdout)
}

#[tokio::test]
async fn says_where_it_listens_and_ends_with_its_parent() {
    let mut child = program(&["--exit-with-stdin"]).spawn().unwrap();
    let (line, mut stdout) = ready(&mut child).await;
    for scheme in ["http", "https"] {
        let address = line[scheme].as_str().unwrap();
        let address = address.strip_prefix(&format!("{scheme}://")).unwrap();
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        TcpStream::connect(address).await.unwrap();
    }

    drop(child.stdin.take());
    assert_eq!(child.wait().await.unwrap().code(), Some(0));
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).await.unwrap();
    assert_eq!(rest, "", "one line and no more");
}

// Elsewhere a machine may have to be told first that these addresses are its own.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn listens_on_another_address_of_the_machine() {
    let mut child = program(&["--address", "127.0.0.2"]).spawn().unwrap();
    let (line, _stdout) = ready(&mut child).await;
    assert!(line["http"].as_str().unwrap().starts_with("http://127.0.0.2:"), "{line}");
}

#[cfg(unix)]
#[tokio::test]
async fn ends_on_signals() {
    for signal in ["INT", "TERM"] {
        let mut child = program(&[]).spawn().unwrap();
        ready(&mut child).await;
        let id = child.id().unwrap().to_string();
        let kill = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(kill.await.unwrap().success());
        assert_eq!(child.wait().await.unwrap().code(), Some(0), "{signal}");
    }
}

#[tokio::test]
async fn a_port_in_use_is_explained() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for option in ["--port", "--tls-port"] {
        let output = program(&[option, &port]).output().await.unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(stderr.contains(&port), "{stderr}");
        assert!(stderr.contains(&format!("{option} N")), "{stderr}");
    }
}

#[tokio::test]
async fn wrong_arguments_are_explained() {
    for arguments in [
        &["--prot", "1"][..],
        &["--port", "many"],
        &["--folder", "../up"],
        &["--folder", "a/b"],
        &["--root", "/no/such/directory"],
        &["--address", "0.0.0.0"],
    ] {
        let output = program(arguments).output().await.unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

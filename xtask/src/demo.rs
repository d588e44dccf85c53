//! How does one see it? From a clone to the console page, with one command.

use crate::server::{self, Server};
use crate::{build, tools};
use anyhow::Result;

/// For `demo`.
#[derive(clap::Args)]
// Groups are named after their types, and that of the server's arguments is called the same.
#[group(skip)]
pub struct Arguments {
    #[command(flatten)]
    server: server::Arguments,
    /// Only print the address of the page
    #[arg(long)]
    no_open: bool,
}

/// `cargo xtask demo`.
pub fn run(arguments: &Arguments) -> Result<()> {
    tools::for_build()?;
    build::build()?;
    let server = Server::start(&arguments.server)?;
    let page = format!("{}/www/", server.http());
    println!("\nThe console:  {page}");
    println!("Its sockets:  {}/echo (and /flood, /close, …)", server.http().replacen("http", "ws", 1));
    println!("Ctrl-C ends the server.");
    // A machine without a screen has no browser to open: the address is enough.
    if !arguments.no_open {
        let _ = open::that_detached(&page);
    }
    server.wait()
}

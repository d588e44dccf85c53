//! What do the demo and the tests talk to? The server, as a process that ends with this one.

use anyhow::Result;

/// For `serve` and `demo`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Port to listen on; any free one if left out
    #[arg(long, default_value_t = 0)]
    pub port: u16,
}

pub fn serve(_: &Arguments) -> Result<()> {
    todo!()
}

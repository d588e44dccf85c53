//! The project's own commands: `cargo xtask demo | example | test | hosts | faults | brokers | fleet | build | bench | soak | serve |
//! rules | mutants | fuzz | sizes | api | audit | reproduce | release`.

mod audit;
mod bench;
mod build;
mod demo;
mod example;
mod fleet;
mod fuzz;
mod mutants;
mod release;
mod reproduce;
mod server;
mod sizes;
mod soak;
mod steps;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Builds, tests and shows uni-socket.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the package, starts the server and opens the console page
    Demo(demo::Arguments),
    /// Starts an example of examples/, with the server that it talks to
    Example(example::Arguments),
    /// Runs every test, or a part of them, after installing what they need
    Test(test::Arguments),
    /// Runs the contract on every simulated mini-program host, and writes the table of docs/hosts.md
    Hosts,
    /// Plays the whole fault matrix in three engines, and writes the table of docs/faults.md
    Faults,
    /// Runs the tests with brokers and a proxy, RabbitMQ among them, which the others do without
    Brokers,
    /// Has thousands of real connections lose one server, and counts how they come back
    Fleet(fleet::Arguments),
    /// Builds the npm package into pkg/dist and prints its sizes
    Build(build::Arguments),
    /// Measures the package beside no library at all and beside others, in Chromium
    Bench(bench::Arguments),
    /// Sends messages through faults for as long as is asked for, and accounts for each of them
    Soak(soak::Arguments),
    /// Starts the echo and fault server on what has been built
    Serve(server::Arguments),
    /// Changes the machine in every small way there is, and counts which changes its tests notice
    Mutants(mutants::Arguments),
    /// Has a fuzzer look for an order of inputs in which the machine breaks a promise
    Fuzz(fuzz::Arguments),
    /// Prints where the bytes of the package come from, and what other packages take
    Sizes(sizes::Arguments),
    /// Writes the API reference, from the types of the package, to target/api
    Api,
    /// Asks for known faults of all that this is made of: cargo-deny, npm audit
    Audit,
    /// Makes a version: all but publishing it
    Release(release::Arguments),
    /// Builds the package twice, in two folders, and compares the hashes of what would be published
    Reproduce,
    /// Lists the rules of docs/contract.md with their tests; fails on a rule without one
    Rules,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Example(arguments) => example::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Hosts => test::hosts(),
        Command::Faults => test::faults(),
        Command::Brokers => test::brokers(),
        Command::Fleet(arguments) => fleet::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Soak(arguments) => soak::run(&arguments),
        Command::Serve(arguments) => server::serve(&arguments),
        Command::Mutants(arguments) => mutants::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Sizes(arguments) => sizes::run(&arguments),
        Command::Api => test::api(),
        Command::Audit => audit::run(),
        Command::Reproduce => reproduce::run(),
        Command::Release(arguments) => release::run(&arguments),
        Command::Rules => test::rules(),
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn the_commands_and_their_arguments_fit_together() {
        Arguments::command().debug_assert();
    }
}

//! `keyfob-sandbox`: the sandbox as a program, until ctrl-c.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use clap::Parser;
use keyfob_sandbox::program::{Arguments, run};

/// A stateful stand-in for Kotak Securities Trade API, Kotak Neo and Quatrix, on loopback.
#[derive(Parser)]
#[command(version)]
struct Program {
    #[command(flatten)]
    arguments: Arguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Program::parse().arguments, false).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("keyfob-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

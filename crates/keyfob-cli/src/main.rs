//! `keyfob`: Kotak Securities, Kotak Neo and Quatrix on the command line.
#![forbid(unsafe_code)]

mod account;
mod cli;
mod commands;
mod document;
mod env_file;
mod exit;
mod failure;
mod home;
mod instrument;
mod json;
mod login;
mod logs;
mod new_file;
mod output;
mod prompt;
mod secrets;
mod session;
mod stop;
mod vendor;
mod watch;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use cli::Cli;
use exit::Exit;
use failure::Failure;
use output::Output;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    let output = Output::new(cli.global.json);
    logs::start(cli.global.verbose);
    let outcome = match runtime() {
        Ok(runtime) => {
            let outcome = runtime.block_on(commands::run(cli, &output));
            // Nobody waits for what is still read from a terminal.
            runtime.shutdown_background();
            outcome
        }
        Err(failure) => Err(failure),
    };
    end(outcome, &output)
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::local(format!("no threads can be started: {error}")))
}

/// Help and versions are shown; everything else is wrong usage.
fn refused(error: &clap::Error) -> ExitCode {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let asks_for_json = std::env::args_os().any(|argument| argument == "--json");
    if is_help || !asks_for_json {
        // A closed pipe is no reason to panic.
        let _ = error.print();
        return match error.use_stderr() {
            true => Exit::Usage.into(),
            false => Exit::Done.into(),
        };
    }
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text).trim();
    end(Err(Failure::usage(text)), &Output::new(true))
}

fn end(outcome: Result<(), Failure>, output: &Output) -> ExitCode {
    match outcome {
        Ok(()) => Exit::Done.into(),
        // Who reads the output has seen enough.
        Err(failure) if failure.is_closed_pipe() => Exit::Done.into(),
        Err(failure) => {
            output.failure(&failure);
            failure.exit.into()
        }
    }
}

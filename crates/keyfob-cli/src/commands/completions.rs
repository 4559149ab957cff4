//! `keyfob completions`

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::failure::Failure;
use crate::output::Output;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Whose completions
    shell: Shell,
}

/// Writes them to the standard output, for the shell to read.
pub fn run(output: Output, arguments: Arguments) -> Result<(), Failure> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "keyfob", &mut text);
    output.bytes(&text)
}

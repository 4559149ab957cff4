//! `ci`: what `.ci/run` decides on, for a developer's machine.

use std::path::Path;
use std::process::{Command, ExitCode};

pub fn run(root: &Path) -> ExitCode {
    match Command::new("bash")
        .arg(".ci/run")
        .current_dir(root)
        .status()
    {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bash .ci/run: {error}");
            ExitCode::FAILURE
        }
    }
}

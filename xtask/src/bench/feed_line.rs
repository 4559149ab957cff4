//! `bench feed-line`: what a market feed of 3,000 instruments costs its program, by the program in `benches/feed-line`.

use std::path::Path;
use std::process::{Command, ExitCode};

/// Builds it optimized and runs it.
pub fn feed_line(root: &Path, seconds: u64, hours: f64) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "feed-line",
            "--",
        ])
        .args(["--seconds", &seconds.to_string()])
        .args(["--hours", &hours.to_string()])
        .current_dir(root)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench feed-line: {error}");
            ExitCode::FAILURE
        }
    }
}

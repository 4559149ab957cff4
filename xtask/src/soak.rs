//! `soak`: sessions that are held for long, by the tests of `keyfob` that `cargo test` runs short.

use std::path::Path;
use std::process::{Command, ExitCode};

use clap::ValueEnum;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Soak {
    /// 60 hours of Quatrix and a day of Kotak Neo G1, on a paused clock.
    Sessions,
    /// Processes that share a session, while it is ended and they are killed.
    Fleet,
}

/// Runs one of them, or all; the fleet for so many minutes on each store.
pub fn run(root: &Path, what: Option<Soak>, minutes: f64) -> ExitCode {
    let is_wanted = |soak| what.is_none_or(|wanted| wanted == soak);
    let sessions = is_wanted(Soak::Sessions).then(|| test(root, "soak", None));
    let fleet = is_wanted(Soak::Fleet).then(|| test(root, "fleet", Some(minutes)));
    match [sessions, fleet].into_iter().flatten().all(|passed| passed) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Whether the test passed. It prints its figures itself.
fn test(root: &Path, name: &str, minutes: Option<f64>) -> bool {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["test", "--quiet", "--package", "keyfob", "--test", name])
        .args(["--", "--nocapture"])
        .current_dir(root);
    if let Some(minutes) = minutes {
        command.env("KEYFOB_SOAK_MINUTES", minutes.to_string());
    }
    match command.status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("soak {name}: {error}");
            false
        }
    }
}

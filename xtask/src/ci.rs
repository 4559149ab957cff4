//! `ci`: what `.ci/run` decides on, for a developer's machine; with `--all` also what takes too long for every change.

use std::path::Path;
use std::process::{Command, ExitCode};

/// A check: what it is called, and the command that makes it.
type Check = (&'static str, &'static [&'static str]);

/// What decides on every change.
const EACH: Check = ("every change", &["bash", ".ci/run"]);

/// What is checked each night, after that.
const LONG: [Check; 11] = [
    ("release", &["cargo", "xtask", "release", "--dry-run"]),
    ("the oldest Rust", &["bash", ".ci/msrv"]),
    ("some features only", &["bash", ".ci/features"]),
    ("drift of generated files", &["bash", ".ci/drift"]),
    ("the installed command line", &["bash", ".ci/install"]),
    ("the command line with a keyring", &["bash", ".ci/keyring"]),
    ("rclone against the sandbox", &["bash", ".ci/rclone"]),
    (
        "fuzz targets",
        &[
            "cargo",
            "check",
            "--quiet",
            "--manifest-path",
            "fuzz/Cargo.toml",
        ],
    ),
    (
        "guides and references in a browser",
        &["bash", ".ci/browser"],
    ),
    ("more new vendors", &["bash", ".ci/new-vendor", "--all"]),
    ("budgets", &["cargo", "xtask", "bench", "all"]),
];

/// Runs the checks, each whatever became of those before it.
pub fn run(root: &Path, all: bool) -> ExitCode {
    let long = LONG.iter().filter(|_| all);
    let failed = failed(root, [&EACH].into_iter().chain(long));
    if all && !failed.is_empty() {
        eprintln!("failed: {}", failed.join(", "));
    }
    match failed.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The names of the checks that fail.
fn failed<'a>(root: &Path, checks: impl Iterator<Item = &'a Check>) -> Vec<&'static str> {
    let failed = checks.filter(|(name, command)| {
        println!("\n=== {name}: {}", command.join(" "));
        !passes(root, command)
    });
    failed.map(|(name, _)| *name).collect()
}

fn passes(root: &Path, command: &[&str]) -> bool {
    let Some((program, arguments)) = command.split_first() else {
        return false;
    };
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .status();
    match status {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("{program}: {error}");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_that_is_named_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (name, command) in [EACH].iter().chain(&LONG) {
            if let ["bash", script, ..] = command {
                assert!(root.join(script).is_file(), "{name}: {script}");
            }
        }
    }

    #[test]
    fn every_check_runs_and_those_that_fail_are_named() {
        let checks: [Check; 4] = [
            ("one", &["false"]),
            ("two", &["true"]),
            ("three", &["no-such-program-anywhere"]),
            ("four", &[]),
        ];
        let failed = failed(Path::new("."), checks.iter());
        assert_eq!(failed, ["one", "three", "four"]);
    }
}

//! `bench all`: every measurement that has a budget, one after another.

use std::path::Path;
use std::process::ExitCode;

use super::generate::{self, Asked};
use super::{calls, check, compile, feed, programs};

/// A measurement: what it is called, and what makes it.
type Measurement = (&'static str, fn(&Path) -> ExitCode);

/// How often generation is measured.
const ROUNDS: usize = 3;

const ALL: [Measurement; 6] = [
    ("calls", calls::run),
    ("programs", programs::run),
    ("check", check::run),
    ("compile", compile::run),
    ("generate", generation),
    ("feed", feed::run),
];

fn generation(root: &Path) -> ExitCode {
    generate::run(root, &Asked::of(ROUNDS))
}

/// Makes all of them, whatever becomes of those before; a failure where one fails.
pub fn run(root: &Path) -> ExitCode {
    let failed = failed(root, &ALL);
    if failed.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("\nbroken: {}", failed.join(", "));
    ExitCode::FAILURE
}

/// The names of those that fail.
fn failed(root: &Path, all: &[Measurement]) -> Vec<&'static str> {
    let failed = all.iter().filter(|(name, measure)| {
        println!("\n## {name}\n");
        measure(root) != ExitCode::SUCCESS
    });
    failed.map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_made_and_those_that_fail_are_named() {
        let all: [Measurement; 3] = [
            ("one", |_| ExitCode::FAILURE),
            ("two", |_| ExitCode::SUCCESS),
            ("three", |_| ExitCode::from(2)),
        ];
        assert_eq!(failed(Path::new("."), &all), ["one", "three"]);
    }
}

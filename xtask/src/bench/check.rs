//! `bench check`: the user time of `cargo check` of one client crate, its dependencies made before.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use super::row::{Budget, Row, judged, median};
use super::scale::compile;

/// The medians of so many rounds count.
const ROUNDS: usize = 5;

/// The crates, what they are checked with, and the hundredths of a second of user time that each may take.
const CRATES: [(&str, &[&str], f64); 3] = [
    ("kotak-trade", &[], 100.0),
    ("kotak-neo", &[], 100.0),
    ("quatrix", &["--features", "all"], 400.0),
];

/// Measures, and prints it; a failure where a budget is broken.
pub fn run(root: &Path) -> ExitCode {
    judged("check", measure(root))
}

/// All rows.
///
/// # Errors
/// A crate does not compile.
fn measure(root: &Path) -> io::Result<Vec<Row>> {
    let root = root.canonicalize()?;
    let target = root.join("target/bench/check");
    let rows = CRATES.iter().map(|(name, arguments, most)| {
        let folder = root.join("crates").join(name);
        let rounds = compile::check(&folder, arguments, &target, ROUNDS)?;
        let seconds = rounds.iter().map(|ran| ran.user_seconds).collect();
        Ok(Row {
            what: format!("user time, hundredths of a second, check of {name}"),
            ours: 100.0 * median(seconds).unwrap_or(f64::NAN),
            theirs: None,
            budget: Budget::AtMost(*most),
        })
    });
    rows.collect()
}

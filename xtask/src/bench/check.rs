//! `bench check`: what `cargo check` of one client crate costs, its dependencies made before.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use super::row::{Budget, Row, judged};
use super::scale::compile;

/// The crates, what they are checked with, and the hundredths of a CPU second that each may take.
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
        let ran = compile::check(&root.join("crates").join(name), arguments, &target)?;
        Ok(Row {
            what: format!("CPU, hundredths of a second, cargo check of {name}"),
            ours: 100.0 * ran.cpu_seconds,
            theirs: None,
            budget: Budget::AtMost(*most),
        })
    });
    rows.collect()
}

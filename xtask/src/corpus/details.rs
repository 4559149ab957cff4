//! `docs/imports-left-out.md`: every operation that did not come through, with its reason.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::record::{Outcome, Record};

const HEAD: &str = "\
# What imports leave out

By document: operations that are not in the spec, what stopped a stage, tests that fail, and what else is other than in the
source. Written by `cargo xtask corpus`, as is [imports.md](imports.md).
";

/// Writes the details of all documents that have any.
///
/// # Errors
/// What the file system says.
pub fn write(root: &Path, records: &[Record]) -> io::Result<()> {
    let mut text = HEAD.to_owned();
    for record in records {
        let details = details(record);
        if !details.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n## {}\n\n{details}", record.name);
        }
    }
    let folder = root.join("docs");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("imports-left-out.md"), text)
}

fn details(record: &Record) -> String {
    let mut text = String::new();
    let stages = [
        ("import", failure(&record.import)),
        ("lint", failure(&record.lint)),
        ("generation", failure(&record.generate)),
        ("compiler", failure(&record.check)),
        ("tests", failure(&record.test)),
    ];
    for (stage, failure) in stages {
        let Some(reason) = failure else { continue };
        let reason = reason.trim_end();
        let _ = writeln!(text, "{stage} failed:\n\n```text\n{reason}\n```\n");
    }
    let imported = record.import.as_ref().and_then(Outcome::made);
    if let Some(imported) = imported.filter(|imported| !imported.left_out.is_empty()) {
        text.push_str("| operation | reason |\n|---|---|\n");
        for (operation, reason) in &imported.left_out {
            let reason = reason.replace('|', "\\|").replace('\n', " ");
            let _ = writeln!(text, "| `{operation}` | {reason} |");
        }
    }
    let tested = record.test.as_ref().and_then(Outcome::made);
    for name in tested.iter().flat_map(|tested| &tested.failed) {
        let _ = writeln!(text, "- the test `{name}` fails");
    }
    for (kind, count) in imported.iter().flat_map(|imported| &imported.notes) {
        let _ = writeln!(text, "- {count} × {kind}");
    }
    let linted = record.lint.as_ref().and_then(Outcome::made);
    for (rule, count) in linted.iter().flat_map(|linted| &linted.findings) {
        let _ = writeln!(text, "- the lint: {count} × `{rule}`");
    }
    text
}

fn failure<T>(outcome: &Option<Outcome<T>>) -> Option<&str> {
    outcome.as_ref()?.result.as_ref().err().map(String::as_str)
}

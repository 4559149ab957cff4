//! `docs/imports.md`: what came of each document.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::list::List;
use super::record::{Outcome, Record, Totals, percent};

const HEAD: &str = "\
# Imports

What became of public documents that nobody had adapted: import, generation, compiler, contract tests.
Written by `cargo xtask corpus`. The documents come from packages of pinned versions (`xtask/corpus.toml`).

- **imported**: operations in the spec; what is not is in [imports-left-out.md](imports-left-out.md), each with its reason.
- **compile**: operations in a crate that compiles with all of its tags.
- **tests**: operations in a crate whose contract tests all pass: one that fails says nothing of the operations after the first that it
  does not hold for, so the whole document counts as not passed.
- **findings**: what the lint says of the imported spec.
- The last five columns are CPU seconds: of import, lint and generation in the dev profile, of `cargo check`, its dependencies made before,
  and of `cargo test` with all features.

";

/// Writes the table.
///
/// # Errors
/// What the file system says.
pub fn write(root: &Path, list: &List, records: &[Record]) -> io::Result<()> {
    let mut text = HEAD.to_owned();
    let totals = Totals::of(records);
    let part = |count: usize| format!("{count} ({:.1} %)", percent(count, totals.operations));
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{} documents, {} operations; imported {}, compile {}, tests {}.\n",
        records.len(),
        totals.operations,
        part(totals.imported),
        part(totals.compiled),
        part(totals.through),
    );
    text.push_str(
        "| document | format | kB | operations | imported | compile | tests | findings | lines | import s | lint s | generate s | check s | test s |\n\
         |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for record in records {
        let _ = writeln!(text, "{}", line(record));
    }
    text.push_str("\n## Origin\n\n| document | package | file |\n|---|---|---|\n");
    for document in &list.documents {
        let origin = list.origin(document);
        let _ = writeln!(
            text,
            "| {} | {origin} | `{}` |",
            document.name, document.file
        );
    }
    let folder = root.join("docs");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("imports.md"), text)
}

/// The line of a document.
pub fn line(record: &Record) -> String {
    let findings = record.lint.as_ref().and_then(Outcome::made);
    let findings = findings.map(|linted| linted.findings.values().sum::<usize>());
    let lines = record.generate.as_ref().and_then(Outcome::made);
    let lines = lines.map(|generated| generated.lines.values().sum::<usize>());
    let cells = [
        record.name.clone(),
        record.format.clone(),
        record.bytes.div_ceil(1000).to_string(),
        record.operations.to_string(),
        record.imported().to_string(),
        record.compiled().to_string(),
        record.through().to_string(),
        findings.map_or_else(nothing, |count| count.to_string()),
        lines.map_or_else(nothing, |count| count.to_string()),
        seconds(&record.import),
        seconds(&record.lint),
        seconds(&record.generate),
        seconds(&record.check),
        seconds(&record.test),
    ];
    format!("| {} |", cells.join(" | "))
}

fn nothing() -> String {
    "–".to_owned()
}

fn seconds<T>(outcome: &Option<Outcome<T>>) -> String {
    match outcome {
        Some(outcome) if outcome.result.is_ok() => format!("{:.1}", outcome.cpu_seconds),
        Some(_) => "failed".to_owned(),
        None => nothing(),
    }
}

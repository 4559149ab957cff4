//! `coverage`: what is known, described, tested and played of each operation.

mod cases;
mod table;

use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use keyfob_codegen::load::Document;
use keyfob_codegen::model::{Operation, Spec};

/// The page that tells the totals.
const GUIDE: &str = "docs/guides/promises.md";

/// What there is of one operation.
struct Row {
    vendor: String,
    operation: String,
    source: String,
    statuses: usize,
    entry: bool,
    wire: usize,
    sandbox: bool,
    /// Whether its tests, its facade or its sandbox are generated: `x-generate`.
    generated: bool,
}

pub fn run(root: &Path) -> ExitCode {
    match rows(root) {
        Ok((rows, faults)) => {
            table::print(&rows);
            faults.iter().for_each(|fault| eprintln!("{fault}"));
            match faults.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(error) => {
            eprintln!("coverage: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A row for each operation of the specs, and what falls short: operations that our own list has and the specs have not,
/// operations without a test, and totals that the guide tells otherwise.
fn rows(root: &Path) -> io::Result<(Vec<Row>, Vec<String>)> {
    let listed = fs::read_to_string(root.join("tests/contract/operations.tsv"))?;
    let absent = fs::read_to_string(root.join("tests/flows/no-place.txt"))?;
    let registry = sources(&root.join("tests/contract"))?;
    let mut rows = Vec::new();
    for path in sorted(&root.join("specs"), "yaml")? {
        let document = Document::read(&path).map_err(|finding| Error::other(finding.message))?;
        let spec = Spec::of(&document);
        let is_generated = !spec.extras.is_empty();
        // A vendor's own crate has its registry where its tests are generated.
        let own = root.join(format!("crates/{}/tests/contract", spec.name));
        let own = match own.is_dir() {
            true => sources(&own)?,
            false => String::new(),
        };
        let cases = match is_generated {
            true => Vec::new(),
            false => cases::of(root, &spec.name)?,
        };
        for operation in &spec.operations {
            rows.push(Row {
                vendor: spec.name.clone(),
                operation: operation.id.clone(),
                source: confidence(&document, operation),
                statuses: operation.answers.len(),
                entry: is_entered(&registry, &operation.id) || is_entered(&own, &operation.id),
                wire: cases
                    .iter()
                    .filter(|case| case.is_of(&spec, operation))
                    .count(),
                sandbox: match is_generated {
                    true => spec.extras.contains("sandbox"),
                    false => !absent
                        .lines()
                        .any(|line| line == format!("{} {}", spec.name, operation.id)),
                },
                generated: is_generated,
            });
        }
    }
    let missing = listed
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("vendor"))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (vendor, operation) = (columns.next()?, columns.nth(2)?);
            let known = rows
                .iter()
                .any(|row| row.vendor == vendor && row.operation == operation);
            (!known).then(|| format!("missing: {vendor} {operation}"))
        });
    let untested = rows.iter().filter(|row| !row.entry);
    let untested =
        untested.map(|row| format!("no contract test: {} {}", row.vendor, row.operation));
    let guide = fs::read_to_string(root.join(GUIDE))?;
    let untold = table::missing(&rows, &guide);
    let untold = untold
        .into_iter()
        .map(|total| format!("{GUIDE} does not say: {total}"));
    let faults = missing.chain(untested).chain(untold).collect();
    Ok((rows, faults))
}

/// Whether the registry has an entry of an operation: `place_order orders.place {`.
fn is_entered(registry: &str, operation: &str) -> bool {
    registry.lines().any(|line| {
        let call = line.strip_prefix("    ");
        let call = call.and_then(|line| line.strip_prefix(operation)?.strip_prefix(' '));
        call.and_then(|call| call.strip_suffix(" {"))
            .is_some_and(|call| call.contains('.'))
    })
}

/// All test sources below a folder, as one text.
fn sources(folder: &Path) -> io::Result<String> {
    let mut text = String::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            text.push_str(&sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(text)
}

fn sorted(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    Ok(paths)
}

fn confidence(document: &Document, operation: &Operation) -> String {
    let escaped = operation.path.replace('~', "~0").replace('/', "~1");
    let source = document.at(&format!("/paths/{escaped}/{}/x-source", operation.method));
    source
        .and_then(|source| source.text_of("confidence"))
        .unwrap_or_default()
        .to_owned()
}

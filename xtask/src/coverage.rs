//! `coverage`: what is known, described, tested and played of each operation.

use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use keyfob_codegen::load::{Document, Node};
use keyfob_codegen::model::{Operation, Spec, path_of};

/// What there is of one operation.
struct Row {
    vendor: String,
    operation: String,
    source: String,
    statuses: usize,
    entry: bool,
    wire: usize,
    sandbox: bool,
}

pub fn run(root: &Path) -> ExitCode {
    match rows(root) {
        Ok((rows, missing)) => tell(&rows, &missing),
        Err(error) => {
            eprintln!("coverage: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tell(rows: &[Row], missing: &[String]) -> ExitCode {
    println!(
        "{:<12} {:<38} {:<12} {:>8} {:>5} {:>5} {:>8}",
        "vendor", "operation", "source", "statuses", "test", "wire", "sandbox"
    );
    for row in rows {
        let yes = |there: bool| if there { "yes" } else { "-" };
        println!(
            "{:<12} {:<38} {:<12} {:>8} {:>5} {:>5} {:>8}",
            row.vendor,
            row.operation,
            row.source,
            row.statuses,
            yes(row.entry),
            row.wire,
            yes(row.sandbox)
        );
    }
    let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    println!(
        "{} operations, {} documented statuses; contract-tested {}, with recorded requests {}, in the sandbox {}",
        rows.len(),
        rows.iter().map(|row| row.statuses).sum::<usize>(),
        count(&|row| row.entry),
        count(&|row| row.wire > 0),
        count(&|row| row.sandbox),
    );
    for name in missing {
        eprintln!("missing: {name}");
    }
    let untested = rows
        .iter()
        .filter(|row| !row.entry)
        .map(|row| &row.operation);
    for name in untested.clone() {
        eprintln!("no contract test: {name}");
    }
    match missing.is_empty() && untested.count() == 0 {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// A row for each operation of the specs, and the operations that our own list has and the specs have not.
fn rows(root: &Path) -> io::Result<(Vec<Row>, Vec<String>)> {
    let listed = fs::read_to_string(root.join("tests/contract/operations.tsv"))?;
    let absent = fs::read_to_string(root.join("tests/flows/no-place.txt"))?;
    let registry = sources(&root.join("tests/contract"))?;
    let mut rows = Vec::new();
    for path in sorted(&root.join("specs"), "yaml")? {
        let document = Document::read(&path).map_err(|finding| Error::other(finding.message))?;
        let spec = Spec::of(&document);
        let cases = cases(root, &spec.name)?;
        for operation in &spec.operations {
            rows.push(Row {
                vendor: spec.name.clone(),
                operation: operation.id.clone(),
                source: confidence(&document, operation),
                statuses: operation.answers.len(),
                entry: registry.contains(&format!("\n    {} {{", operation.id)),
                wire: cases
                    .iter()
                    .filter(|(method, path)| {
                        *method == operation.method && spec.serves(operation, path)
                    })
                    .count(),
                sandbox: !absent
                    .lines()
                    .any(|line| line == format!("{} {}", spec.name, operation.id)),
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
            (!known).then(|| format!("{vendor} {operation}"))
        });
    let missing = missing.collect();
    Ok((rows, missing))
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

/// Method and path of each recorded request of a vendor.
fn cases(root: &Path, vendor: &str) -> io::Result<Vec<(String, String)>> {
    let mut cases = Vec::new();
    for path in sorted(&root.join("tests/wire/cases"), "yaml")? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with(vendor) {
            let document =
                Document::read(&path).map_err(|finding| Error::other(finding.message))?;
            collect(&document.root, &mut cases);
        }
    }
    Ok(cases)
}

fn collect(node: &Node, cases: &mut Vec<(String, String)>) {
    if let Some((method, url)) = node
        .text_of("request")
        .and_then(|line| line.split_once(' '))
    {
        let path = path_of(url).split('?').next().unwrap_or_default();
        cases.push((method.to_lowercase(), path.to_owned()));
    }
    node.entries()
        .iter()
        .for_each(|entry| collect(&entry.value, cases));
    node.items().iter().for_each(|item| collect(item, cases));
}

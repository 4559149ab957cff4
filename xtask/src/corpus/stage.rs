//! The stages of a document, one after the other, up to the one that is asked for.

use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ValueEnum;

use super::list::{Document, List};
use super::record::{Outcome, Record};
use super::workspace::Workspace;
use super::{compile, document, fetch, generate, import};
use crate::process::thread_cpu_seconds;

/// A stage; each needs those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Stage {
    Import,
    Lint,
    Generate,
    Check,
    Test,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", |value| value.get_name()))
    }
}

/// Runs the stages of a document and keeps what came of each as soon as it is there.
///
/// Import, lint and generation take seconds and are always repeated. Compiler and tests are, if their crate is another than before.
///
/// # Errors
/// The document cannot be had, or what is found cannot be kept.
pub fn run(
    workspace: &Workspace,
    list: &List,
    document: &Document,
    last: Stage,
    again: bool,
    limit: Duration,
) -> io::Result<()> {
    let path = fetch::file(&workspace.packages(), list, document)?;
    let mut record = workspace.record(&document.name).unwrap_or_default();
    if let Err(reason) = describe(&mut record, list, document, &path)? {
        record = Record {
            format: "cannot be read".to_owned(),
            import: Some(timed(0, || Err(reason))),
            ..about(list, document)
        };
        return workspace.keep(&record);
    }

    let imported = timed(0, || import::import(workspace, document, &path));
    record.import = Some(imported);
    workspace.keep(&record)?;

    let spec = workspace
        .project()
        .specs()
        .join(format!("{}.yaml", document.name));
    if last >= Stage::Lint && made(&record.import) {
        record.lint = Some(timed(0, || generate::lint(&spec).map(|made| (made, 0.0))));
        workspace.keep(&record)?;
    }
    if last >= Stage::Generate && made(&record.import) {
        let folder = workspace.project().crate_of(&document.name);
        record.generate = Some(timed(0, || {
            generate::write(&spec, &folder).map(|made| (made, 0.0))
        }));
        workspace.keep(&record)?;
    }
    let input = contents(&workspace.sources(&document.name));
    // What was found of another crate than this is not true of it.
    record.check = record.check.filter(|outcome| outcome.input == input);
    record.test = record.test.filter(|outcome| outcome.input == input);
    if last >= Stage::Check && made(&record.generate) {
        if again || record.check.is_none() {
            record.check = Some(timed(input, || {
                compile::check(workspace, &document.name, limit)
            }));
            workspace.keep(&record)?;
        }
        if last >= Stage::Test && made(&record.check) && (again || record.test.is_none()) {
            record.test = Some(timed(input, || {
                compile::test(workspace, &document.name, limit)
            }));
            workspace.keep(&record)?;
        }
    }
    Ok(())
}

/// Fills in what the document says of itself; the inner error is the document's.
fn describe(
    record: &mut Record,
    list: &List,
    document: &Document,
    path: &Path,
) -> io::Result<Result<(), String>> {
    let Record {
        name, origin, file, ..
    } = about(list, document);
    (record.name, record.origin, record.file) = (name, origin, file);
    record.bytes = fs::metadata(path)?.len();
    let facts = match document::facts(path) {
        Ok(facts) => facts,
        Err(reason) => return Ok(Err(reason)),
    };
    record.format = facts.format;
    record.operations = facts.operations.len();
    Ok(Ok(()))
}

/// A record in which no stage is.
fn about(list: &List, document: &Document) -> Record {
    Record {
        name: document.name.clone(),
        origin: list.origin(document),
        file: document.file.clone(),
        ..Record::default()
    }
}

/// Runs a stage, which tells what it made and the CPU seconds of programs that it ran.
fn timed<T>(input: u64, stage: impl FnOnce() -> Result<(T, f64), String>) -> Outcome<T> {
    let started = thread_cpu_seconds().unwrap_or_default();
    let result = stage();
    let own = thread_cpu_seconds().unwrap_or_default() - started;
    let (result, of_programs) = match result {
        Ok((made, cpu_seconds)) => (Ok(made), cpu_seconds),
        Err(reason) => (Err(reason), 0.0),
    };
    Outcome {
        input,
        cpu_seconds: own + of_programs,
        result,
    }
}

fn made<T>(outcome: &Option<Outcome<T>>) -> bool {
    outcome.as_ref().and_then(Outcome::made).is_some()
}

/// A number that is another for other files in these folders.
fn contents(folders: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for folder in folders {
        hash_folder(folder, &mut hasher);
    }
    hasher.finish()
}

fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        path.hash(hasher);
        match path.is_dir() {
            true => hash_folder(&path, hasher),
            false => fs::read(&path).unwrap_or_default().hash(hasher),
        }
    }
}

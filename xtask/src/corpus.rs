//! `corpus`: public API documents through import, generation, compiler and contract tests, and the table of what came of each.
//!
//! Documents come from packages of pinned versions (`xtask/corpus.toml`). All that is made lies under `target/corpus`, in a workspace
//! of its own. What a stage found is kept there, too: a stage is repeated when what it works on has changed.

mod compile;
mod details;
mod document;
mod fetch;
mod generate;
mod import;
mod list;
mod record;
mod stage;
mod table;
mod workspace;

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use clap::Args;

use self::list::{Document, List};
use self::stage::Stage;
pub use self::workspace::Workspace;

/// What is asked for.
#[derive(Args)]
pub struct Corpus {
    /// The documents; all if none is named.
    names: Vec<String>,
    /// The last stage that is run.
    #[arg(long, value_name = "STAGE", default_value = "test")]
    stage: Stage,
    /// How many documents are worked on at once.
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Repeats stages whose outcome is known.
    #[arg(long)]
    again: bool,
    /// The longest that one stage of one document may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 1800)]
    limit: u64,
    /// Works on one document in this process, so that no fault of it ends the whole.
    #[arg(long, hide = true)]
    alone: bool,
}

/// The least part of all operations that must come through, in percent.
const LEAST: f64 = 95.0;

/// Runs the stages, writes the table when all documents were asked for, and fails if too few operations came through.
pub fn run(root: &Path, asked: &Corpus) -> ExitCode {
    match work(root, asked) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn work(root: &Path, asked: &Corpus) -> io::Result<bool> {
    let list = List::read(root)?;
    let workspace = Workspace::lay(root)?;
    let documents = list.select(&asked.names)?;
    if let ([document], true) = (documents.as_slice(), asked.alone) {
        let limit = Duration::from_secs(asked.limit);
        stage::run(&workspace, &list, document, asked.stage, asked.again, limit)?;
        return Ok(true);
    }
    let waiting = Mutex::new(documents.iter());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    thread::scope(|scope| {
        for _ in 0..asked.jobs.max(1) {
            scope.spawn(|| {
                while let Some(document) = next() {
                    apart(root, asked, document);
                    if let Some(record) = workspace.record(&document.name) {
                        eprintln!("{}", table::line(&record));
                    }
                }
            });
        }
    });
    let known = list.documents.iter();
    let records: Vec<_> = known
        .filter_map(|document| workspace.record(&document.name))
        .collect();
    table::write(root, &list, &records)?;
    details::write(root, &records)?;
    let through = record::Totals::of(&records).percent_through();
    println!("{through:.1} % of all operations came through; {LEAST} % must");
    Ok(through >= LEAST)
}

/// Works on a document in a process of its own.
fn apart(root: &Path, asked: &Corpus, document: &Document) {
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let mut command = Command::new(program);
    command
        .args(["corpus", &document.name, "--alone", "--stage"])
        .arg(asked.stage.to_string())
        .args(["--limit", &asked.limit.to_string()])
        .args(asked.again.then_some("--again"))
        .current_dir(root);
    match command.status() {
        Ok(status) if status.success() => {}
        Ok(status) => eprintln!("{}: ended with {status}", document.name),
        Err(error) => eprintln!("{}: {error}", document.name),
    }
}

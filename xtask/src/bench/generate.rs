//! `bench generate`: specs to crates, ours against openapi-generator's Rust generator and plain progenitor, on the same specs in one run.

use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use clap::Args;

use super::openapi_generator::OpenapiGenerator;
use super::progenitor;
use super::row::median;
use crate::process;

/// What is asked for.
#[derive(Args)]
pub struct Asked {
    /// The specs of the corpus, too: those that `cargo xtask corpus` has imported and that generate.
    #[arg(long)]
    corpus: bool,
    /// How often each is measured; the medians count.
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
}

impl Asked {
    /// The shipped specs, so often.
    pub fn of(rounds: usize) -> Self {
        Self {
            corpus: false,
            rounds,
        }
    }
}

/// How many times faster ours must be than openapi-generator.
const LEAST: f64 = 20.0;

/// Measures, prints the table, and fails if ours is not fast enough on all specs together.
pub fn run(root: &Path, asked: &Asked) -> ExitCode {
    match measure(root, asked) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench generate: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Seconds of one generator by rounds; nothing if it cannot do it.
type Seconds = Option<Vec<f64>>;

fn measure(root: &Path, asked: &Asked) -> io::Result<bool> {
    let root = root.canonicalize()?;
    let theirs = OpenapiGenerator::install(&root)?;
    let folder = root.join("target/bench/generate");
    let _ = fs::remove_dir_all(&folder);
    let specs = specs(&root, asked.corpus)?;
    // Theirs is built to be published, and so is ours. What `cargo xtask` runs is built in less time, and shown beside it.
    let released = process::released(&root, &["--package", "xtask"], "xtask")?;
    let programs = [
        ("ours, release", released),
        ("ours, development", std::env::current_exe()?),
    ];
    let mut sets: Vec<_> = specs
        .iter()
        .map(|spec| (stem(spec), std::slice::from_ref(spec), false))
        .collect();
    sets.push(("all".to_owned(), &specs, false));
    sets.push(("all, one Java process".to_owned(), &specs, true));
    println!(
        "Seconds by the clock, medians of {}. All specs are one run of ours, and for openapi-generator a run of `generate` for each, as its\n\
         users run it; the last line is its `batch`, where Java starts and warms up once.\n",
        asked.rounds
    );
    println!(
        "| spec | kB | {} | openapi-generator | ratio | progenitor |",
        titles(&programs)
    );
    println!(
        "|---|---:|{}---:|---:|---:|",
        "---:|".repeat(programs.len())
    );
    let mut ratio = 0.0;
    for (name, set, is_batch) in sets {
        let mut ours: Vec<Seconds> = programs.iter().map(|_| Some(Vec::new())).collect();
        let (mut openapi, mut plain): (Seconds, Seconds) = (Some(Vec::new()), Some(Vec::new()));
        // Turn by turn, so that what else the machine does weighs on all.
        for round in 0..asked.rounds.max(1) {
            let round = folder.join(&name).join(round.to_string());
            for ((_, program), seconds) in programs.iter().zip(&mut ours) {
                clock(seconds, || codegen(program, set, &round.join("ours")));
            }
            let output = round.join("openapi");
            clock(&mut openapi, || match is_batch {
                true => theirs.batch(set, &output),
                false => set
                    .iter()
                    .try_for_each(|spec| theirs.generate(spec, &output.join(stem(spec)))),
            });
            if let [spec] = set {
                let output = round.join("progenitor/lib.rs");
                clock(&mut plain, || progenitor::apart(&root, spec, &output));
            }
            let _ = fs::remove_dir_all(&round);
        }
        let medians: Vec<_> = ours.into_iter().map(middle).collect();
        let first = medians.first().copied().flatten();
        let openapi = middle(openapi);
        let faster = first.zip(openapi).map(|(ours, theirs)| theirs / ours);
        if !is_batch {
            ratio = faster.unwrap_or(0.0);
        }
        let bytes: u64 = set
            .iter()
            .flat_map(fs::metadata)
            .map(|file| file.len())
            .sum();
        let cells = medians.into_iter().chain([openapi, faster]);
        let cells = cells.chain(match set {
            [_] => [middle(plain)],
            _ => [None],
        });
        let cells: Vec<_> = cells.map(shown).collect();
        println!(
            "| {name} | {} | {} |",
            bytes.div_ceil(1000),
            cells.join(" | ")
        );
    }
    println!("\nAll of them: {ratio:.1} times faster than openapi-generator; {LEAST} must be.");
    Ok(ratio >= LEAST)
}

/// The specs that are measured. One that does not lint clean or makes no crate is left out: there is nothing to measure.
fn specs(root: &Path, corpus: bool) -> io::Result<Vec<PathBuf>> {
    let mut specs = Vec::new();
    for root in [
        Some(root.to_owned()),
        corpus.then(|| root.join("target/corpus/workspace")),
    ]
    .into_iter()
    .flatten()
    {
        let project = keyfob_codegen::Project::at(root);
        for name in project
            .names()
            .map_err(|error| Error::other(error.to_string()))?
        {
            match project.load(&name) {
                Ok(_) => specs.push(project.specs().join(format!("{name}.yaml"))),
                Err(_) => eprintln!("{name}: has findings, left out"),
            }
        }
    }
    Ok(specs)
}

/// Runs our command line over a project of these specs.
fn codegen(program: &Path, specs: &[PathBuf], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder.join("specs"))?;
    for spec in specs {
        fs::copy(
            spec,
            folder
                .join("specs")
                .join(spec.file_name().unwrap_or_default()),
        )?;
    }
    let mut command = Command::new(program);
    // The command line works on the project that its manifest is in.
    command
        .arg("codegen")
        .env("CARGO_MANIFEST_DIR", folder.join("xtask"));
    process::succeed(&mut command, Duration::from_secs(600)).map(drop)
}

/// Adds the seconds of one more run; after one that failed there is no figure.
fn clock(seconds: &mut Seconds, run: impl FnOnce() -> io::Result<()>) {
    let Some(known) = seconds else { return };
    let started = Instant::now();
    match run() {
        Ok(()) => known.push(started.elapsed().as_secs_f64()),
        Err(error) => {
            eprintln!("{error}");
            *seconds = None;
        }
    }
}

fn middle(seconds: Seconds) -> Option<f64> {
    median(seconds?)
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

fn titles(programs: &[(&str, PathBuf)]) -> String {
    let titles: Vec<_> = programs.iter().map(|(title, _)| *title).collect();
    titles.join(" | ")
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

//! `bench scale`: what operations cost as they become many: lint, generation and the compiler.

pub mod compile;
mod repeated;
mod synthetic;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use keyfob_codegen::load::Document;
use keyfob_codegen::{generate, lint};

use crate::process::thread_cpu_seconds;

/// What is asked for.
#[derive(Args)]
pub struct Asked {
    /// Only this part; both if none is named.
    #[arg(long, value_name = "PART")]
    part: Option<Part>,
    /// How often each is measured; the medians count.
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
}

/// A part of what is measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Lint and generation of 10 to 3,000 operations.
    Generate,
    /// What the compiler takes for 1,000 operations, which takes minutes.
    Compile,
}

/// The most that an operation of 1,000 may take, as a multiple of what one of 100 takes.
const MOST: f64 = 1.5;

/// Measures, prints the tables, and fails if an operation becomes dearer among many.
pub fn run(root: &Path, asked: &Asked) -> ExitCode {
    let is_wanted = |part| asked.part.is_none_or(|wanted| wanted == part);
    let mut is_linear = true;
    if is_wanted(Part::Generate) {
        match generation(root, asked.rounds) {
            Ok(linear) => is_linear = linear,
            Err(error) => return failed(&error),
        }
    }
    if is_wanted(Part::Compile)
        && let Err(error) = compile::run(root, &synthetic::spec(1000))
    {
        return failed(&error.to_string());
    }
    match is_linear {
        true => ExitCode::SUCCESS,
        false => {
            eprintln!("an operation of 1,000 takes more than {MOST} times what one of 100 takes");
            ExitCode::FAILURE
        }
    }
}

/// Whether an operation of 1,000 is no dearer than it may be.
fn generation(root: &Path, rounds: usize) -> Result<bool, String> {
    const SIZES: [usize; 4] = [10, 100, 1000, 3000];
    let quatrix = repeated::Original::read(&root.join("specs/quatrix.yaml"))?;
    println!("CPU milliseconds an operation, medians of {rounds}.\n");
    println!("| document | operations | lint | generate | both, against 100 |");
    println!("|---|---:|---:|---:|---:|");
    let synthetic = rows("synthetic", SIZES, rounds, synthetic::spec)?;
    let repeated = rows("quatrix, repeated", SIZES, rounds, |operations| {
        quatrix.repeated(operations)
    })?;
    Ok(synthetic && repeated)
}

fn failed(error: &str) -> ExitCode {
    eprintln!("bench scale: {error}");
    ExitCode::FAILURE
}

fn cpu_seconds() -> Result<f64, String> {
    thread_cpu_seconds().map_err(|error| error.to_string())
}

/// Prints a line a size; whether the third is no dearer an operation than it may be, against the second.
fn rows(
    title: &str,
    sizes: [usize; 4],
    rounds: usize,
    spec: impl Fn(usize) -> String,
) -> Result<bool, String> {
    let mut hundred = None;
    let mut linear = true;
    for size in sizes {
        let text = spec(size);
        let mut seconds = (Vec::new(), Vec::new());
        let mut operations = 0;
        for _ in 0..rounds.max(1) {
            let started = cpu_seconds()?;
            let document = Document::parse(Path::new("specs/scale.yaml"), text.clone());
            let document = document.map_err(|finding| finding.message)?;
            let findings = lint::lint(&document);
            if let Some(finding) = findings.first() {
                return Err(finding.render("specs/scale.yaml", &text));
            }
            seconds.0.push(cpu_seconds()? - started);
            let started = cpu_seconds()?;
            generate::generate(&document).map_err(|finding| finding.message)?;
            seconds.1.push(cpu_seconds()? - started);
            operations = text.matches("operationId").count();
        }
        let each = |mut seconds: Vec<f64>| {
            seconds.sort_by(f64::total_cmp);
            let median = seconds.get(seconds.len() / 2).copied().unwrap_or_default();
            median * 1000.0 / operations.max(1) as f64
        };
        let (lint, generate) = (each(seconds.0), each(seconds.1));
        let both = lint + generate;
        let hundred = match size {
            100 => *hundred.insert(both),
            _ => hundred.unwrap_or(both),
        };
        if size == 1000 {
            linear &= both <= hundred * MOST;
        }
        println!(
            "| {title} | {operations} | {lint:.2} | {generate:.2} | {:.2} |",
            both / hundred
        );
    }
    Ok(linear)
}

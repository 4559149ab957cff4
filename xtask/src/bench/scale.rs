//! `bench scale`: what operations cost as they become many: lint, generation and the compiler.

mod compile;
mod repeated;
mod synthetic;

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use keyfob_codegen::load::Document;
use keyfob_codegen::{generate, lint};

use crate::process::thread_cpu_seconds;

/// What is asked for.
#[derive(Args)]
pub struct Asked {
    /// Leaves out what 1,000 operations cost to compile, which takes minutes.
    #[arg(long)]
    no_compile: bool,
    /// How often each is measured; the medians count.
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
}

/// The most that an operation of 1,000 may take, as a multiple of what one of 100 takes.
const MOST: f64 = 1.5;

/// Measures, prints the tables, and fails if an operation becomes dearer among many.
pub fn run(root: &Path, asked: &Asked) -> ExitCode {
    println!(
        "CPU milliseconds an operation, medians of {}.\n",
        asked.rounds
    );
    println!("| document | operations | lint | generate | both, against 100 |");
    println!("|---|---:|---:|---:|---:|");
    let quatrix = match repeated::Original::read(&root.join("specs/quatrix.yaml")) {
        Ok(original) => original,
        Err(error) => return failed(&error),
    };
    let synthetic = rows(
        "synthetic",
        [10, 100, 1000, 3000],
        asked.rounds,
        synthetic::spec,
    );
    let repeated = rows(
        "quatrix, repeated",
        [10, 100, 1000, 3000],
        asked.rounds,
        |operations| quatrix.repeated(operations),
    );
    let linear = match (synthetic, repeated) {
        (Ok(synthetic), Ok(repeated)) => synthetic && repeated,
        (Err(error), _) | (_, Err(error)) => return failed(&error),
    };
    if !asked.no_compile
        && let Err(error) = compile::run(root, &synthetic::spec(1000))
    {
        return failed(&error.to_string());
    }
    match linear {
        true => ExitCode::SUCCESS,
        false => {
            eprintln!("an operation of 1,000 takes more than {MOST} times what one of 100 takes");
            ExitCode::FAILURE
        }
    }
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

//! `bench compile`: what a program costs that logs in and makes one call, in CPU seconds of a debug build, against the same program on reqwest
//! with its default features: from nothing, and again after a change of the program itself.

use std::fs;
use std::io::{self, Error};
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;

use crate::process::children_cpu_seconds;

/// A program to build.
struct Program {
    name: &'static str,
    /// Its dependencies; `{root}` is the project's folder.
    dependencies: &'static str,
    main: &'static str,
    /// The most that it may cost, as a part of the first.
    limit: f64,
}

const PROGRAMS: [Program; 5] = [
    Program {
        name: "reqwest",
        dependencies: "reqwest = { version = \"0.13\", features = [\"json\"] }\n\
            serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
        main: include_str!("compile/reqwest.txt"),
        limit: 1.0,
    },
    Program {
        name: "kotak-trade",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"kotak-trade\"] }\n",
        main: include_str!("compile/kotak_trade.txt"),
        limit: 0.85,
    },
    Program {
        name: "kotak-neo",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"kotak-neo\"] }\n",
        main: include_str!("compile/kotak_neo.txt"),
        limit: 0.85,
    },
    Program {
        name: "quatrix",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"quatrix\"] }\n",
        main: include_str!("compile/quatrix.txt"),
        limit: 0.85,
    },
    Program {
        name: "quatrix-all",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"quatrix-all\"] }\n",
        main: include_str!("compile/quatrix.txt"),
        limit: 0.95,
    },
];

/// Measures, and prints it; a failure where a budget is broken.
pub fn run(root: &Path) -> ExitCode {
    match measure(root) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench compile: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Other work on the machine makes a build dearer, never cheaper: each is made several times, and the smallest figure counts.
const ROUNDS: usize = 3;

/// The CPU seconds of a build from nothing, and of one after a change of the program.
#[derive(Clone, Copy)]
struct Cost {
    cold: f64,
    again: f64,
}

/// The most that a build after a change may cost, as a part of the first program's: ours logs in step by step, that one makes two calls.
const LIMIT_AGAIN: f64 = 2.5;

fn measure(root: &Path) -> io::Result<bool> {
    let mut least = PROGRAMS.map(|_| Cost {
        cold: f64::INFINITY,
        again: f64::INFINITY,
    });
    for round in 1..=ROUNDS {
        for (program, least) in PROGRAMS.iter().zip(&mut least) {
            let cost = build(root, program)?;
            eprintln!(
                "{} {:.1}, {:.2} ({round} of {ROUNDS})",
                program.name, cost.cold, cost.again
            );
            least.cold = least.cold.min(cost.cold);
            least.again = least.again.min(cost.again);
        }
    }
    println!(
        "{:<12} {:>6} {:>6} {:>6} {:>8} {:>6} {:>6}",
        "program", "CPU s", "ratio", "limit", "again s", "ratio", "limit"
    );
    let [first, ..] = least;
    let mut within = true;
    for (Program { name, limit, .. }, Cost { cold, again }) in PROGRAMS.iter().zip(least) {
        let (ratio, ratio_again) = (cold / first.cold, again / first.again);
        println!(
            "{name:<12} {cold:>6.1} {ratio:>6.2} {limit:>6.2} {again:>8.2} {ratio_again:>6.2} {LIMIT_AGAIN:>6.2}"
        );
        within &= ratio <= *limit && ratio_again <= LIMIT_AGAIN;
    }
    Ok(within)
}

/// Builds a program from nothing, and again.
fn build(root: &Path, program: &Program) -> io::Result<Cost> {
    let folder = root.join("target/bench").join(program.name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src"))?;
    let root = root.canonicalize()?.display().to_string();
    let manifest = format!(
        "[package]\nname = \"bench-{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        program.name,
        program.dependencies.replace("{root}", &root),
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let main = folder.join("src/main.rs");
    fs::write(&main, program.main)?;
    cargo(&folder, &["fetch", "--quiet"])?;
    let cold = seconds(&folder)?;
    let mut again = f64::INFINITY;
    for _ in 0..3 {
        let main = fs::File::options().append(true).open(&main)?;
        main.set_modified(SystemTime::now())?;
        again = again.min(seconds(&folder)?);
    }
    Ok(Cost { cold, again })
}

/// What a build takes.
fn seconds(folder: &Path) -> io::Result<f64> {
    let before = children_cpu_seconds()?;
    cargo(folder, &["build", "--quiet", "--offline"])?;
    Ok(children_cpu_seconds()? - before)
}

fn cargo(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let status = crate::process::cargo()
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // What comes from a registry is never built incrementally, and ours lies in folders here. And a program that did not change would
        // cost nothing.
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(Error::other(format!(
            "cargo {} failed in {}",
            arguments.join(" "),
            folder.display()
        ))),
    }
}

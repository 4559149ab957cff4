//! Measurements against what people use today, each with its budget. `bench all` makes all of them.
//!
//! `bench compile`: what a program costs that logs in and makes one call, in CPU seconds of a cold debug build, against the
//! same program on reqwest with its default features.

mod all;
mod allocations;
mod calls;
mod check;
mod decode;
mod feed;
mod feed_line;
pub mod generate;
mod instruments;
mod openapi_generator;
pub mod progenitor;
mod programs;
mod row;
pub mod scale;
mod sizes;
mod valgrind;

use std::fs;
use std::io::{self, Error};
use std::path::Path;
use std::process::ExitCode;

use crate::process::children_cpu_seconds;

pub use all::run as all;
pub use calls::run as calls;
pub use check::run as check;
pub use feed::run as feed;
pub use feed_line::feed_line;
pub use programs::run as programs;

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
        main: include_str!("bench/reqwest.txt"),
        limit: 1.0,
    },
    Program {
        name: "kotak-trade",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"kotak-trade\"] }\n",
        main: include_str!("bench/kotak_trade.txt"),
        limit: 0.85,
    },
    Program {
        name: "kotak-neo",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"kotak-neo\"] }\n",
        main: include_str!("bench/kotak_neo.txt"),
        limit: 0.85,
    },
    Program {
        name: "quatrix",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"quatrix\"] }\n",
        main: include_str!("bench/quatrix.txt"),
        limit: 0.85,
    },
    Program {
        name: "quatrix-all",
        dependencies: "keyfob = { path = \"{root}/crates/keyfob\", features = [\"quatrix-all\"] }\n",
        main: include_str!("bench/quatrix.txt"),
        limit: 0.95,
    },
];

pub fn compile(root: &Path) -> ExitCode {
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

fn measure(root: &Path) -> io::Result<bool> {
    let mut least = PROGRAMS.map(|_| f64::INFINITY);
    for round in 1..=ROUNDS {
        for (program, least) in PROGRAMS.iter().zip(&mut least) {
            let seconds = build(root, program)?;
            eprintln!("{} {seconds:.1} ({round} of {ROUNDS})", program.name);
            *least = least.min(seconds);
        }
    }
    println!(
        "{:<12} {:>6} {:>6} {:>6}",
        "program", "CPU s", "ratio", "limit"
    );
    let [first, ..] = least;
    let mut within = true;
    for (Program { name, limit, .. }, seconds) in PROGRAMS.iter().zip(least) {
        let ratio = seconds / first;
        println!("{name:<12} {seconds:>6.1} {ratio:>6.2} {limit:>6.2}");
        within &= ratio <= *limit;
    }
    Ok(within)
}

/// Builds a program from nothing; the CPU seconds that it took.
fn build(root: &Path, program: &Program) -> io::Result<f64> {
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
    fs::write(folder.join("src/main.rs"), program.main)?;
    cargo(&folder, &["fetch", "--quiet"])?;
    let before = children_cpu_seconds()?;
    cargo(&folder, &["build", "--quiet", "--offline"])?;
    Ok(children_cpu_seconds()? - before)
}

fn cargo(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let status = crate::process::cargo()
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
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

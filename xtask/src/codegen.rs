//! `codegen` and `lint`: a thin shell around keyfob-codegen.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use keyfob_codegen::output::Drift;
use keyfob_codegen::{Error, Project};

pub fn write(project: &Project, vendors: &[String]) -> ExitCode {
    let crates = each(project, vendors, |name| {
        Ok(Told::fine(wrote(&project.write(name)?)))
    });
    // A spec that is wrong makes nothing, here either.
    if crates != ExitCode::SUCCESS {
        return crates;
    }
    match project.write_beside() {
        Ok(written) => {
            print!("{}", wrote(&written));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn wrote(paths: &[PathBuf]) -> String {
    let line = |path: &PathBuf| match path.exists() {
        true => format!("wrote {}\n", path.display()),
        false => format!("removed {}\n", path.display()),
    };
    paths.iter().map(line).collect()
}

pub fn check(project: &Project, vendors: &[String]) -> ExitCode {
    let crates = each(project, vendors, |name| {
        let drifts = project.compare(name)?;
        let mut text = shown(&drifts);
        if drifts.is_empty() {
            return Ok(Told::fine(text));
        }
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "crates/{name} is not what specs/{name}.yaml generates. Run: cargo xtask codegen {name}"
        );
        Ok(Told { fine: false, text })
    });
    match project.compare_beside() {
        Ok(drifts) if drifts.is_empty() => crates,
        Ok(drifts) => {
            eprintln!(
                "{}What the specs generate beside their crates is something else. Run: cargo xtask codegen",
                shown(&drifts)
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn shown(drifts: &[Drift]) -> String {
    let line = |drift: &Drift| {
        let path = drift.path.display();
        format!("{path}: {}\n{}\n", drift.first, drift.diff)
    };
    drifts.iter().map(line).collect()
}

pub fn lint(project: &Project, vendors: &[String], max: Option<usize>) -> ExitCode {
    each(project, vendors, |name| {
        // Clean is what also makes a crate: what no rule knows of is found by generating it.
        match project.generate(name) {
            Err(Error::Spec(mut findings)) => {
                findings.max = max.unwrap_or(findings.max);
                return Err(Error::Spec(findings));
            }
            made => drop(made?),
        }
        Ok(Told::fine(format!("specs/{name}.yaml: clean\n")))
    })
}

/// What came of one vendor.
pub struct Told {
    /// Whether nothing is left to do.
    pub fine: bool,
    /// What is shown.
    pub text: String,
}

impl Told {
    /// All is well.
    pub fn fine(text: String) -> Self {
        Self { fine: true, text }
    }
}

/// Does it for all vendors at once, tells what came of each in their order, and fails if any failed.
pub fn each(
    project: &Project,
    vendors: &[String],
    act: impl Fn(&str) -> Result<Told, Error> + Sync,
) -> ExitCode {
    let names = match project.select(vendors) {
        Ok(names) => names,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let act = &act;
    let outcomes: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = names
            .iter()
            .map(|name| scope.spawn(move || act(name)))
            .collect();
        threads
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect()
    });
    let mut all_fine = true;
    for outcome in outcomes {
        let told = match outcome {
            Ok(Ok(told)) => told,
            Ok(Err(error)) => Told {
                fine: false,
                text: format!("{error}\n"),
            },
            Err(_) => Told {
                fine: false,
                text: "the generator panicked\n".to_owned(),
            },
        };
        all_fine &= told.fine;
        if told.fine {
            print!("{}", told.text);
        } else {
            eprintln!("{}", told.text);
        }
    }
    if all_fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

//! `codegen` and `lint`: a thin shell around keyfob-codegen.

use std::process::ExitCode;

use keyfob_codegen::{Error, Project};

pub fn write(project: &Project, vendors: &[String]) -> ExitCode {
    each(project, vendors, |name| {
        for path in project.write(name)? {
            println!("wrote {}", path.display());
        }
        Ok(true)
    })
}

pub fn check(project: &Project, vendors: &[String]) -> ExitCode {
    each(project, vendors, |name| {
        let drifts = project.compare(name)?;
        for drift in &drifts {
            eprintln!("{}: {}\n{}", drift.path.display(), drift.first, drift.diff);
        }
        if !drifts.is_empty() {
            eprintln!(
                "crates/{name} is not what specs/{name}.yaml generates. Run: cargo xtask codegen {name}\n"
            );
        }
        Ok(drifts.is_empty())
    })
}

pub fn lint(project: &Project, vendors: &[String]) -> ExitCode {
    each(project, vendors, |name| {
        project.load(name)?;
        println!("specs/{name}.yaml: clean");
        Ok(true)
    })
}

pub fn rules() -> ExitCode {
    for rule in keyfob_codegen::lint::RULES.iter() {
        println!("{:<28} {}", rule.name, rule.why);
    }
    ExitCode::SUCCESS
}

/// Does it for each vendor, tells every error, and fails if any failed.
fn each(
    project: &Project,
    vendors: &[String],
    act: impl Fn(&str) -> Result<bool, Error>,
) -> ExitCode {
    let outcomes = project.select(vendors).map(|names| {
        let outcomes = names.iter().map(|name| {
            act(name).unwrap_or_else(|error| {
                eprintln!("{error}\n");
                false
            })
        });
        // All of them, not only up to the first that fails.
        outcomes.collect::<Vec<_>>().into_iter().all(|fine| fine)
    });
    match outcomes {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

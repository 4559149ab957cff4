//! The gate: compares every generated crate with what its spec generates, and refuses to build on a difference.

use std::path::Path;

use keyfob_codegen::output::Drift;
use keyfob_codegen::{Error, Project};

/// So many findings of a spec are shown in a build; `cargo xtask lint` shows all.
const SHOWN: usize = 20;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".to_owned());
    let project = Project::at(&root);
    println!("cargo::rerun-if-changed={}", project.specs().display());
    match project.names() {
        Err(error) => refuse(&error.to_string()),
        Ok(names) => names
            .iter()
            .for_each(|name| gate(&project, Path::new(&root), name)),
    }
    gate_beside(&project, Path::new(&root));
}

fn gate(project: &Project, root: &Path, name: &str) {
    println!(
        "cargo::rerun-if-changed={}",
        project.crate_of(name).display()
    );
    match project.compare(name) {
        Err(Error::Spec(mut findings)) => {
            findings.max = SHOWN;
            refuse(&findings.to_string());
        }
        Err(error) => refuse(&error.to_string()),
        Ok(drifts) => {
            tell(&drifts, root);
            if !drifts.is_empty() {
                refuse(&format!(
                    "specs/{name}.yaml generates something else. Run: cargo xtask codegen {name}"
                ));
            }
        }
    }
}

/// What is generated beside the crates: modules of the facade, specs that the sandbox plays.
fn gate_beside(project: &Project, root: &Path) {
    for path in project.beside() {
        // A path that is not there would be a change each time.
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    match project.compare_beside() {
        // A spec that cannot be read was told before.
        Err(Error::Spec(_)) => {}
        Err(error) => refuse(&error.to_string()),
        Ok(drifts) => {
            tell(&drifts, root);
            if !drifts.is_empty() {
                refuse(
                    "the specs generate something else beside their crates. Run: cargo xtask codegen",
                );
            }
        }
    }
}

fn tell(drifts: &[Drift], root: &Path) {
    for drift in drifts {
        let path = drift.path.strip_prefix(root).unwrap_or(&drift.path);
        refuse(&format!("{}: {}", path.display(), drift.first));
    }
}

/// An error for each line: cargo shows them and stops.
fn refuse(message: &str) {
    for line in message.lines() {
        println!("cargo::error={line}");
    }
}

//! The gate: compares every generated crate with what its spec generates, and refuses to build on a difference.

use std::path::Path;

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
            for drift in &drifts {
                let path = drift.path.strip_prefix(root).unwrap_or(&drift.path);
                refuse(&format!("{}: {}", path.display(), drift.first));
            }
            if !drifts.is_empty() {
                refuse(&format!(
                    "specs/{name}.yaml generates something else. Run: cargo xtask codegen {name}"
                ));
            }
        }
    }
}

/// An error for each line: cargo shows them and stops.
fn refuse(message: &str) {
    for line in message.lines() {
        println!("cargo::error={line}");
    }
}

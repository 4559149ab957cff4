//! `remove-vendor`: takes a vendor out of the workspace.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use keyfob_codegen::Project;

pub fn run(root: &Path, project: &Project, name: &str) -> ExitCode {
    match project.remove(name) {
        Ok(gone) => {
            for path in gone {
                let what = if path.exists() { "wrote" } else { "removed" };
                println!("{what} {}", path.display());
            }
            forget(root);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Cargo takes the crate out of its lock file when it next looks at the workspace: now.
fn forget(root: &Path) {
    let looked = Command::new("cargo")
        .args(["metadata", "--format-version", "1"])
        .current_dir(root)
        .stdout(Stdio::null())
        .status();
    if !looked.is_ok_and(|status| status.success()) {
        eprintln!("cargo could not read the workspace: see whether Cargo.lock still has the crate");
    }
}

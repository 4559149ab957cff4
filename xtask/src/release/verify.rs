//! Builds of the unpacked packages: with default features, with every feature and example, and as docs.rs documents them.

use std::fs;
use std::io::{self, Error};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use keyfob_codegen::Project;
use keyfob_codegen::model::Spec;

use super::package::Archive;
use super::report::Report;
use super::workspace::Package;
use crate::process::{cargo, children_cpu_seconds, last_lines, run};

/// So long may one build take.
const LIMIT: Duration = Duration::from_secs(1800);

/// A rustdoc that may what docs.rs's may.
const RUSTDOC: &str = "rustdoc.sh";

/// Joins the unpacked packages: each takes the others for those of the registry. All else is as in our lock file.
///
/// # Errors
/// What the file system says.
pub fn workspace(root: &Path, unpacked: &Path, archives: &[Archive]) -> io::Result<()> {
    let folders = archives
        .iter()
        .map(|one| format!("{}-{}", one.name, one.version));
    let members: Vec<_> = folders.map(|folder| format!("{folder:?}")).collect();
    let patches = archives
        .iter()
        .map(|one| format!("{0} = {{ path = \"{0}-{1}\" }}\n", one.name, one.version));
    let manifest = format!(
        "[workspace]\nmembers = [{}]\nresolver = \"3\"\n\n[profile.dev]\ndebug = 0\n\n[patch.crates-io]\n{}",
        members.join(", "),
        patches.collect::<String>()
    );
    fs::write(unpacked.join("Cargo.toml"), manifest)?;
    fs::copy(root.join("Cargo.lock"), unpacked.join("Cargo.lock"))?;
    let rustdoc = unpacked.join(RUSTDOC);
    fs::write(
        &rustdoc,
        "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n",
    )?;
    fs::set_permissions(&rustdoc, fs::Permissions::from_mode(0o755))
}

/// Compiles and documents a package.
///
/// # Errors
/// What the operating system says; what does not compile is a finding.
pub fn build(
    unpacked: &Path,
    target: &Path,
    package: &Package,
    report: &mut Report,
) -> io::Result<()> {
    let mut checks = vec![
        // What `cargo publish` does itself, when others are published already.
        (vec!["check"], "its package does not compile"),
        (
            vec!["check", "--all-features"],
            "its package does not compile with all features",
        ),
    ];
    if package.has("example") {
        checks.push((
            vec!["check", "--all-features", "--examples"],
            "the examples in its package do not compile",
        ));
    }
    if package.has("lib") {
        let doc = vec!["doc", "--all-features", "--no-deps", "--lib"];
        checks.push((doc, "docs.rs could not document its package"));
    }
    let before = children_cpu_seconds()?;
    for (arguments, what) in checks {
        let mut command = cargo();
        command
            .args(arguments)
            .args(["--quiet", "--package", &package.name])
            .current_dir(unpacked)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTDOC", unpacked.join(RUSTDOC))
            .env("RUSTDOCFLAGS", "-D warnings --cfg docsrs")
            // Of the workspace that this command runs in.
            .env_remove("RUSTFLAGS");
        told(&mut command, &package.name, what, report)?;
    }
    println!("{:.0} CPU seconds", children_cpu_seconds()? - before);
    Ok(())
}

fn told(command: &mut Command, name: &str, what: &str, report: &mut Report) -> io::Result<()> {
    let ran = run(command, LIMIT)?;
    if !ran.success {
        // All is told at the end; who watches need not wait for it.
        println!("failed: {what}");
        let words = last_lines(&ran.errors, 12);
        report.fault(format!("{name}: {what}; the compiler says:\n{words}"));
    }
    Ok(())
}

/// Whether the documentation of a generated client shows every operation of its spec.
///
/// # Errors
/// What the file system says.
pub fn operations(
    project: &Project,
    target: &Path,
    package: &Package,
    report: &mut Report,
) -> io::Result<()> {
    let names = project
        .names()
        .map_err(|error| Error::other(error.to_string()))?;
    if !names.contains(&package.name) {
        return Ok(());
    }
    let document = project
        .load(&package.name)
        .map_err(|error| Error::other(error.to_string()))?;
    let described = Spec::of(&document).operations.len();
    let shown = pages(&target.join("doc").join(package.name.replace('-', "_")))?;
    println!("documented: {shown} of {described} operations");
    if shown < described {
        report.fault(format!(
            "{}: docs.rs would show {shown} of {described} operations: look at its features and at `package.metadata.docs.rs`",
            package.name
        ));
    }
    Ok(())
}

/// The builders of operations that have a page. A crate that was not documented has none.
fn pages(documented: &Path) -> io::Result<usize> {
    let folder = documented.join("builder");
    if !folder.exists() {
        return Ok(0);
    }
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        count += usize::from(name.starts_with("struct.") && name.ends_with(".html"));
    }
    Ok(count)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn operations_are_counted_by_their_pages() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(pages(folder.path()).unwrap(), 0);
        let builder = folder.path().join("builder");
        fs::create_dir(&builder).unwrap();
        for page in ["index.html", "struct.One.html", "struct.Other.html"] {
            fs::write(builder.join(page), "").unwrap();
        }
        assert_eq!(pages(folder.path()).unwrap(), 2);
    }

    #[test]
    fn what_does_not_compile_is_told_in_the_compilers_words() {
        let mut report = Report::default();
        let mut command = Command::new("sh");
        command.args(["-c", "echo 'error: no such crate' >&2; exit 1"]);
        told(&mut command, "it", "it does not compile", &mut report).unwrap();
        let found = report.faults.concat();
        assert!(found.contains("error: no such crate"), "{found}");
        told(
            &mut Command::new("true"),
            "it",
            "it does not compile",
            &mut report,
        )
        .unwrap();
        assert_eq!(report.faults.len(), 1);
    }
}

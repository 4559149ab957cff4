//! What a package holds: both licences, a README whose links stay inside, nothing that strayed into it, and not too much.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Error};
use std::path::Path;

use super::links;
use super::package::Archive;
use super::report::Report;
use super::workspace::Package;
use crate::process::cargo;

/// The licences, which stand in the root, too.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The largest archive that is taken without a second look. The registry takes ten times as much.
const MOST_BYTES: u64 = 1 << 20;

/// Holds the list of a package's files, and its texts, against that.
///
/// # Errors
/// What cargo and the file system say.
pub fn check(root: &Path, package: &Package, report: &mut Report) -> io::Result<()> {
    let files = list(root, &package.name)?;
    judge(&package.name, package.folder(), &files, report)?;
    licences(&package.name, package.folder(), root, report)
}

/// The files that cargo would pack.
fn list(root: &Path, name: &str) -> io::Result<BTreeSet<String>> {
    let output = cargo()
        .args([
            "package",
            "--list",
            "--allow-dirty",
            "--quiet",
            "--package",
            name,
        ])
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        return Err(Error::other(format!(
            "cargo package --list -p {name}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )));
    }
    let files = String::from_utf8_lossy(&output.stdout);
    Ok(files.lines().map(str::to_owned).collect())
}

fn judge(
    name: &str,
    folder: &Path,
    files: &BTreeSet<String>,
    report: &mut Report,
) -> io::Result<()> {
    for wanted in ["README.md"].iter().chain(&LICENCES) {
        if !files.contains(*wanted) {
            report.fault(format!(
                "{name}: its package lacks {wanted}: put it into crates/{name}, and into `include`"
            ));
        }
    }
    for stray in files.iter().filter(|file| is_stray(file)) {
        report.fault(format!(
            "{name}: {stray} does not belong into its package: take it away, or out of `include`"
        ));
    }
    let pages = files.iter().filter(|file| file.ends_with(".md"));
    for page in pages {
        let text = fs::read_to_string(folder.join(page))?;
        for link in links::leading_out(page, &text, files) {
            report.fault(format!(
                "{name}: {page} links to `{link}`, which is not in its package: link to something in it, or tell it in words"
            ));
        }
        if page == "README.md" {
            let shown = format!("crates/{name}/README.md");
            promise(&shown, &text, report);
            commands(&shown, &text, report);
        }
    }
    Ok(())
}

/// Looks for what a release makes false in a README.
pub fn promise(shown: &str, text: &str, report: &mut Report) {
    if text.contains("not published yet") {
        report.open(format!(
            "{shown} says that it is not published yet: say how it is taken from the registry"
        ));
    }
}

/// Looks for commands in a package's README that work in this repository only.
fn commands(shown: &str, text: &str, report: &mut Report) {
    for command in ["cargo install --path", "cargo run -p"] {
        if text.contains(command) {
            report.open(format!(
                "{shown} has a command with `{command}`, which works in this repository only: say `cargo install NAME`"
            ));
        }
    }
}

/// Files that cargo writes into each package.
const CARGOS: [&str; 2] = [".cargo_vcs_info.json", "Cargo.toml.orig"];

/// Whether it is hidden, left over by an editor or by git, or made by a build.
fn is_stray(file: &str) -> bool {
    let left_over = ["~", ".bak", ".orig", ".rej", ".swp", ".tmp", ".crate"];
    let is_hidden = file.split('/').any(|part| part.starts_with('.'));
    let is_left_over = left_over.iter().any(|end| file.ends_with(end));
    let is_built = file.starts_with("target/");
    (is_hidden || is_left_over || is_built) && !CARGOS.contains(&file)
}

/// Whether the licences in a folder are those of the root, word for word: not a link that no system followed.
///
/// # Errors
/// What the file system says.
pub fn licences(name: &str, folder: &Path, root: &Path, report: &mut Report) -> io::Result<()> {
    for licence in LICENCES {
        let ours = fs::read(root.join(licence))?;
        if !fs::read(folder.join(licence)).is_ok_and(|theirs| theirs == ours) {
            report.fault(format!(
                "{name}: its {licence} is not that of the root: link to it, or run `cargo xtask codegen` if the crate is generated"
            ));
        }
    }
    Ok(())
}

/// Tells of an archive that is larger than such a crate should be.
pub fn size(archive: &Archive, report: &mut Report) {
    if archive.bytes > MOST_BYTES {
        report.fault(format!(
            "{}: its package has {} KiB, of at most {}: leave something out, or raise the limit with a reason",
            archive.name,
            archive.bytes >> 10,
            MOST_BYTES >> 10
        ));
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;

    const WHOLE: [&str; 7] = [
        ".cargo_vcs_info.json",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "src/lib.rs",
    ];

    /// What is found of a package of these files, whose README is this.
    fn found(files: &[&str], readme: &str) -> Report {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("README.md"), readme).unwrap();
        let files = files.iter().map(|file| (*file).to_owned()).collect();
        let mut report = Report::default();
        judge("it", folder.path(), &files, &mut report).unwrap();
        report
    }

    #[test]
    fn a_whole_package_is_taken() {
        assert_eq!(
            found(&WHOLE, "# It\n\n[code](src/lib.rs)\n"),
            Report::default()
        );
    }

    #[test]
    fn what_is_missing_is_told_file_by_file() {
        for missing in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let files: Vec<_> = WHOLE.into_iter().filter(|file| *file != missing).collect();
            let report = found(&files, "");
            assert!(report.faults.len() == 1, "{report:?}");
            assert!(report.faults[0].contains(missing), "{report:?}");
        }
    }

    #[test]
    fn what_strayed_into_it_is_told() {
        for stray in [
            ".env",
            "src/.lib.rs.swp",
            "src/lib.rs.orig",
            "src/lib.rs~",
            "target/debug/it",
        ] {
            let report = found(&[&WHOLE[..], &[stray]].concat(), "");
            assert!(report.faults.len() == 1, "{stray}: {report:?}");
            assert!(report.faults[0].contains(stray), "{report:?}");
        }
    }

    #[test]
    fn links_that_leave_it_and_words_that_will_be_false_are_told() {
        let report = found(
            &WHOLE,
            "It is not published yet. [a check](../../.ci/check)\n`cargo install --path it`\n",
        );
        assert!(report.faults[0].contains("`../../.ci/check`"), "{report:?}");
        assert!(report.open[0].contains("not published yet"), "{report:?}");
        assert!(
            report.open[1].contains("`cargo install --path`"),
            "{report:?}"
        );
    }

    #[test]
    fn a_licence_of_other_words_is_none() {
        let (root, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for licence in LICENCES {
            fs::write(root.path().join(licence), "words").unwrap();
            fs::write(folder.path().join(licence), "words").unwrap();
        }
        let found = || {
            let mut report = Report::default();
            licences("it", folder.path(), root.path(), &mut report).unwrap();
            report.faults
        };
        assert_eq!(found(), Vec::<String>::new());
        // What a link is to a system that knows none.
        fs::write(folder.path().join("LICENSE-MIT"), "../../LICENSE-MIT").unwrap();
        assert!(found()[0].contains("LICENSE-MIT"));
        fs::remove_file(folder.path().join("LICENSE-MIT")).unwrap();
        assert!(found()[0].contains("LICENSE-MIT"));
    }

    #[test]
    fn a_large_archive_is_told() {
        let of = |bytes| {
            let mut report = Report::default();
            let archive = Archive {
                name: "it".into(),
                bytes,
                ..Archive::default()
            };
            size(&archive, &mut report);
            report.faults.len()
        };
        assert_eq!((of(MOST_BYTES), of(MOST_BYTES + 1)), (0, 1));
    }
}

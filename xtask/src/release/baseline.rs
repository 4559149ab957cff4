//! What changed since the newest release, and whether the version says so.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Error};
use std::path::Path;

use keyfob_codegen::Project;

use super::report::Report;
use super::workspace::Workspace;
use crate::diff::{self, Revision, Version};
use crate::process::cargo;

/// Holds the lists of the public API and the specs against those of the newest tag.
///
/// # Errors
/// What the file system says, and a version that is none.
pub fn check(
    root: &Path,
    project: &Project,
    workspace: &Workspace,
    report: &mut Report,
) -> io::Result<()> {
    let Some(tag) = Revision::newest_tag(root) else {
        report.note(
            "the API against the last release: there is no tag, so this is the first release",
        );
        return Ok(());
    };
    compare(root, project, workspace, &tag, report)?;
    semver_checks(root, workspace, &tag.name, report)
}

/// The same against this one.
fn compare(
    root: &Path,
    project: &Project,
    workspace: &Workspace,
    tag: &Revision,
    report: &mut Report,
) -> io::Result<()> {
    let parse = |text: &str| {
        Version::parse(text).ok_or_else(|| Error::other(format!("`{text}` is no version")))
    };
    let new = parse(&workspace.version)?;
    let old = parse(tag.name.trim_start_matches('v'))?;
    if new <= old {
        report.open(format!(
            "{} is released already, by the tag {}: set the next `version` in Cargo.toml (workspace.package)",
            workspace.version, tag.name
        ));
    }
    for package in workspace.published() {
        let list = format!("api/{}.txt", package.name);
        let then = tag.file(root, &list).unwrap_or_default();
        let now = fs::read_to_string(root.join(&list)).unwrap_or_default();
        if then.is_empty() && now.is_empty() && package.has("lib") {
            report.note(format!(
                "the API of {}: there is no {list}; `cargo xtask api` writes it once xtask/src/api.rs names the crate",
                package.name
            ));
        }
        let gone = gone(&then, &now);
        if let (Some(first), false) = (gone.first(), new.breaks(&old)) {
            report.fault(format!(
                "{}: {} items of its public API are gone or changed since {}, `{first}` first: set the version to {} at least",
                package.name,
                gone.len(),
                tag.name,
                old.next()
            ));
        }
    }
    match diff::short_of_a_step(root, project, &tag.name) {
        Ok(advice) => advice.into_iter().for_each(|one| report.fault(one)),
        Err(error) => report.fault(format!("the specs since {}: {error}", tag.name)),
    }
    Ok(())
}

/// The lines of an old list that a new one lacks: an item that is gone, or has another signature.
fn gone<'a>(then: &'a str, now: &str) -> Vec<&'a str> {
    let now: BTreeSet<_> = now.lines().collect();
    then.lines().filter(|line| !now.contains(line)).collect()
}

/// The same by a tool that knows more, where it is installed.
fn semver_checks(
    root: &Path,
    workspace: &Workspace,
    tag: &str,
    report: &mut Report,
) -> io::Result<()> {
    let is_there = cargo()
        .args(["semver-checks", "--version"])
        .current_dir(root)
        .output()
        .is_ok_and(|output| output.status.success());
    if !is_there {
        report.note("the API by `cargo semver-checks`: it is not installed; api/ was compared");
        return Ok(());
    }
    for package in workspace.published().filter(|one| one.has("lib")) {
        let status = cargo()
            .args(["semver-checks", "--baseline-rev", tag, "--package"])
            .arg(&package.name)
            .current_dir(root)
            .status()?;
        if !status.success() {
            report.fault(format!(
                "{}: `cargo semver-checks` says that its version does not tell what breaks, see above",
                package.name
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]
mod tests {
    use std::process::Command;

    use super::super::tests::package;
    use super::*;

    #[test]
    fn what_is_gone_or_changed_is_found_and_what_is_new_is_not() {
        let then = "pub fn it::a()\npub fn it::b(u8)\npub mod it\n";
        let now = "pub fn it::a()\npub fn it::b(u16)\npub fn it::c()\npub mod it\n";
        assert_eq!(gone(then, now), ["pub fn it::b(u8)"]);
        assert!(gone(now, now).is_empty());
        assert!(gone("", now).is_empty());
    }

    /// A repository whose tag has one public function.
    fn repository() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("specs")).unwrap();
        fs::create_dir_all(folder.path().join("api")).unwrap();
        fs::write(folder.path().join("api/it.txt"), "pub fn it::a()\n").unwrap();
        let commit = "-c user.name=test -c user.email=test@localhost -c commit.gpgsign=false commit --quiet -m all";
        for arguments in ["init --quiet", "add --all", commit, "tag v0.1.0"] {
            let mut command = Command::new("git");
            command.args(arguments.split(' ')).current_dir(&folder);
            assert!(command.status().unwrap().success(), "git {arguments}");
        }
        folder
    }

    /// What is found of a version.
    fn found(folder: &Path, version: &str) -> Report {
        let workspace = Workspace {
            version: version.into(),
            repository: None,
            packages: vec![package("it")],
        };
        let tag = Revision::newest_tag(folder).unwrap();
        let mut report = Report::default();
        compare(folder, &Project::at(folder), &workspace, &tag, &mut report).unwrap();
        report
    }

    #[test]
    fn a_version_says_what_broke_since_the_newest_tag() {
        let folder = repository();
        let folder = folder.path();
        let report = found(folder, "0.1.0");
        assert!(report.faults.is_empty(), "{report:?}");
        assert!(report.open[0].contains("released already"), "{report:?}");
        assert_eq!(found(folder, "0.1.1"), Report::default());
        fs::write(folder.join("api/it.txt"), "pub fn it::b()\n").unwrap();
        let report = found(folder, "0.1.1");
        assert!(report.faults[0].contains("`pub fn it::a()`"), "{report:?}");
        assert!(report.faults[0].contains("0.2.0 at least"), "{report:?}");
        assert_eq!(found(folder, "0.2.0"), Report::default());
        // A crate that is gone, or whose list is.
        fs::remove_file(folder.join("api/it.txt")).unwrap();
        assert!(found(folder, "0.1.1").faults[0].contains("pub fn it::a()"));
    }

    #[test]
    fn a_crate_whose_api_is_not_listed_is_named() {
        let folder = repository();
        let mut workspace = Workspace {
            version: "0.1.1".into(),
            repository: None,
            packages: vec![package("unlisted")],
        };
        let mut report = Report::default();
        let tag = Revision::newest_tag(folder.path()).unwrap();
        let project = Project::at(folder.path());
        compare(folder.path(), &project, &workspace, &tag, &mut report).unwrap();
        assert!(report.notes[0].contains("api/unlisted.txt"), "{report:?}");
        workspace.packages = vec![package("it")];
        compare(folder.path(), &project, &workspace, &tag, &mut report).unwrap();
        assert_eq!(report.notes.len(), 1);
    }

    #[test]
    fn without_a_tag_nothing_is_compared_which_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace {
            version: "0.1.0".into(),
            repository: None,
            packages: vec![package("it")],
        };
        let mut report = Report::default();
        let project = Project::at(folder.path());
        check(folder.path(), &project, &workspace, &mut report).unwrap();
        assert!(report.passes(false));
        assert!(report.notes[0].contains("the first release"), "{report:?}");
    }
}

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use keyfob_codegen::Project;
use tempfile::TempDir;

use super::{Revision, Vendor, Wanted, json, text, vendors};

const GOOD: &str = include_str!("../../../crates/keyfob-codegen/src/lint/tests/good.yaml");

/// A repository with a vendor in its first commit.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(
        folder.path(),
        &["init", "--quiet", "--initial-branch", "main"],
    );
    write(&folder, "specs/acme.yaml", GOOD);
    write(&folder, "specs/old.yaml", GOOD);
    write(
        &folder,
        "Cargo.toml",
        "[workspace.package]\nversion = \"0.1.4\"\n",
    );
    for name in ["acme", "old"] {
        let manifest = format!("[package]\nname = \"{name}\"\nversion.workspace = true\n");
        write(&folder, &format!("crates/{name}/Cargo.toml"), &manifest);
    }
    commit(&folder);
    folder
}

fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit(folder: &TempDir) {
    git(folder.path(), &["add", "--all"]);
    let who = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
    let how = [
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "-m",
        "a step",
    ];
    git(folder.path(), &[&who[..], &how[..]].concat());
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .status();
    assert!(status.unwrap().success(), "git {arguments:?}");
}

fn changed(folder: &TempDir, revision: Option<&str>) -> Result<(Revision, Vec<Vendor>), String> {
    let wanted = Wanted {
        revision: revision.map(str::to_owned),
        check: true,
        json: false,
    };
    vendors(folder.path(), &Project::at(folder.path()), &wanted)
}

#[test]
fn what_changed_since_the_newest_tag_is_told_vendor_by_vendor() {
    let folder = repository();
    git(folder.path(), &["tag", "v0.1.4"]);
    write(
        &folder,
        "specs/acme.yaml",
        &GOOD.replacen("[user, password]", "[user, password, way]", 1),
    );
    write(&folder, "specs/fresh.yaml", GOOD);
    fs::remove_file(folder.path().join("specs/old.yaml")).unwrap();
    commit(&folder);
    let (revision, vendors) = changed(&folder, None).unwrap();
    let told = text(&revision, &vendors);
    for line in [
        "acme: 1 change, 1 breaking\n",
        "fresh: a new vendor, 4 operations\n",
        "old: removed\n",
        "since v0.1.4: 3 specs changed, 2 breaking changes\n",
    ] {
        assert!(told.contains(line), "{told}");
    }
    let json = json(&revision, &vendors);
    let change = &json["vendors"][0]["changes"][0];
    assert_eq!(
        (&change["subject"], &change["impact"]),
        (&"LoginRequest.way".into(), &"source".into())
    );
}

#[test]
fn a_breaking_change_needs_a_step_of_the_version() {
    let folder = repository();
    let text = GOOD.replacen("[user, password]", "[user, password, way]", 1);
    write(&folder, "specs/acme.yaml", &text);
    let step = |folder: &TempDir| {
        let (revision, vendors) = changed(folder, Some("HEAD")).unwrap();
        (vendors[0].has_step(), vendors[0].advice(&revision))
    };
    let (has_step, advice) = step(&folder);
    assert!(
        !has_step && advice.contains("to 0.2.0 at least"),
        "{advice}"
    );
    write(
        &folder,
        "Cargo.toml",
        "[workspace.package]\nversion = \"0.1.5\"\n",
    );
    assert!(!step(&folder).0);
    write(
        &folder,
        "Cargo.toml",
        "[workspace.package]\nversion = \"0.2.0\"\n",
    );
    assert!(step(&folder).0);
    // Its own version is what counts.
    write(
        &folder,
        "crates/acme/Cargo.toml",
        "[package]\nversion = \"0.1.4\"\n",
    );
    assert!(!step(&folder).0);
    // What breaks nothing needs none.
    write(
        &folder,
        "specs/acme.yaml",
        &GOOD.replacen("x-retry: safe", "x-retry: never", 1),
    );
    assert!(step(&folder).0);
}

#[test]
fn without_a_tag_the_base_of_the_branch_counts_and_what_git_does_not_know_is_told() {
    let folder = repository();
    git(folder.path(), &["checkout", "--quiet", "-b", "branch"]);
    write(
        &folder,
        "specs/acme.yaml",
        &GOOD.replacen("calls: 3", "calls: 4", 1),
    );
    commit(&folder);
    let (revision, vendors) = changed(&folder, None).unwrap();
    assert!(text(&revision, &vendors).contains("`logins` is 4 in 60 s now"));
    let (_, none) = changed(&folder, Some("branch")).unwrap();
    assert!(none.is_empty());
    for name in ["nowhere", "--output=x", ""] {
        let error = changed(&folder, Some(name)).err().unwrap();
        assert!(error.contains("git knows no revision"), "{error}");
    }
}

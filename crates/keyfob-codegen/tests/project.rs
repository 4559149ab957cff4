//! The generator as its two users see it: write, compare, and what they say when something is off.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;

use keyfob_codegen::{Error, Project};
use tempfile::TempDir;

const GOOD: &str = include_str!("../src/lint/tests/good.yaml");

/// A project with one spec and its crate.
fn project() -> (TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("specs")).unwrap();
    fs::write(folder.path().join("specs/acme.yaml"), GOOD).unwrap();
    let project = Project::at(folder.path());
    project.write("acme").unwrap();
    (folder, project)
}

/// What each drifted file is said to be, by its path below the crate.
fn drifts(folder: &TempDir, project: &Project) -> Vec<(String, String)> {
    let root = folder.path().join("crates/acme");
    let drifts = project.compare("acme").unwrap();
    let shown = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
    drifts
        .iter()
        .map(|drift| (shown(&drift.path), drift.first.clone()))
        .collect()
}

#[test]
fn a_spec_makes_a_whole_crate_and_then_nothing_more_changes() {
    let (folder, project) = project();
    for file in [
        "Cargo.toml",
        "README.md",
        "src/lib.rs",
        "src/generated/client.rs",
        "src/generated/mock.rs",
    ] {
        let text = fs::read_to_string(folder.path().join("crates/acme").join(file)).unwrap();
        let head: String = text.lines().take(3).collect();
        assert!(
            head.contains("cargo xtask codegen acme") && head.contains("specs/acme.yaml"),
            "{file}"
        );
    }
    assert_eq!(drifts(&folder, &project), []);
    assert_eq!(
        project.write("acme").unwrap(),
        Vec::<std::path::PathBuf>::new()
    );
}

#[test]
fn a_crate_has_the_licences_of_the_workspace() {
    let (_folder, project) = project();
    let files = project.generate("acme").unwrap();
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let ours = fs::read_to_string(Path::new("../..").join(licence)).unwrap();
        assert_eq!(files.get(Path::new(licence)), Some(&ours), "{licence}");
        assert!(files[Path::new("Cargo.toml")].contains(&format!("\"/{licence}\"")));
    }
}

#[test]
fn the_folder_does_not_matter() {
    let (one, first) = project();
    let (two, second) = project();
    assert_ne!(one.path(), two.path());
    assert_eq!(
        first.generate("acme").unwrap(),
        second.generate("acme").unwrap()
    );
}

#[test]
fn one_byte_of_the_spec_is_a_drift_of_every_file() {
    let (folder, project) = project();
    fs::write(folder.path().join("specs/acme.yaml"), format!("{GOOD}\n")).unwrap();
    let drifts = drifts(&folder, &project);
    let files = project.generate("acme").unwrap();
    // The licences are the same for all vendors, and the document as JSON has no line ends of its own.
    let made_of_text = files.values().filter(|text| text.contains("sha256 "));
    let made_of_text = made_of_text.count();
    assert_eq!(made_of_text, files.len() - 3);
    assert_eq!(drifts.len(), made_of_text);
    assert!(
        drifts.iter().all(|(_, first)| first.contains("sha256")),
        "{drifts:?}"
    );
}

#[test]
fn one_byte_of_a_generated_file_is_told_with_its_line() {
    let (folder, project) = project();
    let path = folder.path().join("crates/acme/src/generated/table.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("pub static API", "pub static APX", 1)).unwrap();
    let drifts = drifts(&folder, &project);
    assert_eq!(drifts.len(), 1);
    assert_eq!(drifts[0].0, "src/generated/table.rs");
    assert!(
        drifts[0].1.contains("`pub static APX: Api = Api {`"),
        "{drifts:?}"
    );
    project.write("acme").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn missing_and_left_over_files_are_told_and_mended() {
    let (folder, project) = project();
    let generated = folder.path().join("crates/acme/src/generated");
    fs::remove_file(generated.join("mock.rs")).unwrap();
    fs::write(generated.join("old.rs"), "// from an earlier generator").unwrap();
    assert_eq!(
        drifts(&folder, &project),
        [
            ("src/generated/mock.rs".to_owned(), "is missing".to_owned()),
            (
                "src/generated/old.rs".to_owned(),
                "is not generated any more".to_owned()
            ),
        ]
    );
    project.write("acme").unwrap();
    assert_eq!(drifts(&folder, &project), []);
}

#[test]
fn contract_tests_are_made_where_the_spec_wants_them_and_leave_others_alone() {
    let (folder, project) = project();
    let root = folder.path().join("crates/acme");
    let entries = root.join("tests/contract/operations");
    let session = fs::read_to_string(entries.join("session.rs")).unwrap();
    for line in [
        "keyfob_contract_suite::operations! { acme;",
        "    login session.login {",
        r#"        ways: [[basic "basic" pair, finger "finger"]];"#,
        "        body: LoginRequest;",
        "        answers: [200 ok LoginAnswer, 207 multi_status LoginAnswer, 401 unauthorized Fault, 500 internal_server_error];",
        r#"        headers: [x_request_id "X-Request-Id"];"#,
    ] {
        assert!(
            session.lines().any(|found| found == line),
            "{line}: {session}"
        );
    }
    let orders = fs::read_to_string(entries.join("orders.rs")).unwrap();
    for line in [
        r#"        parameters: [order_id "orderId": String, page: i64, kinds each: String, trace: String];"#,
        "        body: bytes;",
        "        streams: yes;",
    ] {
        assert!(
            orders.lines().any(|found| found == line),
            "{line}: {orders}"
        );
    }
    let tests = fs::read_to_string(root.join("tests/contract.rs")).unwrap();
    for part in [
        "pub mod session;",
        "operations::orders::OPERATIONS,",
        r#"basic "basic" BASIC pair,"#,
        "Fault,",
        "LoginRequest,",
        "keyfob_contract_suite::suite!(vendor());",
    ] {
        assert!(tests.contains(part), "{part}: {tests}");
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let own = r#"acme = { path = ".", features = ["mock", "schemars"] }"#;
    assert!(manifest.contains(own), "{manifest}");
    // By hand, beside them.
    fs::write(root.join("tests/own.rs"), "// by hand").unwrap();
    fs::write(
        folder.path().join("specs/acme.yaml"),
        GOOD.replace("x-generate: [tests]\n", ""),
    )
    .unwrap();
    project.write("acme").unwrap();
    assert!(root.join("tests/own.rs").exists());
    assert!(!root.join("tests/contract.rs").exists());
    assert!(!entries.join("orders.rs").exists());
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("dev-dependencies"), "{manifest}");
}

#[test]
fn windows_line_ends_are_a_drift() {
    let (folder, project) = project();
    let path = folder.path().join("crates/acme/src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    assert_eq!(drifts(&folder, &project).len(), 1);
}

#[test]
fn a_spec_with_errors_makes_nothing_and_tells_all_of_them() {
    let (folder, project) = project();
    let bad = GOOD
        .replace("x-retry: safe", "x-retry: perhaps")
        .replace("openapi: 3.0.3", "openapi: 3.1.0");
    fs::write(folder.path().join("specs/acme.yaml"), bad).unwrap();
    let Err(Error::Spec(findings)) = project.compare("acme") else {
        panic!("no findings")
    };
    assert!(findings.findings.len() >= 2);
    let shown = findings.to_string();
    assert!(
        shown.contains("specs/acme.yaml:1:") && shown.contains("[openapi-version]"),
        "{shown}"
    );
    assert!(shown.contains("[retry]"), "{shown}");
}

#[test]
fn an_unknown_vendor_is_told_with_those_that_are() {
    let (_folder, project) = project();
    let error = project.select(&["acne".to_owned()]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no specs/acne.yaml; there are acme"
    );
}

#[test]
fn the_real_specs_generate_the_same_twice() {
    let project = Project::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    for name in project.names().unwrap() {
        assert_eq!(
            project.generate(&name).unwrap(),
            project.generate(&name).unwrap(),
            "{name}"
        );
    }
}

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use serde_json::json;

use super::prepared;
use super::report::Report;
use super::workspace::{Dependency, Package, Target, Workspace};

/// A package that is ready.
pub fn package(name: &str) -> Package {
    Package {
        name: name.into(),
        version: "0.1.0".into(),
        description: Some("What it is".into()),
        license: Some("MIT OR Apache-2.0".into()),
        repository: Some("https://host.invalid/it".into()),
        readme: Some("README.md".into()),
        keywords: vec!["a-word".into()],
        categories: vec!["api-bindings".into()],
        targets: vec![Target {
            kind: vec!["lib".into()],
        }],
        metadata: json!({"docs": {"rs": {"all-features": true, "rustdoc-args": ["--cfg", "docsrs"]}}}),
        ..Package::default()
    }
}

/// A dependency on a member.
pub fn dependency(name: &str, requirement: &str, kind: Option<&str>) -> Dependency {
    Dependency {
        name: name.into(),
        req: requirement.into(),
        kind: kind.map(str::to_owned),
        path: Some(Path::new("/crates").join(name)),
    }
}

/// All that can be told of this workspace without compiling it.
#[test]
fn this_workspace_is_fit_to_be_packaged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let workspace = Workspace::read(root).unwrap();
    let mut report = Report::default();
    let order = prepared(root, &workspace, &mut report).unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    let at = |name| order.iter().position(|one| one.name == name);
    // Examples of the facade run against the sandbox.
    assert!(at("keyfob-core") < at("quatrix") && at("quatrix") < at("keyfob"));
    assert!(at("keyfob-sandbox").is_some() && at("keyfob-sandbox") < at("keyfob"));
    for tool in [
        "keyfob-codegen",
        "keyfob-contract",
        "keyfob-contract-suite",
        "keyfob-import",
        "xtask",
    ] {
        assert_eq!(at(tool), None, "{tool} is published");
    }
}

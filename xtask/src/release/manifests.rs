//! Manifests: one version everywhere, and what the registry and docs.rs want to know.

use std::io;

use serde_json::json;

use super::report::Report;
use super::workspace::{Package, Workspace};

/// Categories of the registry that the crates are in. The registry drops a category that it does not know without a word.
const CATEGORIES: [&str; 13] = [
    "api-bindings",
    "asynchronous",
    "authentication",
    "command-line-utilities",
    "development-tools",
    "development-tools::testing",
    "encoding",
    "finance",
    "network-programming",
    "parser-implementations",
    "web-programming",
    "web-programming::http-client",
    "web-programming::websocket",
];

/// Holds every manifest against what a release needs.
///
/// # Errors
/// What the file system says.
pub fn check(workspace: &Workspace, report: &mut Report) -> io::Result<()> {
    repository(workspace, report);
    for package in workspace.published() {
        versions(package, &workspace.version, report);
        fields(package, workspace, report);
        if !package.manifest()?.get("package").is_some_and(has_list) {
            report.fault(format!(
                "{}: its manifest has no `include`: list what is packaged",
                package.name
            ));
        }
    }
    Ok(())
}

fn has_list(manifest: &toml::Value) -> bool {
    let list = manifest.get("include").and_then(toml::Value::as_array);
    list.is_some_and(|list| !list.is_empty())
}

/// Hosts whose names end so are reserved, and lead nowhere.
const RESERVED: [&str; 4] = [".invalid", ".example", ".test", ".localhost"];

fn repository(workspace: &Workspace, report: &mut Report) {
    let url = workspace.repository.as_deref().unwrap_or_default();
    let host = url.strip_prefix("https://").unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let is_reserved = RESERVED.iter().any(|reserved| host.ends_with(reserved));
    if host.is_empty() || is_reserved {
        report.open(format!(
            "the repository is not set: put its https address in the place of `{url}` in Cargo.toml (workspace.package)"
        ));
    }
}

fn versions(package: &Package, version: &str, report: &mut Report) {
    let name = &package.name;
    if package.version != version {
        report.fault(format!(
            "{package} is not of the workspace's version {version}: write `version.workspace = true`"
        ));
    }
    let members = package.dependencies.iter().filter(|one| one.path.is_some());
    for needed in members.filter(|one| one.is_packaged()) {
        let wanted = format!("^{version}");
        if needed.req != wanted {
            report.fault(format!(
                "{name} depends on {} {}: write `version = \"{version}\"` where it does, in its manifest or in Cargo.toml \
                 (workspace.dependencies)",
                needed.name, needed.req
            ));
        }
    }
}

fn fields(package: &Package, workspace: &Workspace, report: &mut Report) {
    let mut wants = |is_right: bool, what: &str| {
        if !is_right {
            report.fault(format!("{}: {what}", package.name));
        }
    };
    let is_set = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    wants(is_set(&package.description), "it has no `description`");
    wants(is_set(&package.license), "write `license.workspace = true`");
    wants(
        package.repository.is_some() && package.repository == workspace.repository,
        "write `repository.workspace = true`",
    );
    wants(is_set(&package.readme), "it has no `readme`");
    wants(
        (1..=5).contains(&package.keywords.len())
            && package.keywords.iter().all(|word| is_keyword(word)),
        "give it one to five `keywords`, each of at most 20 ASCII letters, digits, `-`, `_` and `+`",
    );
    let is_known = |slug: &String| CATEGORIES.contains(&slug.as_str());
    wants(
        (1..=5).contains(&package.categories.len()) && package.categories.iter().all(is_known),
        "give it one to five `categories`; one that is not in xtask/src/release/manifests.rs is looked up at the registry, and added there",
    );
    // A program's documentation is its `--help`.
    let docs = package.metadata.get("docs").and_then(|it| it.get("rs"));
    let wanted = json!({"all-features": true, "rustdoc-args": ["--cfg", "docsrs"]});
    wants(
        docs == Some(&wanted) || !package.has("lib"),
        "docs.rs has to show all: write `[package.metadata.docs.rs]` with `all-features = true` and `rustdoc-args = [\"--cfg\", \"docsrs\"]`",
    );
}

fn is_keyword(word: &str) -> bool {
    let is_of_it = |letter: char| letter.is_ascii_alphanumeric() || "-_+".contains(letter);
    let begins = word
        .chars()
        .next()
        .is_some_and(|first| first.is_ascii_alphanumeric());
    begins && word.len() <= 20 && word.chars().all(is_of_it)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{dependency, package};
    use super::*;

    fn workspace(repository: &str) -> Workspace {
        Workspace {
            version: "0.1.0".into(),
            repository: Some(repository.into()),
            packages: Vec::new(),
        }
    }

    /// What is found of a package.
    fn found(package: &Package) -> Vec<String> {
        let mut report = Report::default();
        versions(package, "0.1.0", &mut report);
        fields(package, &workspace("https://host.invalid/it"), &mut report);
        report.faults
    }

    #[test]
    fn a_whole_manifest_is_taken() {
        assert_eq!(found(&package("whole")), Vec::<String>::new());
    }

    #[test]
    fn each_thing_that_is_missing_is_told() {
        type Change = fn(&mut Package);
        let changes: [(Change, &str); 10] = [
            (|one| one.version = "0.2.0".into(), "version.workspace"),
            (|one| one.description = None, "description"),
            (|one| one.license = None, "license.workspace"),
            (
                |one| one.repository = Some("https://elsewhere.invalid".into()),
                "repository.workspace",
            ),
            (|one| one.readme = None, "readme"),
            (|one| one.keywords = vec!["a".into(); 6], "keywords"),
            (|one| one.keywords = vec!["two words".into()], "keywords"),
            (|one| one.keywords = vec!["a".repeat(21)], "keywords"),
            (|one| one.categories = vec!["apis".into()], "categories"),
            (
                |one| one.metadata = json!({"docs": {"rs": {"all-features": true}}}),
                "docs.rs",
            ),
        ];
        for (change, word) in changes {
            let mut changed = package("changed");
            change(&mut changed);
            let faults = found(&changed);
            assert!(
                matches!(&faults[..], [only] if only.contains(word)),
                "{word}: {faults:?}"
            );
        }
    }

    #[test]
    fn members_are_named_with_the_version_of_the_release() {
        let mut one = package("one");
        one.dependencies = vec![
            dependency("other", "^0.1.0", None),
            dependency("tests", "*", Some("dev")),
        ];
        assert_eq!(found(&one), Vec::<String>::new());
        for (requirement, kind) in [
            ("^0.0.9", None),
            ("*", None),
            ("^0.0.9", Some("dev")),
            ("*", Some("build")),
        ] {
            one.dependencies = vec![dependency("other", requirement, kind)];
            let faults = found(&one);
            assert!(
                faults.concat().contains("write `version = \"0.1.0\"`"),
                "{requirement} {kind:?}: {faults:?}"
            );
        }
    }

    #[test]
    fn a_reserved_repository_is_left_to_do() {
        for (url, is_open) in [
            ("https://repository.invalid/keyfob", true),
            ("https://keyfob.example/it", true),
            ("", true),
            ("http://plain.org/it", true),
            ("https://invalid.org/keyfob", false),
        ] {
            let mut report = Report::default();
            repository(&workspace(url), &mut report);
            assert_eq!(report.open.len(), usize::from(is_open), "{url}");
            assert_eq!(report.passes(false), !is_open);
            assert!(report.passes(true));
        }
    }
}

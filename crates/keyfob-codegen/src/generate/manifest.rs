//! `Cargo.toml` of a client crate.

use std::path::PathBuf;

use serde_json::Value;

use super::contract;
use crate::model::Spec;

/// Whether a client derives what serde has macros for.
pub(super) struct SerdeMacros(pub(super) bool);

pub(super) fn manifest(spec: &Spec, SerdeMacros(derives): SerdeMacros) -> String {
    let Spec { name, title, .. } = spec;
    let core = [(spec.decimals, "decimal"), (spec.times, "time")];
    let core = core.iter().filter(|(is_used, _)| *is_used);
    let core: Vec<_> = core.map(|(_, name)| format!("\"{name}\"")).collect();
    let core = match core.is_empty() {
        true => "keyfob-core.workspace = true".to_owned(),
        false => format!(
            "keyfob-core = {{ workspace = true, features = [{}] }}",
            core.join(", ")
        ),
    };
    let serde = match derives {
        true => r#"serde = { workspace = true, features = ["derive"] }"#,
        false => "serde.workspace = true",
    };
    // Strings of JSON are strings of TOML.
    let description = Value::from(format!("Unofficial typed client for {title}, by Keyfob"));
    let keywords: Vec<_> = keywords(name).map(|word| format!("\"{word}\"")).collect();
    let keywords = keywords.join(", ");
    let (features, tests) = (features(spec), tests(spec));
    format!(
        r#"
[package]
name = "{name}"
description = {description}
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
repository.workspace = true
readme = "README.md"
keywords = [{keywords}]
categories = ["api-bindings"]
include = ["/LICENSE-APACHE", "/LICENSE-MIT", "/README.md", "/src"]

[features]
default = ["rustls-ring"]
# TLS, one of them: without any only http to loopback works.
rustls-ring = ["keyfob-core/rustls-ring"]
rustls-aws-lc = ["keyfob-core/rustls-aws-lc"]
{features}# Typed mocks for httpmock.
mock = ["dep:httpmock"]
# `schemars::JsonSchema` on every model.
schemars = ["dep:schemars", "keyfob-core/schemars"]
# The document that the client is generated from, as a text.
spec = []

[dependencies]
httpmock = {{ workspace = true, optional = true }}
{core}
reqwest.workspace = true
schemars = {{ workspace = true, optional = true }}
{serde}
serde_json.workspace = true
{tests}
[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[lints]
workspace = true
"#
    )
}

/// What the crate is found by. The registry takes no words of more than 20 letters.
fn keywords(name: &str) -> impl Iterator<Item = &str> {
    let words = ["api-client", "keyfob", name].into_iter();
    words.filter(|word| word.len() <= 20)
}

/// The licences, which each package has to hold itself.
pub(super) fn licences() -> [(PathBuf, String); 2] {
    [
        ("LICENSE-APACHE", include_str!("../../../../LICENSE-APACHE")),
        ("LICENSE-MIT", include_str!("../../../../LICENSE-MIT")),
    ]
    .map(|(name, text)| (name.into(), text.to_owned()))
}

/// What the generated contract tests need; the crate itself with everything, so that `cargo test -p NAME` runs them.
fn tests(spec: &Spec) -> String {
    if !contract::is_wanted(spec) {
        return String::new();
    }
    let all = if spec.features.is_empty() {
        ""
    } else {
        "\"all\", "
    };
    format!(
        r#"
[dev-dependencies]
{name} = {{ path = ".", features = [{all}"mock", "schemars"] }}
keyfob-contract-suite.workspace = true
"#,
        name = spec.name,
    )
}

/// A feature for each tag that has one, and one for all of them.
fn features(spec: &Spec) -> String {
    if spec.features.is_empty() {
        return String::new();
    }
    let quoted: Vec<_> = spec
        .features
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    let each: String = spec
        .features
        .iter()
        .map(|name| format!("{name} = []\n"))
        .collect();
    format!(
        "# Operations by tag; those of no feature are always there.\n{each}all = [{}]\n",
        quoted.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_the_registry_takes_as_no_keyword_is_none() {
        let of = |name| keywords(name).collect::<Vec<_>>();
        assert_eq!(of("acme"), ["api-client", "keyfob", "acme"]);
        let longest = "a".repeat(20);
        assert_eq!(of(&longest), ["api-client", "keyfob", &longest]);
        assert_eq!(of(&"a".repeat(21)), ["api-client", "keyfob"]);
    }
}

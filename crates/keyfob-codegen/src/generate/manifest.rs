//! `Cargo.toml` of a client crate.

use serde_json::Value;

use crate::model::Spec;

pub(super) fn manifest(spec: &Spec) -> String {
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
    // Strings of JSON are strings of TOML.
    let description = Value::from(format!("Typed client for {title}, by Keyfob"));
    let features = features(spec);
    format!(
        r#"
[package]
name = "{name}"
description = {description}
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true

[features]
default = ["rustls-ring"]
# TLS, one of them: without any only http to loopback works.
rustls-ring = ["keyfob-core/rustls-ring"]
rustls-aws-lc = ["keyfob-core/rustls-aws-lc"]
{features}# Typed mocks for httpmock.
mock = ["dep:httpmock"]
# `schemars::JsonSchema` on every model.
schemars = ["dep:schemars", "keyfob-core/schemars"]

[dependencies]
httpmock = {{ workspace = true, optional = true }}
{core}
reqwest.workspace = true
schemars = {{ workspace = true, optional = true }}
serde.workspace = true
serde_json.workspace = true

[package.metadata.docs.rs]
all-features = true

[lints]
workspace = true
"#
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

//! `Cargo.toml` of a client crate.

use crate::model::Spec;

pub(super) fn manifest(spec: &Spec) -> String {
    let Spec { name, title, .. } = spec;
    let core = match spec.decimals {
        true => r#"keyfob-core = { workspace = true, features = ["decimal"] }"#,
        false => "keyfob-core.workspace = true",
    };
    let description = format!("Typed client for {title}, by Keyfob").replace('"', "'");
    format!(
        r#"
[package]
name = "{name}"
description = "{description}"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true

[features]
default = ["rustls-ring"]
# TLS, one of them: without any only http to loopback works.
rustls-ring = ["keyfob-core/rustls-ring"]
rustls-aws-lc = ["keyfob-core/rustls-aws-lc"]
# Typed mocks for httpmock.
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

[lints]
workspace = true
"#
    )
}

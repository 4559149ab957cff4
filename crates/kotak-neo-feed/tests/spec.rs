//! The documents in `specs/feeds/` and the code are one: frames are built from the documents alone, and what the
//! codecs make of them is held against what was put in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "spec/layout.rs"]
mod layout;
#[path = "spec/rules.rs"]
mod rules;
#[path = "spec/servers.rs"]
mod servers;
#[path = "../../keyfob-sandbox/tests/it/yaml.rs"]
mod yaml;

use serde_json::Value;

const FEEDS: [&str; 3] = ["hsm", "sfeed", "orders"];

/// The document of a feed.
fn document(feed: &str) -> Value {
    yaml::read(&format!("../../specs/feeds/kotak-neo-{feed}.yaml"))
}

/// A message of a document.
fn message<'a>(document: &'a Value, name: &str) -> &'a Value {
    let message = &document["components"]["messages"][name];
    assert!(message.is_object(), "no message {name}");
    message
}

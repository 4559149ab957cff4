//! The documents in `specs/feeds/` and the code are one: frames are built from the documents alone, and what the
//! codecs make of them is held against what was put in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "spec/hsm.rs"]
mod hsm;
#[path = "spec/hsm_records.rs"]
mod hsm_records;
#[path = "spec/layout.rs"]
mod layout;
#[path = "spec/orders.rs"]
mod orders;
#[path = "spec/random.rs"]
mod random;
#[path = "spec/rules.rs"]
mod rules;
#[path = "spec/servers.rs"]
mod servers;
#[path = "spec/sfeed.rs"]
mod sfeed;
#[path = "spec/sfeed_packets.rs"]
mod sfeed_packets;
#[path = "spec/told.rs"]
mod told;
#[path = "../../keyfob-sandbox/tests/it/yaml.rs"]
mod yaml;

use std::sync::LazyLock;

use serde_json::Value;

const FEEDS: [&str; 3] = ["hsm", "sfeed", "orders"];

/// The document of a feed.
fn document(feed: &str) -> &'static Value {
    static DOCUMENTS: LazyLock<[Value; 3]> = LazyLock::new(|| {
        FEEDS.map(|feed| yaml::read(&format!("../../specs/feeds/kotak-neo-{feed}.yaml")))
    });
    let at = FEEDS.iter().position(|known| *known == feed).unwrap();
    &DOCUMENTS[at]
}

/// A message of a document.
fn message<'a>(document: &'a Value, name: &str) -> &'a Value {
    let message = &document["components"]["messages"][name];
    assert!(message.is_object(), "no message {name}");
    message
}

//! Documents that are changed: what is told of the change, and what comes of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "documents/agreement.rs"]
mod agreement;
#[path = "documents/cases/mod.rs"]
mod cases;
#[path = "documents/failures.rs"]
mod failures;
#[path = "documents/items.rs"]
mod items;
#[path = "documents/mutate.rs"]
mod mutate;

use std::path::Path;

use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;

/// A spec with something of everything.
const GOOD: &str = include_str!("../src/lint/tests/good.yaml");

/// A document that lints clean.
fn clean(text: &str) -> Document {
    let document = Document::parse(Path::new("specs/acme.yaml"), text.to_owned()).unwrap();
    let findings = lint(&document);
    assert!(findings.is_empty(), "{findings:#?}");
    document
}

//! Spec in, client crate out.
//!
//! | stage | module |
//! |---|---|
//! | load: YAML with the place of everything | [`load`] |
//! | lint: what progenitor would panic on or get silently wrong, and our own rules | [`lint`] |
//! | lower: the spec as progenitor is to see it | `lower` |
//! | generate: client, mocks, table, manifest, README | [`generate`] |
//! | write or compare | [`output`] |
//! | beside the crate: facade, sandbox | [`workspace`] |
//!
//! [`diff`] compares two documents of one vendor; [`mod@reference`] has what pages tell of each operation.
//!
//! [`edit`] changes the text of a spec and keeps what a person wrote; [`sample`] has the values of made-up examples.
//!
//! [`Project`] runs them all, for the command line and for the root package's build script.

pub mod diff;
pub mod edit;
pub mod finding;
pub mod generate;
mod json;
pub mod lint;
pub mod load;
mod lower;
mod mark;
pub mod model;
pub mod names;
pub mod output;
mod project;
pub mod reference;
pub mod sample;
mod times;
pub mod workspace;

pub use project::{Error, Project};

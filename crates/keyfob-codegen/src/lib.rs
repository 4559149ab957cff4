//! Spec in, client crate out.
//!
//! | stage | module |
//! |---|---|
//! | load: YAML with the place of everything | [`load`] |
//! | lint: what progenitor would panic on or get silently wrong, and our own rules | [`lint`] |
//! | lower: the spec as progenitor is to see it | [`lower`] |
//! | generate: client, mocks, table, manifest, README | [`generate`] |
//! | write or compare | [`output`] |
//!
//! [`Project`] runs them all, for the command line and for the root package's build script.

pub mod finding;
pub mod generate;
pub mod lint;
pub mod load;
pub mod lower;
mod mark;
pub mod model;
pub mod names;
pub mod output;
mod project;
mod times;

pub use project::{Error, Project};

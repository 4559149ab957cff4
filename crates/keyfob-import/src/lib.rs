#![doc = include_str!("../README.md")]

mod answers;
mod api;
mod bodies;
mod dialect;
mod error;
mod examples;
mod faults;
mod groups;
mod ids;
mod media;
pub mod merge;
mod names;
mod notes;
mod operation;
mod parameters;
pub mod report;
mod schema;
mod schemas;
mod security;
mod servers;
mod skeleton;
pub mod source;
mod spec;
mod templates;
mod texts;

use std::path::Path;

use self::dialect::Forms;
pub use self::error::Error;
use self::notes::Notes;
use self::report::Report;
pub use self::skeleton::{LoginKind, UnknownLogin, skeleton};
use self::source::Source;

/// A spec made of a vendor's document.
#[derive(Debug)]
pub struct Import {
    /// The spec, as it is written into `specs/`.
    pub yaml: String,
    /// What became of the document.
    pub report: Report,
}

/// Makes a spec of a vendor's document, and of those that it refers to.
///
/// `name` is the vendor's, as the crate is called; it is the title of a document that has none.
///
/// # Errors
/// If a file cannot be read, or describes no API in Swagger 2.0 or OpenAPI 3.
pub fn import(name: &str, path: &Path) -> Result<Import, Error> {
    let source = Source::read(path)?;
    let Some(root) = source.root() else {
        return Ok(Import {
            yaml: String::new(),
            report: Report::default(),
        });
    };
    let forms = Forms::of(root);
    let mut notes = Notes::default();
    let api = dialect::read(root, &forms, &mut notes)?;
    let (yaml, report) = spec::spec(&api, name, notes);
    Ok(Import {
        yaml: yaml.to_yaml(),
        report,
    })
}

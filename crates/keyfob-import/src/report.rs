//! What became of the vendor's document.

mod render;

use crate::source::Location;

/// What an import did beyond carrying over.
#[derive(Debug, Default)]
pub struct Report {
    /// How many operations the vendor's document has.
    pub operations: usize,
    /// How many of them are in the spec.
    pub imported: usize,
    /// What is other than in the source, in the order of the source.
    pub notes: Vec<Note>,
}

/// One thing that is other than in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The operation as `GET /orders/{id}`; nothing for what belongs to the whole document.
    pub operation: Option<String>,
    /// Where in the source.
    pub location: Location,
    /// What it is, and what became of it.
    pub message: String,
    /// How much is lost.
    pub effect: Effect,
}

/// How much is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The operation is not in the spec.
    OperationLeftOut,
    /// A part of an operation or of a schema is not in the spec.
    PartLeftOut,
    /// It is in the spec, and says less than the source.
    Loosened,
    /// The source does not say it, and a person has to look at it.
    Guessed,
}

//! Where it is written down what is other than in the source.

use crate::report::{Effect, Note};
use crate::source::Cursor;

/// Notes on a document or on one operation.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    operation: Option<String>,
    pub list: Vec<Note>,
}

impl Notes {
    /// Notes on an operation.
    pub fn on(operation: &str) -> Self {
        Self {
            operation: Some(operation.to_owned()),
            list: Vec::new(),
        }
    }

    /// A part is not in the spec.
    pub fn left_out(&mut self, at: Cursor<'_>, message: impl Into<String>) {
        self.add(at, Effect::PartLeftOut, message);
    }

    /// It is in the spec, and says less than the source.
    pub fn loosened(&mut self, at: Cursor<'_>, message: impl Into<String>) {
        self.add(at, Effect::Loosened, message);
    }

    /// The source does not say it.
    pub fn guessed(&mut self, at: Cursor<'_>, message: impl Into<String>) {
        self.add(at, Effect::Guessed, message);
    }

    /// An operation is not in the spec.
    pub fn operation_left_out(
        &mut self,
        operation: &str,
        at: Cursor<'_>,
        message: impl Into<String>,
    ) {
        self.list.push(Note {
            operation: Some(operation.to_owned()),
            location: at.location(),
            message: message.into(),
            effect: Effect::OperationLeftOut,
        });
    }

    fn add(&mut self, at: Cursor<'_>, effect: Effect, message: impl Into<String>) {
        self.list.push(Note {
            operation: self.operation.clone(),
            location: at.location(),
            message: message.into(),
            effect,
        });
    }
}

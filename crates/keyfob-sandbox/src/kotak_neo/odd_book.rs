//! What stands in a book's place for hours or weeks, as users report.

use serde_json::{Value, json};

/// What books and lists are answered with in place of their rows: with HTTP status 200, since no report names another. The
/// shapes are those of the reports, the words invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OddBook {
    /// `{"code", "message"}`.
    CodeAndMessage,
    /// `{"code", "type", "message", "description"}`, as the gateway writes it.
    Gateway,
    /// `{"message": "Unauthorized"}`.
    Unauthorized,
    /// `stat` is a sentence, and nothing stands beside it.
    Sentence,
    /// An object without members.
    Empty,
}

impl OddBook {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::CodeAndMessage,
        Self::Gateway,
        Self::Unauthorized,
        Self::Sentence,
        Self::Empty,
    ];

    pub(super) fn body(self) -> Value {
        match self {
            Self::CodeAndMessage => json!({"code": 400, "message": "Unable to fetch the data"}),
            Self::Gateway => json!({
                "code": "101503",
                "type": "Status report",
                "message": "Runtime Error",
                "description": "Error connecting to the back end",
            }),
            Self::Unauthorized => json!({"message": "Unauthorized"}),
            Self::Sentence => json!({"stat": "Something went wrong. Please try again later."}),
            Self::Empty => json!({}),
        }
    }
}

//! The ways in which an answer can differ, and what can come of an operation.

use std::fmt;

use serde::{Deserialize, Serialize};

/// In what way an answer is other than the document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// The document does not have the status.
    Status,
    /// The body is of another media type, or says none.
    ContentType,
    /// A header that the document requires is not there.
    Header,
    /// The body is empty.
    EmptyBody,
    /// The body is no JSON.
    NotJson,
    /// A member that the document shows in every example is in no object of the answer.
    Missing,
    /// A member that the document does not have.
    Unknown,
    /// A value of another JSON type.
    Type,
    /// A null where the document has none.
    Null,
    /// A single item where the document has a list of such items.
    SingleItem,
    /// What the document has inside of a member stands in its place.
    Wrapper,
    /// A text in another form, such as a date in another order.
    Format,
    /// A text that is none of the known values.
    Value,
}

impl Kind {
    /// The kind as it is written in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::ContentType => "content-type",
            Self::Header => "header",
            Self::EmptyBody => "empty-body",
            Self::NotJson => "not-json",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Type => "type",
            Self::Null => "null",
            Self::SingleItem => "single-item",
            Self::Wrapper => "wrapper",
            Self::Format => "format",
            Self::Value => "value",
        }
    }

    /// The kind in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Status => "a status that is not described",
            Self::ContentType => "another content type",
            Self::Header => "a header is not there",
            Self::EmptyBody => "the body is empty",
            Self::NotJson => "the body is no JSON",
            Self::Missing => "a member is not there",
            Self::Unknown => "a member that is not described",
            Self::Type => "another JSON type",
            Self::Null => "null",
            Self::SingleItem => "a single item in place of a list",
            Self::Wrapper => "the answer stands outside of its wrapper",
            Self::Format => "a text in another form",
            Self::Value => "a value that is not known",
        }
    }

    /// Whether it is about the answer as a whole, so that nothing in it could be compared.
    pub fn is_whole(self) -> bool {
        matches!(
            self,
            Self::Status | Self::ContentType | Self::Header | Self::EmptyBody | Self::NotJson
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// What came of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Outcome {
    /// It succeeded, and its answer is as described, as far as it has anything.
    Agreed,
    /// It succeeded, but there was nothing to compare: an empty list, for instance.
    Empty,
    /// It succeeded or was refused, and something in its answer is other than described.
    Drifted,
    /// The vendor refused it in a way that is described.
    Refused,
    /// No answer came.
    Failed,
    /// It was not called: no earlier answer had a value that it needs.
    NoValue,
    /// It was not called: the environment does not have it.
    NotHere,
    /// It was not called: the check ended before.
    NotReached,
    /// It is never called, or was taken off the plan.
    LeftOut,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Agreed => "agreed",
            Self::Empty => "nothing to compare",
            Self::Drifted => "drifted",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::NoValue => "no value to ask with",
            Self::NotHere => "not in this environment",
            Self::NotReached => "not reached",
            Self::LeftOut => "left out",
        })
    }
}

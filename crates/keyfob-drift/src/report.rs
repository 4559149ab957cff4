//! What came of a check, without a value of any answer.

mod kind;
mod read;
mod summary;

use serde::{Deserialize, Serialize};

pub use self::kind::{Kind, Outcome};
pub use self::read::ReportError;

/// The format that is written and read.
const FORMAT: &str = "keyfob-drift/1";

/// What came of a check: which operations were called, and what of their answers is other than the document says.
///
/// It holds no value of an answer, no host and no account. `Display` shows it for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Report {
    /// Which format it has: `keyfob-drift/1`.
    format: String,
    /// The version of this crate that wrote it.
    pub tool: String,
    /// The vendor, by the name of its client crate.
    pub vendor: String,
    /// The [`fingerprint`](crate::fingerprint) of the document that the answers were compared with.
    pub document: String,
    /// The vendor's environment, by its name in the document.
    pub environment: String,
    /// Whether a sandbox or a mock answered in place of the vendor: then it proves nothing about the vendor.
    pub stand_in: bool,
    /// The day in UTC, as `YYYY-MM-DD`.
    pub date: String,
    /// Every operation of the document: those that were called first.
    pub operations: Vec<Checked>,
    /// What is other than the document says, in the order in which it was met.
    pub findings: Vec<Finding>,
}

/// What came of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Checked {
    /// The `operationId`.
    pub operation: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The HTTP status of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it was not called, in the document's words or this crate's; or the kind of the error that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The members that were seen as they are described: JSON pointers, with `*` for the items of lists and the keys of maps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
}

/// One thing that is other than the document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Finding {
    /// The `operationId`.
    pub operation: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// In what way.
    pub kind: Kind,
    /// Where in the body: a JSON pointer, with `*` for the items of lists and the keys of maps, and the shape of a name in braces in
    /// place of a name that may be data. Empty for the answer as a whole.
    pub at: String,
    /// What the document says.
    pub expected: String,
    /// The shape of what came.
    pub found: String,
}

impl Report {
    #[cfg(feature = "run")]
    pub(crate) fn new(vendor: &str, document: String, environment: &str, date: String) -> Self {
        Self {
            format: FORMAT.to_owned(),
            tool: concat!("keyfob-drift ", env!("CARGO_PKG_VERSION")).to_owned(),
            vendor: vendor.to_owned(),
            document,
            environment: environment.to_owned(),
            stand_in: false,
            date,
            operations: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// What came of an operation.
    pub fn operation(&self, id: &str) -> Option<&Checked> {
        self.operations
            .iter()
            .find(|checked| checked.operation == id)
    }

    /// What was found in the answers of an operation.
    pub fn findings_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.operation == id)
    }
}

#[cfg(test)]
mod tests;

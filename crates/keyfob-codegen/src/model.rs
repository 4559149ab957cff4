//! What the generator needs of a spec, in its own terms. It is built from a document that lints clean.

mod operations;
mod places;
mod read;
mod schemas;

use std::collections::BTreeSet;

pub use places::path_of;

/// A spec.
#[derive(Debug)]
pub struct Spec {
    /// The crate's name.
    pub name: String,
    /// `info.title`
    pub title: String,
    /// `info.description`
    pub description: String,
    /// Hosts that credentials may go to.
    pub hosts: Vec<String>,
    /// The document's servers.
    pub servers: Vec<Server>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// The operations, in the order of the file.
    pub operations: Vec<Operation>,
    /// What errors look like.
    pub faults: Faults,
    /// Whether there are exact decimals.
    pub decimals: bool,
    /// Schemas that travel as JSON inside a text.
    pub embedded: BTreeSet<String>,
    /// Schemas whose members go as null when they are not set.
    pub nulls: BTreeSet<String>,
    /// The features of the tags, sorted.
    pub features: BTreeSet<String>,
    /// Other names of enum values, by schema and property.
    pub aliases: Vec<Aliases>,
}

/// Other names under which the values of a request's enum can be written.
#[derive(Debug)]
pub struct Aliases {
    /// The schema.
    pub schema: String,
    /// The property with the enum.
    pub property: String,
    /// Each other name, and the value that it stands for.
    pub names: Vec<(String, String)>,
}

/// A server.
#[derive(Debug)]
pub struct Server {
    /// `x-variant`
    pub variant: String,
    /// The URL with its `{variables}`.
    pub url: String,
    /// The variables' names and defaults.
    pub variables: Vec<(String, String)>,
    /// Fixed headers that are other here; `None` takes one away.
    pub headers: Vec<(String, Option<String>)>,
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the spec.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it goes.
    pub placement: Placement,
}

/// Where a credential goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// `Authorization: Bearer`
    Bearer,
    /// `Authorization: Basic`
    Basic,
    /// A header.
    Header(String),
    /// A query parameter.
    Query(String),
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`
    pub id: String,
    /// The method, in lower case.
    pub method: String,
    /// The path's template.
    pub path: String,
    /// The summary.
    pub summary: String,
    /// The feature that it belongs to: its first tag's `x-feature`.
    pub feature: Option<String>,
    /// Its own servers.
    pub servers: Vec<Server>,
    /// Alternatives of credentials that go together.
    pub security: Vec<Vec<String>>,
    /// `x-retry`
    pub retry: String,
    /// `x-proves`
    pub proves: Option<String>,
    /// Fixed headers, the document's included.
    pub headers: Vec<(String, String)>,
    /// Path and query parameters.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Content>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// Whether a body of which nothing is set is not sent: `x-optional-body`.
    pub optional_body: bool,
    /// Names of secret members of the request.
    pub secrets: BTreeSet<String>,
    /// Members of the request that go to some environments only.
    pub members: Vec<(String, Vec<String>)>,
    /// Members of which one shows that a success is the answer: `x-answer` of its schema.
    pub proof: Vec<String>,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// `path` or `query`.
    pub location: String,
    /// Whether it is always sent.
    pub required: bool,
}

/// A body.
#[derive(Debug, PartialEq, Eq)]
pub struct Content {
    /// The media type.
    pub media: String,
    /// The component schema, if it is one.
    pub schema: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, if there is one.
    pub content: Option<Content>,
    /// Names of the headers that it declares.
    pub headers: Vec<String>,
}

/// `x-faults`
#[derive(Debug, Default)]
pub struct Faults {
    /// Pointers to the code.
    pub code: Vec<String>,
    /// Pointers to the message.
    pub message: Vec<String>,
    /// Messages that say nothing.
    pub vague: Vec<String>,
    /// Marks of an error inside a success: pointer and wanted text.
    pub in_success: Vec<(String, Option<String>)>,
    /// What codes, words and statuses mean; the first match counts.
    pub kinds: Vec<Meaning>,
}

/// One of `x-faults.kinds`.
#[derive(Debug)]
pub struct Meaning {
    /// The kind, in kebab-case.
    pub kind: String,
    /// Codes that have it.
    pub codes: Vec<String>,
    /// Words in the message that tell it.
    pub says: Vec<String>,
    /// HTTP statuses that have it.
    pub statuses: Vec<u16>,
    /// Whether they have it only where there is no code.
    pub without_code: bool,
    /// Only where one of these is put to the test.
    pub proves: Vec<String>,
    /// Only in these operations.
    pub operations: Vec<String>,
}

impl Operation {
    /// The component schema of its success, if it has one.
    pub fn success(&self) -> Option<&Content> {
        self.answers
            .iter()
            .filter(|answer| answer.status < 300)
            .find_map(|answer| answer.content.as_ref())
    }

    /// Whether the success is bytes, not JSON.
    pub fn streams(&self) -> bool {
        self.success()
            .is_some_and(|content| content.media != "application/json")
    }
}

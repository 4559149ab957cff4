//! What the generator needs of a spec, in its own terms. It is built from a document that lints clean.

mod limits;
mod nodes;
mod operations;
mod places;
mod read;
mod schemas;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
pub use places::{Place, path_of};

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
    /// How often it may be called: `x-rate-limits`.
    pub limits: Vec<RateLimit>,
    /// Whether there are exact decimals.
    pub decimals: bool,
    /// Whether there are points in time.
    pub times: bool,
    /// Schemas that travel as JSON inside a text.
    pub embedded: BTreeSet<String>,
    /// Schemas whose members go as null when they are not set.
    pub nulls: BTreeSet<String>,
    /// The features of the tags, sorted.
    pub features: BTreeSet<String>,
    /// What is generated beside the crate: `x-generate`.
    pub extras: BTreeSet<String>,
    /// The groups of operations, one a tag, in the order of the spec.
    pub groups: Vec<Group>,
    /// What the types are made of, by name; those of inline schemas among them.
    pub shapes: BTreeMap<String, Shape>,
}

/// What a type is made of.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Of an enum: its values on the wire, and the names of their variants.
    pub values: Vec<(String, String)>,
    /// Of an object: its members.
    pub members: Vec<Member>,
    /// Whether an object has members that must be there.
    pub has_required: bool,
    /// Whether it is an object of members of its own, which has a builder; maps, lists and plain values have none.
    pub is_struct: bool,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub rust: String,
    /// The schema of its value, or of an element of its list, if that is an object or an enum.
    pub schema: Option<String>,
    /// The schema of the JSON in its text: `x-json`.
    pub json: Option<String>,
    /// Whether it is an exact decimal.
    pub is_decimal: bool,
    /// What reads and writes it, if it is a point in time: `seconds`.
    pub time: Option<&'static str>,
}

/// Operations that belong together: a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The tag.
    pub tag: String,
    /// The client's method that leads to them: the tag's `x-name`, or the tag in snake_case.
    pub name: String,
    /// What the spec says of the tag.
    pub description: String,
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
    /// Of OAuth 2.0: the ways to a token.
    pub flows: Vec<Flow>,
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
    /// A cookie.
    Cookie(String),
}

/// A way of OAuth 2.0 to a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// `authorizationCode`, `clientCredentials`, `implicit` or `password`.
    pub grant: String,
    /// Where tokens are asked for; empty for `implicit`.
    pub token_url: String,
    /// Where they are asked for with a refresh token, if that is elsewhere.
    pub refresh_url: Option<String>,
    /// What can be asked for, and what the spec says of it.
    pub scopes: Vec<(String, String)>,
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
    /// The description.
    pub description: String,
    /// The group's name: its first tag's.
    pub group: String,
    /// The method's name in its group: `x-name`, or the id without `get_`.
    pub name: String,
    /// `x-source`: where it is known from, and how sure that is.
    pub source: (String, String),
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
    /// Its name in Rust: `x-name`, or that on the wire in snake_case.
    pub rust: String,
    /// `path` or `query`.
    pub location: String,
    /// Whether it is always sent.
    pub required: bool,
    /// What it is.
    pub kind: Kind,
    /// What the spec says of it.
    pub description: String,
    /// Its example.
    pub example: Option<serde_json::Value>,
}

/// What a parameter is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A text that must not be shown.
    Secret,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// A point in time, with what writes it: `seconds`.
    Time(&'static str),
    /// Yes or no.
    Boolean,
    /// A component schema: an enum.
    Schema(String),
    /// A list of one of these.
    List(Box<Kind>),
}

/// A body.
#[derive(Debug, PartialEq, Eq)]
pub struct Content {
    /// The media type.
    pub media: String,
    /// The component schema, if it is one.
    pub schema: Option<String>,
    /// The first example.
    pub example: Option<serde_json::Value>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// What the spec says of it.
    pub description: String,
    /// The body, if there is one.
    pub content: Option<Content>,
    /// Names of the headers that it declares.
    pub headers: Vec<String>,
}

/// One of `x-rate-limits`.
#[derive(Debug)]
pub struct RateLimit {
    /// Its name.
    pub name: String,
    /// At most so many calls ...
    pub calls: u32,
    /// ... in so many seconds.
    pub seconds: u64,
    /// The operations that count, those of its tags among them; empty: all.
    pub operations: Vec<String>,
    /// The environments where it holds; empty: all.
    pub variants: Vec<String>,
    /// The security scheme whose user the vendor counts by.
    pub user: Option<String>,
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

impl Spec {
    /// The schema whose builder makes such a body of nothing, if there is one: its own, or that of the JSON that is all of a form.
    pub fn empty(&self, schema: &str) -> Option<String> {
        let mut name = schema.to_upper_camel_case();
        // Each form holds another one's JSON; a spec in which one holds its own has no type of it.
        for _ in 0..self.shapes.len() {
            let shape = self.shapes.get(&name)?;
            match shape.members.as_slice() {
                _ if shape.is_struct && !shape.has_required => return Some(name),
                [only] => name = only.json.as_ref()?.to_upper_camel_case(),
                _ => return None,
            }
        }
        None
    }
}

impl Spec {
    /// What a body is made of: its schema, or that of the JSON that is all of a form.
    pub fn content_of<'a>(&'a self, schema: &'a str) -> &'a str {
        let shape = self.shapes.get(&schema.to_upper_camel_case());
        match shape.map(|shape| shape.members.as_slice()) {
            Some(
                [
                    Member {
                        json: Some(inner), ..
                    },
                ],
            ) => inner,
            _ => schema,
        }
    }
}

impl Operation {
    /// The component schema of its success, if it has one.
    pub fn success(&self) -> Option<&Content> {
        self.answers
            .iter()
            .filter(|answer| answer.status < 300)
            .find_map(|answer| answer.content.as_ref())
    }

    /// The statuses of successes that have no body.
    pub fn empty_successes(&self) -> impl Iterator<Item = u16> + '_ {
        let answers = self.answers.iter();
        answers
            .filter(|answer| answer.status < 300 && answer.content.is_none())
            .map(|answer| answer.status)
    }

    /// The name of its builder: group and method, `OrdersPlace`.
    pub fn builder(&self) -> String {
        crate::names::builder(&format!("{}_{}", self.group, self.name))
    }

    /// Whether the success is bytes, not JSON.
    pub fn streams(&self) -> bool {
        self.success()
            .is_some_and(|content| content.media != "application/json")
    }
}

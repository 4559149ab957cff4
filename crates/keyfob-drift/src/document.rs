//! The document that a client was generated from: OpenAPI 3.0, as JSON.

mod operation;
mod schema;

use std::fmt;

use serde_json::Value;

pub(crate) use self::operation::{Operation, Source};
pub(crate) use self::schema::Schema;
use crate::fingerprint::fingerprint;
use crate::names::Names;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A document, and what it knows.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    root: Value,
    fingerprint: String,
    pub(crate) names: Names,
}

/// Why a text is no document of a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum DocumentError {
    /// It is no JSON.
    NotJson(serde_json::Error),
    /// It has no operations.
    NoOperations,
    /// A mark `x-check` is none.
    Check {
        /// The operation.
        operation: String,
        /// What is wrong.
        what: String,
    },
}

impl Document {
    pub(crate) fn parse(text: &str) -> Result<Self, DocumentError> {
        let root: Value = serde_json::from_str(text).map_err(DocumentError::NotJson)?;
        let names = Names::new(all_names(&root));
        let document = Self {
            root,
            fingerprint: fingerprint(text),
            names,
        };
        if document.operations().next().is_none() {
            return Err(DocumentError::NoOperations);
        }
        Ok(document)
    }

    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Every operation, by path and method.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        let paths = self.root.get("paths").and_then(Value::as_object);
        let mut paths: Vec<_> = paths.into_iter().flatten().collect();
        paths.sort_unstable_by_key(|(path, _)| path.as_str());
        paths.into_iter().flat_map(move |(path, item)| {
            METHODS
                .iter()
                .filter_map(move |method| Operation::new(self, path, item, method))
        })
    }

    pub(crate) fn operation(&self, id: &str) -> Option<Operation<'_>> {
        self.operations().find(|operation| operation.id == id)
    }

    /// Follows a `$ref` into the components.
    pub(crate) fn resolve<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        // A document that refers to itself ends somewhere, too.
        for _ in 0..32 {
            let to = node.get("$ref").and_then(Value::as_str);
            let Some(to) = to.and_then(|to| self.root.pointer(to.strip_prefix('#')?)) else {
                break;
            };
            node = to;
        }
        node
    }

    /// The values of a component that is an enum.
    pub(crate) fn enum_values(&self, name: &str) -> Option<Vec<&str>> {
        let schema = self.root.get("components")?.get("schemas")?.get(name)?;
        let values = schema.get("enum")?.as_array()?;
        Some(values.iter().filter_map(Value::as_str).collect())
    }
}

/// The names that a document gives to members, parameters and operations.
fn all_names(node: &Value) -> Vec<&str> {
    let mut names = Vec::new();
    collect(node, &mut names);
    names
}

fn collect<'a>(node: &'a Value, names: &mut Vec<&'a str>) {
    match node {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("properties", Value::Object(members)) => {
                        names.extend(members.keys().map(String::as_str));
                    }
                    ("operationId" | "x-name", Value::String(name)) => names.push(name),
                    // What is invented may be any word.
                    ("example" | "examples", _) => continue,
                    _ => {}
                }
                collect(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => write!(f, "the document is no JSON: {error}"),
            Self::NoOperations => f.write_str("the document has no operations"),
            Self::Check { operation, what } => {
                write!(f, "`x-check` of {operation}: {what}")
            }
        }
    }
}

impl std::error::Error for DocumentError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotJson(error) => Some(error),
            Self::NoOperations | Self::Check { .. } => None,
        }
    }
}

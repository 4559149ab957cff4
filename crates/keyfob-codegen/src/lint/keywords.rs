//! The keys that OpenAPI gives a meaning to, told apart from names that somebody chose and from data.

use super::calls::METHODS;
use crate::load::{Document, Entry, Kind, Node};

/// A key with a meaning.
pub(super) struct Keyword<'a> {
    pub entry: &'a Entry,
    /// In what it stands.
    pub within: Within,
}

/// What a map in a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    Server,
    Tag,
    Schema,
    Property,
    Other,
}

/// Under these, keys are names.
const NAMES: [&str; 14] = [
    "callbacks",
    "content",
    "encoding",
    "headers",
    "links",
    "mapping",
    "parameters",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securitySchemes",
    "security",
    "variables",
];

/// Under these stands data.
const DATA: [&str; 4] = ["default", "enum", "example", "examples"];

/// All keywords of a document, in its order.
pub(super) fn collect(document: &Document) -> Vec<Keyword<'_>> {
    let mut found = Vec::new();
    visit(&document.root, Within::Document, &mut found);
    found
}

fn visit<'a>(node: &'a Node, within: Within, found: &mut Vec<Keyword<'a>>) {
    if let Kind::List(items) = &node.kind {
        for item in items {
            visit(item, within, found);
        }
    }
    for entry in node.entries() {
        found.push(Keyword { entry, within });
        let key = entry.key.as_str();
        if key.starts_with("x-") || DATA.contains(&key) {
            continue;
        }
        let (inner, names) = below(within, key);
        if names && matches!(entry.value.kind, Kind::Map(_)) {
            for named in entry.value.entries() {
                visit(&named.value, inner, found);
            }
        } else {
            visit(&entry.value, inner, found);
        }
    }
}

/// What stands under a key, and whether that is a map from names to it.
fn below(within: Within, key: &str) -> (Within, bool) {
    use Within::{
        Components, Document, Operation, Other, Parameter, PathItem, Property, Schema, Server, Tag,
    };
    match (within, key) {
        (Document, "paths") => (PathItem, true),
        (Document, "components") => (Components, false),
        (Components, "schemas") => (Schema, true),
        (Document, "tags") => (Tag, false),
        (Components | PathItem | Operation, "parameters") => (Parameter, true),
        (PathItem, method) if METHODS.contains(&method) => (Operation, false),
        (Schema | Property, "properties") => (Property, true),
        (
            Schema | Property,
            "items" | "additionalProperties" | "not" | "allOf" | "anyOf" | "oneOf",
        ) => (Schema, false),
        (_, "schema") => (Schema, false),
        (_, "servers") => (Server, false),
        (_, names) => (Other, NAMES.contains(&names)),
    }
}

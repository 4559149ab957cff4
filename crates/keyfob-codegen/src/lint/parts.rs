//! Operations, parameters, bodies, answers and component schemas, gathered once.

use super::calls::{self, Operation, Parameter};
use super::keywords::{self, Keyword};
use super::nodes::list;
use crate::load::{Document, Entry, Node};

/// A document, taken apart.
pub(super) struct Parts<'a> {
    pub document: &'a Document,
    pub paths: &'a [Entry],
    pub operations: Vec<Operation<'a>>,
    /// Each parameter once, however many operations share it.
    pub parameters: Vec<Parameter<'a>>,
    /// Each request body once.
    pub requests: Vec<&'a Node>,
    /// Each answer once.
    pub answers: Vec<&'a Node>,
    /// `components.schemas`
    pub schemas: &'a [Entry],
    /// `components.securitySchemes`
    pub schemes: &'a [Entry],
    /// Each key that OpenAPI gives a meaning to, or an extension.
    pub keywords: Vec<Keyword<'a>>,
}

impl<'a> Parts<'a> {
    pub fn new(document: &'a Document) -> Self {
        let paths = entries(document, "/paths");
        let operations = calls::operations(document, paths);
        let mut parts = Self {
            document,
            paths,
            operations,
            parameters: Vec::new(),
            requests: declared(document, "/components/requestBodies"),
            answers: declared(document, "/components/responses"),
            schemas: entries(document, "/components/schemas"),
            schemes: entries(document, "/components/securitySchemes"),
            keywords: keywords::collect(document),
        };
        parts.gather();
        parts
    }

    fn gather(&mut self) {
        let shared = declared(self.document, "/components/parameters");
        self.parameters
            .extend(shared.into_iter().map(Parameter::new));
        for path in self.paths {
            let own = inline(list(&path.value, "parameters"));
            self.parameters.extend(own.map(Parameter::new));
        }
        for operation in &self.operations {
            let node = operation.node();
            let own = inline(list(node, "parameters"));
            self.parameters.extend(own.map(Parameter::new));
            self.requests.extend(inline(node.get("requestBody")));
            self.answers
                .extend(inline(operation.answers().iter().map(|entry| &entry.value)));
        }
    }
}

fn entries<'a>(document: &'a Document, pointer: &str) -> &'a [Entry] {
    document.at(pointer).map_or(&[], Node::entries)
}

fn declared<'a>(document: &'a Document, pointer: &str) -> Vec<&'a Node> {
    inline(entries(document, pointer).iter().map(|entry| &entry.value)).collect()
}

fn inline<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> impl Iterator<Item = &'a Node> {
    nodes.into_iter().filter(|node| node.get("$ref").is_none())
}

//! Operations and their parameters.

use super::nodes::list;
use super::sites::rust_name;
use crate::finding::Place;
use crate::load::{Document, Entry, Node};

pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation.
pub(super) struct Operation<'a> {
    pub path: &'a Entry,
    /// The method and what stands under it.
    pub method: &'a Entry,
    pub parameters: Vec<Parameter<'a>>,
}

/// A parameter.
#[derive(Clone, Copy)]
pub(super) struct Parameter<'a> {
    /// Where it is declared, or where an operation refers to it.
    pub place: Place,
    pub node: &'a Node,
    pub name: &'a str,
    /// What Rust calls it: its `x-name`, or else its name.
    pub rust: &'a str,
    /// `in`
    pub location: &'a str,
}

impl<'a> Operation<'a> {
    pub fn node(&self) -> &'a Node {
        &self.method.value
    }

    pub fn place(&self) -> Place {
        self.method.place
    }

    pub fn id(&self) -> Option<&'a Node> {
        self.node().get("operationId")
    }

    /// What its method is called: `x-name`, or the id without `get_`.
    pub fn method_name(&self) -> Option<&'a str> {
        let id = self.id()?.text()?;
        let own = self.node().text_of("x-name");
        Some(own.unwrap_or_else(|| id.strip_prefix("get_").unwrap_or(id)))
    }

    /// Where that stands.
    pub fn name_place(&self) -> Place {
        let name = self.node().get("x-name").or_else(|| self.id());
        name.map_or(self.place(), |name| name.place)
    }

    /// The tag that it is grouped by: its first one.
    pub fn tag(&self) -> Option<&'a str> {
        list(self.node(), "tags").first()?.text()
    }

    /// Its name in messages.
    pub fn label(&self) -> String {
        match self.id().and_then(Node::text) {
            Some(id) => format!("`{id}`"),
            None => format!("`{} {}`", self.method.key, self.path.key),
        }
    }

    /// The statuses and their answers, which may be references.
    pub fn answers(&self) -> &'a [Entry] {
        self.node().get("responses").map_or(&[], Node::entries)
    }

    /// The servers of its path, or of the document.
    pub fn servers(&self, document: &'a Document) -> &'a [Node] {
        self.path
            .value
            .get("servers")
            .or_else(|| document.root.get("servers"))
            .map_or(&[], Node::items)
    }
}

impl<'a> Parameter<'a> {
    pub fn new(node: &'a Node) -> Self {
        Self::at(node.place, node)
    }

    fn at(place: Place, node: &'a Node) -> Self {
        Self {
            place,
            node,
            name: node.text_of("name").unwrap_or_default(),
            rust: rust_name(node, node.text_of("name").unwrap_or_default()),
            location: node.text_of("in").unwrap_or_default(),
        }
    }

    /// Its schema, references followed.
    pub fn schema(&self, document: &'a Document) -> Option<&'a Node> {
        document.resolve(self.node.get("schema")?)
    }
}

pub(super) fn operations<'a>(document: &'a Document, paths: &'a [Entry]) -> Vec<Operation<'a>> {
    let mut operations = Vec::new();
    for path in paths {
        let shared = parameters(document, &path.value);
        for method in path.value.entries() {
            if !METHODS.contains(&method.key.as_str()) {
                continue;
            }
            let own = parameters(document, &method.value);
            let same =
                |a: &Parameter<'_>, b: &Parameter<'_>| (a.name, a.location) == (b.name, b.location);
            let mut parameters: Vec<_> = shared
                .iter()
                .copied()
                .filter(|parameter| !own.iter().any(|other| same(parameter, other)))
                .collect();
            parameters.extend(own);
            operations.push(Operation {
                path,
                method,
                parameters,
            });
        }
    }
    operations
}

fn parameters<'a>(document: &'a Document, node: &'a Node) -> Vec<Parameter<'a>> {
    list(node, "parameters")
        .iter()
        .filter_map(|item| Some(Parameter::at(item.place, document.resolve(item)?)))
        .collect()
}

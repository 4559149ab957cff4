//! What the rules look at: operations, parameters, bodies, answers and schemas, gathered once.

use super::keywords::{self, Keyword};
use super::sites::{self, Site};
use crate::finding::Place;
use crate::load::{Document, Entry, Node};

pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A document, taken apart.
pub(super) struct Context<'a> {
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
    /// Each schema, and each schema within.
    pub sites: Vec<Site<'a>>,
    /// Each key that OpenAPI gives a meaning to, or an extension.
    pub keywords: Vec<Keyword<'a>>,
}

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
    /// `in`
    pub location: &'a str,
}

impl<'a> Context<'a> {
    pub fn new(document: &'a Document) -> Self {
        let paths = entries(document, "/paths");
        let operations = operations(document, paths);
        let mut context = Self {
            document,
            paths,
            operations,
            parameters: Vec::new(),
            requests: declared(document, "/components/requestBodies"),
            answers: declared(document, "/components/responses"),
            schemas: entries(document, "/components/schemas"),
            schemes: entries(document, "/components/securitySchemes"),
            sites: Vec::new(),
            keywords: keywords::collect(document),
        };
        context.gather();
        context.sites = sites::collect(&context);
        context
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
    fn new(node: &'a Node) -> Self {
        Self::at(node.place, node)
    }

    fn at(place: Place, node: &'a Node) -> Self {
        Self {
            place,
            node,
            name: node.text_of("name").unwrap_or_default(),
            location: node.text_of("in").unwrap_or_default(),
        }
    }

    /// Its schema, references followed.
    pub fn schema(&self, document: &'a Document) -> Option<&'a Node> {
        document.resolve(self.node.get("schema")?)
    }
}

/// Where the key stands, or else the map that should have it.
pub(super) fn place_of(node: &Node, key: &str) -> Place {
    node.entry(key).map_or(node.place, |entry| entry.place)
}

/// The media types of a request body or an answer.
pub(super) fn content(node: &Node) -> &[Entry] {
    node.get("content").map_or(&[], Node::entries)
}

/// The items of a list under a key.
pub(super) fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    node.get(key).map_or(&[], Node::items)
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

fn operations<'a>(document: &'a Document, paths: &'a [Entry]) -> Vec<Operation<'a>> {
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

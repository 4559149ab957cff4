//! A spec as the tests read it: the generator's own loader and model, and the examples, which the model has no use for.

use std::path::Path;

use keyfob_codegen::load::{Document, Node};
use keyfob_codegen::model::{Content, Kind, Operation, Parameter, Server, Spec};
use serde_json::Value;

use crate::json::text;

/// A spec and where everything in it stands.
pub struct Described {
    /// The YAML.
    pub document: Document,
    /// What the generator makes of it.
    pub spec: Spec,
}

/// An example and its name; one that stands alone has none.
pub type Example = (String, Value);

impl Described {
    /// Reads a spec.
    pub fn read(path: &Path) -> Self {
        let document = Document::read(path);
        Self::of(document.unwrap_or_else(|why| panic!("{}: {}", path.display(), why.message)))
    }

    /// The same spec with one text in place of another: for proving that a check notices.
    pub fn altered(&self, old: &str, new: &str) -> Self {
        assert_eq!(
            self.document.text.matches(old).count(),
            1,
            "`{old}` is not there exactly once"
        );
        let text = self.document.text.replace(old, new);
        Self::of(Document::parse(&self.document.path, text).unwrap())
    }

    fn of(document: Document) -> Self {
        Self {
            spec: Spec::of(&document),
            document,
        }
    }

    /// The operation with this id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.spec
            .operations
            .iter()
            .find(|operation| operation.id == id)
    }

    /// The examples of an operation's body; of an operation without one, a single `null`.
    pub fn requests(&self, operation: &Operation) -> Vec<Example> {
        let body = self.node(operation).get("requestBody");
        let body = body.and_then(|body| self.document.resolve(body));
        body.map_or(vec![(String::new(), Value::Null)], |body| {
            self.examples(body)
        })
    }

    /// The examples of an answer; of one without a body, a single `null`.
    pub fn answers(&self, operation: &Operation, status: u16) -> Vec<Example> {
        let response = self.response(operation, status);
        match response.get("content") {
            None => vec![(String::new(), Value::Null)],
            Some(_) => self.examples(response),
        }
    }

    /// The example of a header that an answer declares, or a value of its schema.
    pub fn header(&self, operation: &Operation, status: u16, name: &str) -> String {
        let headers = self.response(operation, status).get("headers").unwrap();
        let header = self.document.resolve(headers.get(name).unwrap()).unwrap();
        text(&self.shown(header))
    }

    /// The example of a parameter, or a value of its schema.
    pub fn parameter(&self, operation: &Operation, parameter: &Parameter) -> Value {
        self.shown(self.parameter_node(operation, parameter))
    }

    /// The schema of a parameter.
    pub fn parameter_schema(&self, operation: &Operation, parameter: &Parameter) -> &Node {
        let node = self.parameter_node(operation, parameter);
        let schema = node.get("schema").unwrap();
        self.document.resolve(schema).unwrap()
    }

    fn parameter_node(&self, operation: &Operation, parameter: &Parameter) -> &Node {
        // What an operation says itself counts more than what its path says.
        let own = parameters(Some(self.node(operation))).iter();
        let shared = parameters(self.item(operation)).iter();
        let mut resolved = own
            .chain(shared)
            .filter_map(|parameter| self.document.resolve(parameter));
        let is = |node: &Node, key, wanted: &str| node.text_of(key) == Some(wanted);
        resolved
            .find(|node| is(node, "name", &parameter.name) && is(node, "in", &parameter.location))
            .unwrap()
    }

    /// A component schema.
    pub fn schema(&self, name: &str) -> &Node {
        let pointer = format!("/components/schemas/{name}");
        self.document.at(&pointer).unwrap()
    }

    /// The names of all component schemas.
    pub fn schemas(&self) -> Vec<&str> {
        let schemas = self.document.at("/components/schemas");
        schemas
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .map(|entry| entry.key.as_str())
            .collect()
    }

    /// The environments, in the order of the spec.
    pub fn variants(&self) -> Vec<&str> {
        self.spec
            .servers
            .iter()
            .map(|server| server.variant.as_str())
            .collect()
    }

    /// The environments that have this operation.
    pub fn homes(&self, operation: &Operation) -> Vec<&str> {
        self.variants()
            .into_iter()
            .filter(|variant| self.server(operation, variant).is_some())
            .collect()
    }

    /// The server of an operation in an environment: its own, or the document's if it has none at all.
    pub fn server<'a>(&'a self, operation: &'a Operation, variant: &str) -> Option<&'a Server> {
        let servers = match operation.servers.as_slice() {
            [] => &self.spec.servers,
            own => own,
        };
        servers.iter().find(|server| server.variant == variant)
    }

    fn node(&self, operation: &Operation) -> &Node {
        let item = self.item(operation);
        item.and_then(|item| item.get(&operation.method)).unwrap()
    }

    fn item(&self, operation: &Operation) -> Option<&Node> {
        self.document.root.get("paths")?.get(&operation.path)
    }

    fn response(&self, operation: &Operation, status: u16) -> &Node {
        let responses = self.node(operation).get("responses").unwrap();
        self.document
            .resolve(responses.get(&status.to_string()).unwrap())
            .unwrap()
    }

    fn examples(&self, body: &Node) -> Vec<Example> {
        let media = &body.get("content").unwrap().entries()[0].value;
        let examples = self.examples_of(media);
        assert!(
            !examples.is_empty(),
            "{}:{} has no example",
            self.spec.name,
            media.place.line
        );
        examples
    }

    /// What stands beside a schema as `example` or `examples`.
    pub fn examples_of(&self, node: &Node) -> Vec<Example> {
        let single = node
            .get("example")
            .map(|example| (String::new(), example.to_json()));
        let named = node
            .get("examples")
            .map(Node::entries)
            .unwrap_or_default()
            .iter();
        let named = named.filter_map(|entry| {
            let example = self.document.resolve(&entry.value)?;
            Some((entry.key.clone(), example.get("value")?.to_json()))
        });
        single.into_iter().chain(named).collect()
    }
}

fn parameters(node: Option<&Node>) -> &[Node] {
    let parameters = node.and_then(|node| node.get("parameters"));
    parameters.map(Node::items).unwrap_or_default()
}

/// Whether any text will do for a parameter.
pub fn is_free(parameter: &Parameter) -> bool {
    matches!(parameter.kind, Kind::Text | Kind::Secret)
}

/// The component schema of a body, if there is one.
pub fn schema(content: &Option<Content>) -> Option<&str> {
    content.as_ref()?.schema.as_deref()
}

/// The same, or `bytes`.
pub fn kind(content: &Option<Content>) -> Option<&str> {
    content
        .as_ref()
        .map(|content| content.schema.as_deref().unwrap_or("bytes"))
}

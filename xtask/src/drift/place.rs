//! Where in a spec something of an answer stands.

use keyfob_codegen::finding::Place;
use keyfob_codegen::load::{Document, Entry, Node};
use keyfob_drift::{Finding, Kind};

/// What describes one place of an answer.
#[derive(Clone, Copy)]
pub struct Described<'a> {
    /// The schema, with what stands beside a reference.
    pub node: &'a Node,
    /// Where a reader is led: to the name of the member.
    pub place: Place,
}

/// The entry of an operation: its method, and what stands below.
pub fn operation<'a>(document: &'a Document, id: &str) -> Option<&'a Entry> {
    let paths = document.root.get("paths")?.entries();
    let methods = paths.iter().flat_map(|path| path.value.entries());
    let mut operations = methods.filter(|method| method.value.text_of("operationId").is_some());
    operations.find(|method| method.value.text_of("operationId") == Some(id))
}

/// Where the document says what a finding is about, as near as it says anything.
pub fn place_of(document: &Document, finding: &Finding) -> Place {
    let Some(method) = operation(document, &finding.operation) else {
        return Place::start();
    };
    let responses = method.value.entry("responses");
    let status = responses.and_then(|all| all.value.entry(&finding.status.to_string()));
    if finding.kind == Kind::Status {
        return responses.map_or(method.place, |all| all.place);
    }
    let Some(status) = status else {
        return method.place;
    };
    if finding.kind.is_whole() {
        return status.place;
    }
    described(document, &finding.operation, finding.status, &finding.at)
        .map_or(status.place, |described| described.place)
}

/// What describes a place of an answer, or the nearest one above it that is described.
pub fn described<'a>(
    document: &'a Document,
    operation_id: &str,
    status: u16,
    at: &str,
) -> Option<Described<'a>> {
    let method = operation(document, operation_id)?;
    let response = method.value.get("responses")?.get(&status.to_string())?;
    let content = document.resolve(response)?.get("content")?;
    let node = content.get("application/json")?.get("schema")?;
    let mut here = Described {
        place: named(document, node).map_or(node.place, |entry| entry.place),
        node,
    };
    for step in at.split('/').skip(1) {
        match below(document, here.node, step) {
            Some(next) => here = next,
            None => break,
        }
    }
    Some(here)
}

fn below<'a>(document: &'a Document, node: &'a Node, step: &str) -> Option<Described<'a>> {
    let schema = inner(document, node)?;
    if step == "*" {
        let node = schema
            .get("items")
            .or_else(|| schema.get("additionalProperties"))?;
        let place = named(document, node).map_or(node.place, |entry| entry.place);
        return Some(Described { node, place });
    }
    let name = step.replace("~1", "/").replace("~0", "~");
    let entry = schema.get("properties")?.entry(&name)?;
    Some(Described {
        node: &entry.value,
        place: entry.place,
    })
}

/// The schema that a node is or refers to.
pub fn inner<'a>(document: &'a Document, node: &'a Node) -> Option<&'a Node> {
    match node.get("allOf").map(Node::items) {
        Some([only]) => document.resolve(only),
        _ => document.resolve(node),
    }
}

/// The component that a node refers to.
fn named<'a>(document: &'a Document, node: &Node) -> Option<&'a Entry> {
    let name = node.component()?;
    document.at("/components/schemas")?.entry(name)
}

//! Operations: their names, their words and their groups.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::context::{Context, list};
use super::rule::{Report, Rule};
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "operation-id-missing",
        "what is told of an operation is found by it, and its mock is named by it",
        id_missing,
    ),
    Rule::new(
        "operation-id-case",
        "it is the mock's name as it stands, and the method's unless there is an `x-name`",
        id_case,
    ),
    Rule::new(
        "operation-id-duplicate",
        "two mocks would have one name",
        id_duplicate,
    ),
    Rule::new(
        "operation-id-reserved",
        "it is a keyword, or the server of the mocks has a method of that name already",
        id_reserved,
    ),
    Rule::new(
        "operation-undocumented",
        "they become the method's documentation",
        undocumented,
    ),
    Rule::new(
        "operation-untagged",
        "operations are grouped by their tags",
        untagged,
    ),
    Rule::new(
        "tag-undeclared",
        "a group without a description is most likely a slip of the pen",
        undeclared,
    ),
];

/// Methods of httpmock's server: the typed mock of that name could not be called.
const OF_SERVERS: [&str; 25] = [
    "address",
    "base_url",
    "connect",
    "connect_async",
    "connect_from_env",
    "connect_from_env_async",
    "forward_to",
    "forward_to_async",
    "host",
    "mock",
    "mock_async",
    "playback",
    "playback_async",
    "playback_from_yaml",
    "playback_from_yaml_async",
    "port",
    "proxy",
    "proxy_async",
    "record",
    "record_async",
    "reset",
    "reset_async",
    "start",
    "start_async",
    "url",
];

/// Whether no operation can be called so.
#[must_use]
pub fn is_reserved_id(id: &str) -> bool {
    OF_SERVERS.contains(&id) || names::is_keyword(id)
}

fn id_missing(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        if operation
            .id()
            .and_then(Node::text)
            .is_none_or(str::is_empty)
        {
            report.add(
                operation.place(),
                format!("{} has no operationId", operation.label()),
                "write `operationId: do_something`",
            );
        }
    }
}

/// The ids and where they stand.
fn ids<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Node, &'a str)> {
    context
        .operations
        .iter()
        .filter_map(|operation| operation.id())
        .filter_map(|node| Some((node, node.text()?)))
}

/// Where else operations are named by their ids.
fn mentions<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Node> {
    let root = &context.document.root;
    let kinds = root
        .get("x-faults")
        .map_or(&[][..], |faults| list(faults, "kinds"));
    let limits = list(root, "x-rate-limits").iter();
    limits
        .chain(kinds)
        .flat_map(|scope| list(scope, "operations"))
}

fn id_case(context: &Context<'_>, report: &mut Report) {
    let mut builders: BTreeMap<String, usize> = BTreeMap::new();
    for (_, id) in ids(context) {
        *builders.entry(names::builder(id)).or_default() += 1;
    }
    for (node, id) in ids(context) {
        let snake = id.to_snake_case();
        if !id.starts_with(|c: char| c.is_ascii_lowercase()) || id != snake {
            let fix = report.add(
                node.place,
                format!("`{id}` is not snake_case"),
                format!("write `{snake}`"),
            );
            let others = builders.get(&names::builder(&snake)).copied().unwrap_or(0);
            let own = usize::from(names::builder(id) == names::builder(&snake));
            if snake.starts_with(|c: char| c.is_ascii_lowercase()) && others == own {
                fix.replace(node, snake);
                let named = mentions(context).filter(|other| other.text() == Some(id));
                named.for_each(|other| fix.replace(other, id.to_snake_case()));
            }
        }
    }
}

fn id_duplicate(context: &Context<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for (node, id) in ids(context) {
        if let Some(first) = seen.insert(names::builder(id), node.place) {
            report.add(
                node.place,
                format!("`{id}` is taken in line {}", first.line),
                "give one of them another name",
            );
        }
    }
}

fn id_reserved(context: &Context<'_>, report: &mut Report) {
    for (node, id) in ids(context) {
        if is_reserved_id(id) {
            report.add(
                node.place,
                format!("`{id}` is a bad name for an operation"),
                "add a word to it",
            );
        }
    }
}

fn undocumented(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        for key in ["summary", "description"] {
            let text = operation.node().text_of(key);
            if text.is_none_or(|text| text.trim().is_empty()) {
                report.add(
                    operation.place(),
                    format!("{} has no {key}", operation.label()),
                    "a line for the summary, and what a caller should know for the description",
                );
            }
        }
    }
}

fn untagged(context: &Context<'_>, report: &mut Report) {
    for operation in &context.operations {
        if list(operation.node(), "tags").is_empty() {
            report.add(
                operation.place(),
                format!("{} has no tag", operation.label()),
                "write `tags: [name]` with one of the document's tags",
            );
        }
    }
}

fn undeclared(context: &Context<'_>, report: &mut Report) {
    let known: Vec<_> = list(&context.document.root, "tags")
        .iter()
        .filter_map(|tag| tag.text_of("name"))
        .collect();
    for operation in &context.operations {
        for tag in list(operation.node(), "tags") {
            if !tag.text().is_some_and(|name| known.contains(&name)) {
                report.add(
                    tag.place,
                    "the document declares no such tag",
                    format!("its tags are: {}", known.join(", ")),
                );
            }
        }
    }
}

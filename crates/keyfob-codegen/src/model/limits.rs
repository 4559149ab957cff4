//! Reading `x-rate-limits`.

use super::nodes::{group, text, texts};
use super::operations::tags;
use super::{Operation, RateLimit};
use crate::load::{Document, Node};

pub(super) fn limits(document: &Document, operations: &[Operation]) -> Vec<RateLimit> {
    let limits = document.root.get("x-rate-limits");
    let limits = limits.map(Node::items).unwrap_or_default().iter();
    let limits = limits.map(|limit| RateLimit {
        name: text(limit, "name"),
        calls: number(limit, "calls").try_into().unwrap_or(u32::MAX),
        seconds: number(limit, "per"),
        operations: of(limit, document, operations),
        variants: texts(limit.get("variants")),
        user: limit.text_of("user").map(str::to_owned),
    });
    limits.collect()
}

fn number(limit: &Node, key: &str) -> u64 {
    let number = limit.get(key).and_then(|number| number.to_json().as_u64());
    number.unwrap_or_default()
}

/// Those that it names, and those of the tags that it names, in the order of the file.
fn of(limit: &Node, document: &Document, operations: &[Operation]) -> Vec<String> {
    let (ids, names) = (texts(limit.get("operations")), texts(limit.get("tags")));
    let groups: Vec<_> = tags(document)
        .iter()
        .filter(|tag| names.contains(&text(tag, "name")))
        .map(|tag| group(tag).name)
        .collect();
    let counted = operations
        .iter()
        .filter(|operation| ids.contains(&operation.id) || groups.contains(&operation.group));
    counted.map(|operation| operation.id.clone()).collect()
}

//! Reading what the component schemas say of themselves.

use std::collections::BTreeSet;

use crate::load::{Document, Entry, Node};
use crate::times;

pub(super) fn has_decimals(node: &Node) -> bool {
    let below = node
        .entries()
        .iter()
        .map(|entry| &entry.value)
        .chain(node.items());
    let is_one = node.text_of("format") == Some("decimal") && time(node).is_none();
    is_one || below.into_iter().any(has_decimals)
}

pub(super) fn has_times(node: &Node) -> bool {
    let below = node
        .entries()
        .iter()
        .map(|entry| &entry.value)
        .chain(node.items());
    time(node).is_some() || below.into_iter().any(has_times)
}

/// What reads and writes a number, if it is a point in time.
pub(super) fn time(node: &Node) -> Option<&'static str> {
    times::form(node.text_of("x-time")?, node.text_of("type")?)
}

pub(super) fn embedded(node: &Node) -> BTreeSet<String> {
    let below = node
        .entries()
        .iter()
        .map(|entry| &entry.value)
        .chain(node.items());
    let own = node.text_of("x-json").map(str::to_owned);
    below.flat_map(embedded).chain(own).collect()
}

fn component_schemas(document: &Document) -> &[Entry] {
    document
        .at("/components/schemas")
        .map(Node::entries)
        .unwrap_or_default()
}

pub(super) fn nulls(document: &Document) -> BTreeSet<String> {
    let schemas = component_schemas(document).iter();
    let sent = schemas.filter(|schema| schema.value.text_of("x-null") == Some("sent"));
    sent.map(|schema| schema.key.clone()).collect()
}

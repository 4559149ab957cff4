//! Looking into the nodes of a document.

use crate::finding::Place;
use crate::load::{Entry, Node};

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

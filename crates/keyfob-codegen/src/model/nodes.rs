//! Reading parts of a document that operations and the whole have.

use super::{Group, Server};
use crate::load::Node;
use crate::names;

pub(super) fn text(node: &Node, key: &str) -> String {
    node.text_of(key).unwrap_or_default().trim().to_owned()
}

pub(super) fn texts(node: Option<&Node>) -> Vec<String> {
    let items = node.map(Node::items).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item.text().map(str::to_owned))
        .collect()
}

pub(super) fn servers(node: Option<&Node>) -> Vec<Server> {
    let servers = node.map(Node::items).unwrap_or_default().iter();
    servers
        .map(|server| Server {
            variant: text(server, "x-variant"),
            url: text(server, "url"),
            variables: server
                .get("variables")
                .map(Node::entries)
                .unwrap_or_default()
                .iter()
                .map(|variable| (variable.key.clone(), text(&variable.value, "default")))
                .collect(),
            headers: server
                .get("x-headers")
                .map(Node::entries)
                .unwrap_or_default()
                .iter()
                .map(|header| {
                    let value = header.value.text().map(str::to_owned);
                    (header.key.to_ascii_lowercase(), value)
                })
                .collect(),
        })
        .collect()
}

/// The group of a tag.
pub(super) fn group(tag: &Node) -> Group {
    let name = text(tag, "name");
    Group {
        name: tag
            .text_of("x-name")
            .map_or_else(|| names::argument(&name), str::to_owned),
        tag: name,
        description: text(tag, "description"),
    }
}

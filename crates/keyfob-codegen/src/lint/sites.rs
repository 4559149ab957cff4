//! Every schema of a document, where it stands, and whether it is asked or answered.

use std::collections::BTreeSet;

use super::nodes::content;
use super::parts::Parts;
use crate::finding::Place;
use crate::load::{Document, Entry, Node};

/// A schema and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub node: &'a Node,
    /// Of its name, if it has one.
    pub place: Place,
    /// Of the component, the property or the parameter; a list's items go by the list's name.
    pub name: &'a str,
    /// What Rust calls the property or the parameter: its `x-name`, or else its name.
    pub rust: &'a str,
    pub role: Role<'a>,
    /// Reached by a request.
    pub asked: bool,
    /// Reached by an answer.
    pub answered: bool,
    /// It, or what it is a part of, says `x-not-secret`.
    pub not_secret: bool,
}

/// What a schema is to the one around it.
#[derive(Clone, Copy)]
pub(super) enum Role<'a> {
    /// A component.
    Component,
    /// The schema of a parameter, a header, a body or an answer.
    Outermost,
    /// A property of this object.
    Property(&'a Node),
    /// Items, values of a map, or part of a composition.
    Part,
}

impl Site<'_> {
    pub fn is(&self, kind: &str) -> bool {
        self.node.text_of("type") == Some(kind)
    }

    /// Whether requests hold it and answers, too. What is right for the ones is wrong for the others: there is nothing to mend before
    /// somebody has made two of it.
    pub fn is_both(&self) -> bool {
        self.asked && self.answered
    }

    /// Whether it is a property that may be left out.
    pub fn is_optional(&self) -> bool {
        let Role::Property(owner) = self.role else {
            return false;
        };
        let required = owner.get("required").map_or(&[][..], Node::items);
        !required.iter().any(|item| item.text() == Some(self.name))
    }
}

pub(super) fn collect<'a>(parts: &Parts<'a>) -> Vec<Site<'a>> {
    let document = parts.document;
    let schemas_of = |nodes: &[&'a Node]| -> Vec<&'a Node> {
        nodes
            .iter()
            .flat_map(|node| content(node))
            .filter_map(|media| media.value.get("schema"))
            .collect()
    };
    let requests = schemas_of(&parts.requests);
    let answers = schemas_of(&parts.answers);
    let parameters: Vec<(&'a str, _, &'a Node)> = parts
        .parameters
        .iter()
        .filter_map(|other| Some((other.name, other.node, other.node.get("schema")?)))
        .collect();
    let asked = reached(
        document,
        requests
            .iter()
            .copied()
            .chain(parameters.iter().map(|(_, _, node)| *node)),
    );
    let answered = reached(document, answers.iter().copied());
    // Enums of which answers have values are types of what is asked: closed.
    let known = parts
        .keywords
        .iter()
        .filter(|keyword| keyword.entry.key == "x-known-values");
    let known: BTreeSet<&str> = known
        .filter_map(|keyword| keyword.entry.value.text())
        .collect();
    let asked: BTreeSet<&str> = asked.union(&known).copied().collect();

    let mut sites = Vec::new();
    for entry in parts.schemas {
        let site = Site {
            node: &entry.value,
            place: entry.place,
            name: &entry.key,
            rust: &entry.key,
            role: Role::Component,
            asked: asked.contains(entry.key.as_str()),
            answered: answered.contains(entry.key.as_str()),
            not_secret: says_not_secret(&entry.value),
        };
        visit(site, &mut sites);
    }
    let mut outermost = |name, rust, node: &'a Node, asked, answered, not_secret| {
        let site = Site {
            node,
            place: node.place,
            name,
            rust,
            role: Role::Outermost,
            asked,
            answered,
            not_secret: not_secret || says_not_secret(node),
        };
        visit(site, &mut sites);
    };
    for (name, owner, node) in parameters {
        let rust = rust_name(owner, name);
        outermost(name, rust, node, true, false, says_not_secret(owner));
    }
    for node in requests {
        outermost("", "", node, true, false, false);
    }
    for node in answers {
        outermost("", "", node, false, true, false);
    }
    // Headers of answers are read by hand, if at all: neither asked nor answered, but they may hold secrets.
    for header in headers(parts) {
        if let Some(node) = header.value.get("schema") {
            let not_secret = says_not_secret(&header.value);
            outermost(&header.key, &header.key, node, false, false, not_secret);
        }
    }
    sites
}

/// What Rust calls a property or a parameter that the wire calls `name`.
pub(super) fn rust_name<'a>(node: &'a Node, name: &'a str) -> &'a str {
    node.text_of("x-name").unwrap_or(name)
}

fn says_not_secret(node: &Node) -> bool {
    node.get("x-not-secret").is_some()
}

fn headers<'a>(parts: &Parts<'a>) -> impl Iterator<Item = &'a Entry> {
    let shared = parts.document.at("/components/headers");
    let own = parts.answers.iter().filter_map(|node| node.get("headers"));
    shared.into_iter().chain(own).flat_map(Node::entries)
}

fn visit<'a>(site: Site<'a>, sites: &mut Vec<Site<'a>>) {
    sites.push(site);
    let node = site.node;
    for entry in properties(node) {
        let property = Site {
            node: &entry.value,
            place: entry.place,
            name: &entry.key,
            rust: rust_name(&entry.value, &entry.key),
            role: Role::Property(node),
            not_secret: says_not_secret(&entry.value),
            ..site
        };
        visit(property, sites);
    }
    for part in parts(node) {
        let part = Site {
            node: part,
            place: part.place,
            role: Role::Part,
            not_secret: site.not_secret || says_not_secret(part),
            ..site
        };
        visit(part, sites);
    }
}

pub(super) fn properties(node: &Node) -> &[Entry] {
    node.get("properties").map_or(&[], Node::entries)
}

pub(super) fn parts(node: &Node) -> impl Iterator<Item = &Node> {
    let single = ["items", "additionalProperties", "not"]
        .into_iter()
        .filter_map(|key| node.get(key))
        .filter(|part| part.boolean().is_none());
    let many = ["allOf", "anyOf", "oneOf"]
        .into_iter()
        .filter_map(|key| node.get(key))
        .flat_map(Node::items);
    single.chain(many)
}

/// The names of the components that these schemas lead to.
fn reached<'a>(document: &'a Document, roots: impl Iterator<Item = &'a Node>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let mut open: Vec<&Node> = roots.collect();
    while let Some(node) = open.pop() {
        let reference = node.text_of("$ref").unwrap_or_default();
        let embedded = node.text_of("x-json");
        if let Some(name) = reference.strip_prefix("#/components/schemas/").or(embedded)
            && let Some(next) = document.at(&format!("/components/schemas/{name}"))
            && names.insert(name)
        {
            open.push(next);
        }
        open.extend(properties(node).iter().map(|entry| &entry.value));
        open.extend(parts(node));
    }
    names
}

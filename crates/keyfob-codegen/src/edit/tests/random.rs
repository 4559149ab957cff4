//! Documents at random, edited at random: the tree is what was meant, and comments outside of the edits are there.

use std::collections::BTreeSet;

use super::documents::Writer;
use crate::edit::{Edits, Tree};
use crate::load::{Document, Kind, Node};

/// The value that a model of the edits, which knows nothing of text, makes of a document.
struct Model {
    /// The id of the node, as long as it is one of the document.
    id: Option<usize>,
    kind: Part,
}

enum Part {
    Leaf(Tree),
    List(Vec<(Option<usize>, Model)>),
    Map(Vec<(String, Model)>),
}

impl Model {
    fn of(node: &Node) -> Self {
        let kind = match &node.kind {
            Kind::List(items) => Part::List(
                items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| (Some(at), Self::of(item)))
                    .collect(),
            ),
            Kind::Map(map) => Part::Map(
                map.entries()
                    .iter()
                    .map(|entry| (entry.key.clone(), Self::of(&entry.value)))
                    .collect(),
            ),
            _ => Part::Leaf(node.into()),
        };
        Self {
            id: Some(node.id),
            kind,
        }
    }

    fn new(tree: &Tree) -> Self {
        Self {
            id: None,
            kind: Part::Leaf(tree.clone()),
        }
    }

    fn tree(&self) -> Tree {
        match &self.kind {
            Part::Leaf(tree) => tree.clone(),
            Part::List(items) => Tree::List(items.iter().map(|(_, item)| item.tree()).collect()),
            Part::Map(entries) => Tree::Map(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.tree()))
                    .collect(),
            ),
        }
    }

    fn find(&mut self, id: usize) -> Option<&mut Self> {
        if self.id == Some(id) {
            return Some(self);
        }
        match &mut self.kind {
            Part::Leaf(_) => None,
            Part::List(items) => items.iter_mut().find_map(|(_, item)| item.find(id)),
            Part::Map(entries) => entries.iter_mut().find_map(|(_, value)| value.find(id)),
        }
    }
}

/// All nodes that can be edited.
fn all<'a>(node: &'a Node, found: &mut Vec<&'a Node>) {
    found.push(node);
    node.entries()
        .iter()
        .for_each(|entry| all(&entry.value, found));
    node.items().iter().for_each(|item| all(item, found));
}

/// The numbers of the comments that have a line of their own.
fn comments(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| line.starts_with("# c")).collect()
}

/// The comments between a place and the end of a value, as far as the parser tells it.
fn within<'a>(text: &'a str, from: usize, node: &Node) -> BTreeSet<&'a str> {
    comments(text.get(from..node.span.end).unwrap_or_default())
}

/// A random edit, made on the text and on the model; the comments that it may take away.
fn edit<'a>(
    writer: &mut Writer,
    document: &'a Document,
    node: &Node,
    edits: &mut Edits,
    model: &mut Model,
) -> BTreeSet<&'a str> {
    let value = writer.tree(2);
    let text = document.text.as_str();
    let found = model.find(node.id);
    match (&node.kind, writer.random.usize(0..6)) {
        (Kind::Map(map), 0..=1) => {
            let key = writer.key(&["k0", "new", "n: w", "ü"]);
            let after = writer.key(&["k0", "k1", "200"]);
            edits.set_after(node, &after, &key, value.clone());
            if let Some(Part::Map(entries)) = found.map(|found| &mut found.kind) {
                let before = entries.iter().position(|(known, _)| *known == after);
                match entries.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, old)) => *old = Model::new(&value),
                    None => {
                        let at = before.map_or(entries.len(), |at| at + 1);
                        entries.insert(at, (key.clone(), Model::new(&value)));
                    }
                }
            }
            map.entry(&key).map_or(BTreeSet::new(), |entry| {
                within(text, entry.span.start, &entry.value)
            })
        }
        (Kind::Map(map), 2..=4) if !map.entries().is_empty() => {
            let entry = writer.random.choice(map.entries()).unwrap();
            let rename = writer.random.usize(0..3) == 0;
            match rename {
                true if map.entry("renamed").is_none() => edits.rename(node, &entry.key, "renamed"),
                true => return BTreeSet::new(),
                false => edits.remove(node, &entry.key),
            }
            if let Some(Part::Map(entries)) = found.map(|found| &mut found.kind) {
                match rename {
                    true => entries
                        .iter_mut()
                        .filter(|(key, _)| *key == entry.key)
                        .for_each(|(key, _)| "renamed".clone_into(key)),
                    false => entries.retain(|(key, _)| *key != entry.key),
                }
                // Where nothing is left, so are no comments.
                return if entries.is_empty() {
                    within(text, node.span.start, node)
                } else {
                    within(text, entry.span.start, &entry.value)
                };
            }
            BTreeSet::new()
        }
        (Kind::List(_), 0..=1) => {
            edits.append(node, value.clone());
            if let Some(Part::List(items)) = found.map(|found| &mut found.kind) {
                items.push((None, Model::new(&value)));
            }
            BTreeSet::new()
        }
        (Kind::List(old), 2..=4) if !old.is_empty() => {
            let at = writer.random.usize(0..old.len());
            let from = if at == 0 {
                node.span.start
            } else {
                old[at - 1].span.start
            };
            edits.remove_item(node, at);
            if let Some(Part::List(items)) = found.map(|found| &mut found.kind) {
                items.retain(|(place, _)| *place != Some(at));
                return if items.is_empty() {
                    within(text, node.span.start, node)
                } else {
                    within(text, from, &old[at])
                };
            }
            BTreeSet::new()
        }
        (_, 5) => {
            edits.replace(node, value.clone());
            if let Some(found) = found {
                found.kind = Part::Leaf(value);
            }
            within(text, node.span.start, node)
        }
        _ => BTreeSet::new(),
    }
}

fn document(writer: &mut Writer, seed: u64) -> Document {
    let tree = writer.map(4);
    match seed % 5 {
        _ if tree.entries().is_empty() => writer.text.push_str("{}\n"),
        0 => writer.flow(&tree, None),
        1 => writer.flow(&tree, Some(0)),
        _ => writer.block(&tree, 0, false),
    }
    let mut text = std::mem::take(&mut writer.text);
    match writer.random.usize(0..6) {
        0 => text = text.replace('\n', "\r\n"),
        1 => text.truncate(text.trim_end().len()),
        _ => {}
    }
    let document = super::parse(&text);
    assert_eq!(
        Tree::from(&document.root),
        tree,
        "seed {seed}: the test's own text\n{text}"
    );
    document
}

#[test]
fn random_edits_of_random_documents_read_as_meant() {
    for seed in 0..12_000 {
        let mut writer = Writer::new(seed);
        let document = document(&mut writer, seed);
        let mut model = Model::of(&document.root);
        let mut nodes = Vec::new();
        all(&document.root, &mut nodes);
        let mut edits = Edits::default();
        let mut lost = BTreeSet::new();
        let mut chosen = BTreeSet::new();
        for _ in 0..writer.random.usize(1..6) {
            let node = *writer.random.choice(&nodes).unwrap();
            if chosen.insert(node.id) {
                lost.extend(edit(&mut writer, &document, node, &mut edits, &mut model));
            }
        }
        let edited = edits.apply(&document);
        let edited = edited
            .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{}\n{edits:#?}", document.text));
        assert_eq!(
            Tree::from(&edited.root),
            model.tree(),
            "seed {seed}\n{}\n{edits:#?}\n{}",
            document.text,
            edited.text
        );
        let missing: Vec<_> = comments(&document.text)
            .difference(&comments(&edited.text))
            .copied()
            .filter(|one| !lost.contains(one))
            .collect();
        assert!(
            missing.is_empty(),
            "seed {seed}: {missing:?} in\n{}\n{edits:#?}\n{}",
            document.text,
            edited.text
        );
    }
}

#[test]
fn no_edits_change_no_byte() {
    for seed in 0..500 {
        let mut writer = Writer::new(seed);
        let document = document(&mut writer, seed);
        let mut nodes = Vec::new();
        all(&document.root, &mut nodes);
        let mut edits = Edits::default();
        for node in nodes
            .into_iter()
            .filter(|node| !node.entries().is_empty() || !node.items().is_empty())
        {
            edits.by_node.insert(node.id, Vec::new());
        }
        // Maps and lists that are empty are written anew where they have a state, and are the same.
        assert_eq!(
            edits.apply(&document).unwrap().text.replace(' ', ""),
            document.text.replace(' ', ""),
            "seed {seed}"
        );
    }
}

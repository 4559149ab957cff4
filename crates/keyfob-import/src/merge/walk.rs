//! Three trees side by side, and the edits that bring what the vendor changed into the person's text.

use std::collections::{BTreeMap, BTreeSet};

use keyfob_codegen::edit::{Edits, Tree};
use keyfob_codegen::load::{self, Node};

use super::change::{Change, Kind};
use super::lists;

/// What was found on the way.
pub(super) struct Walk<'a> {
    pub edits: Edits,
    pub changes: Vec<Change>,
    path: Vec<String>,
    /// Schemas that stay, as they are referred to.
    used: &'a BTreeSet<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(used: &'a BTreeSet<String>) -> Self {
        Self {
            edits: Edits::default(),
            changes: Vec::new(),
            path: Vec::new(),
            used,
        }
    }

    /// A value that `mine` and `theirs` have. It is replaced by whoever holds it: the answer is the value that takes its place.
    pub(super) fn value(
        &mut self,
        base: Option<&Tree>,
        mine: &Node,
        theirs: &Tree,
    ) -> Option<Tree> {
        if base.is_some_and(|base| same(base, theirs)) || same_node(theirs, mine) {
            return None;
        }
        match (&mine.kind, theirs) {
            (load::Kind::Map(_), Tree::Map(_))
                if base.is_none_or(|base| matches!(base, Tree::Map(_))) =>
            {
                self.map(base, mine, theirs);
                return None;
            }
            (load::Kind::List(_), Tree::List(_)) if self.named_list(base, mine, theirs) => {
                return None;
            }
            _ => {}
        }
        if !base.is_some_and(|base| same_node(base, mine)) {
            let (mine, theirs) = (Tree::from(mine), theirs.clone());
            self.note(Kind::Conflict { mine, theirs });
            return None;
        }
        let (from, to) = (Tree::from(mine), theirs.clone());
        self.note(Kind::Changed { from, to });
        match (&mine.kind, theirs) {
            (load::Kind::List(items), Tree::List(new)) if self.few_items(mine, items, new) => None,
            _ => Some(theirs.clone()),
        }
    }

    fn map(&mut self, base: Option<&Tree>, mine: &Node, theirs: &Tree) {
        let bases = index(base);
        let new = index(Some(theirs));
        for entry in mine.entries() {
            let key = entry.key.as_str();
            self.path.push(entry.key.clone());
            match (bases.get(key), new.get(key)) {
                (old, Some(theirs)) => {
                    if let Some(value) = self.value(old.copied(), &entry.value, theirs) {
                        self.edits.set(mine, key, value);
                    }
                }
                (Some(old), None) if same_node(old, &entry.value) && !self.is_used() => {
                    self.edits.remove(mine, key);
                    self.note(Kind::Removed);
                }
                (Some(_), None) => self.note(Kind::Kept),
                (None, None) => {}
            }
            self.path.pop();
        }
        let mut before: Option<&str> = None;
        for (key, value) in theirs.entries() {
            if mine.get(key).is_some() {
                before = Some(key);
                continue;
            }
            self.path.push(key.clone());
            match bases.get(key.as_str()) {
                None => {
                    match before {
                        Some(before) => self.edits.set_after(mine, before, key, value.clone()),
                        None => self.edits.set(mine, key, value.clone()),
                    }
                    before = Some(key);
                    self.note(Kind::Added(value.clone()));
                }
                Some(old) if same(old, value) => {}
                Some(_) => self.note(Kind::StaysAway),
            }
            self.path.pop();
        }
    }

    /// Whether this is a schema that something refers to.
    fn is_used(&self) -> bool {
        match self.path.as_slice() {
            [components, kind, name] => {
                components == "components" && kind == "schemas" && self.used.contains(name)
            }
            _ => false,
        }
    }

    /// Whether the list is one of named items, and was merged by their names.
    fn named_list(&mut self, base: Option<&Tree>, mine: &Node, theirs: &Tree) -> bool {
        let list = self.path.last().cloned().unwrap_or_default();
        let none = Tree::List(Vec::new());
        let base = base.unwrap_or(&none);
        let (Some(old), Some(own), Some(new)) = (
            lists::names(&list, base.items()),
            lists::names(&list, mine.items()),
            lists::names(&list, theirs.items()),
        ) else {
            return false;
        };
        let find = |names: &[String], items: &'_ [Tree], name: &str| -> Option<Tree> {
            let at = names.iter().position(|known| known == name)?;
            items.get(at).cloned()
        };
        for (at, (name, item)) in own.iter().zip(mine.items()).enumerate() {
            self.path.push(name.clone());
            let (was, is) = (
                find(&old, base.items(), name),
                find(&new, theirs.items(), name),
            );
            match (was, is) {
                (was, Some(theirs)) => {
                    if let Some(value) = self.value(was.as_ref(), item, &theirs) {
                        self.edits.replace(item, value);
                    }
                }
                (Some(was), None) if same_node(&was, item) => {
                    self.edits.remove_item(mine, at);
                    self.note(Kind::Removed);
                }
                (Some(_), None) => self.note(Kind::Kept),
                (None, None) => {}
            }
            self.path.pop();
        }
        for (name, item) in new.iter().zip(theirs.items()) {
            if own.contains(name) {
                continue;
            }
            self.path.push(name.clone());
            match find(&old, base.items(), name) {
                None => {
                    self.edits.append(mine, item.clone());
                    self.note(Kind::Added(item.clone()));
                }
                Some(was) if same(&was, item) => {}
                Some(_) => self.note(Kind::StaysAway),
            }
            self.path.pop();
        }
        true
    }

    /// Takes away and adds single items, where that makes the new list of the old one.
    fn few_items(&mut self, list: &Node, items: &[Node], new: &[Tree]) -> bool {
        let kept = |item: &&Node| new.iter().any(|other| same_node(other, item));
        let rest: Vec<_> = items.iter().filter(kept).collect();
        let begins = rest.len() <= new.len()
            && rest
                .iter()
                .zip(new)
                .all(|(item, other)| same_node(other, item));
        if !begins || rest.is_empty() {
            return false;
        }
        for (at, item) in items.iter().enumerate() {
            if !kept(&item) {
                self.edits.remove_item(list, at);
            }
        }
        for item in new.iter().skip(rest.len()) {
            self.edits.append(list, item.clone());
        }
        true
    }

    fn note(&mut self, kind: Kind) {
        self.changes.push(Change {
            path: self.path.clone(),
            place: None,
            kind,
        });
    }
}

fn index(tree: Option<&Tree>) -> BTreeMap<&str, &Tree> {
    let entries = tree.map_or(&[][..], Tree::entries).iter();
    entries.map(|(key, value)| (key.as_str(), value)).collect()
}

/// Whether two values say the same; the order of a map says nothing.
fn same(one: &Tree, other: &Tree) -> bool {
    match (one, other) {
        (Tree::Map(left), Tree::Map(right)) => {
            let in_order = left.iter().zip(right);
            let is_same = |((key, value), (name, other)): (&(String, Tree), &(String, Tree))| {
                key == name && same(value, other)
            };
            left.len() == right.len()
                && (in_order.clone().all(is_same) || {
                    let right = index(Some(other));
                    let found = |(key, value): &(String, Tree)| {
                        right
                            .get(key.as_str())
                            .is_some_and(|other| same(value, other))
                    };
                    left.iter().all(found)
                })
        }
        (Tree::List(left), Tree::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(one, other)| same(one, other))
        }
        _ => one == other,
    }
}

/// The same of a value with a place.
fn same_node(one: &Tree, node: &Node) -> bool {
    match (one, &node.kind) {
        (Tree::Map(left), load::Kind::Map(right)) => {
            left.len() == right.entries().len()
                && left.iter().all(|(key, value)| {
                    right
                        .entry(key)
                        .is_some_and(|entry| same_node(value, &entry.value))
                })
        }
        (Tree::List(left), load::Kind::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(one, other)| same_node(one, other))
        }
        (Tree::Map(_) | Tree::List(_), _) | (_, load::Kind::Map(_) | load::Kind::List(_)) => false,
        (one, _) => *one == Tree::from(node),
    }
}

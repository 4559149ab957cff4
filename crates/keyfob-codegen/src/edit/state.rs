//! What the edits make of each node that has any.

use std::collections::BTreeMap;

use super::{Edit, EditError, Tree};
use crate::load::{Entry, Kind, Node};

/// The edited nodes, by their ids.
pub(super) struct States(BTreeMap<usize, State>);

/// An edited node.
#[derive(Default)]
pub(super) struct State {
    /// What stands in its place.
    replaced: Option<Tree>,
    /// What is in it, in order. Of a map or a list only.
    pub slots: Vec<Slot>,
}

/// An entry of a map, or an item of a list.
pub(super) struct Slot {
    /// Which one it is in the document; nothing for a new one.
    pub old: Option<usize>,
    /// The key that it has in the end; empty in lists.
    pub key: String,
    /// The value that it gets, if it gets another one.
    pub value: Option<Tree>,
    /// It goes.
    pub removed: bool,
}

impl States {
    pub(super) fn new(
        by_node: &BTreeMap<usize, Vec<Edit>>,
        root: &Node,
    ) -> Result<Self, EditError> {
        let mut states = BTreeMap::new();
        collect(by_node, root, &mut states)?;
        Ok(Self(states))
    }

    pub(super) fn get(&self, node: &Node) -> Option<&State> {
        self.0.get(&node.id)
    }

    /// Whether a node between these ids has edits.
    pub(super) fn any(&self, ids: std::ops::RangeInclusive<usize>) -> bool {
        self.0.range(ids).next().is_some()
    }

    /// What takes the whole place of a node; also where nothing is left of what was in it.
    pub(super) fn replacement(&self, node: &Node) -> Option<Tree> {
        let state = self.get(node)?;
        let kept = |slot: &Slot| slot.old.is_some() && !slot.removed;
        match &state.replaced {
            Some(tree) => Some(tree.clone()),
            None if state.slots.iter().any(kept) => None,
            None => Some(self.meant(node)),
        }
    }

    /// What a node is to read as.
    pub(super) fn meant(&self, node: &Node) -> Tree {
        let Some(state) = self.get(node) else {
            return match &node.kind {
                Kind::List(items) => {
                    Tree::List(items.iter().map(|item| self.meant(item)).collect())
                }
                Kind::Map(map) => Tree::Map(
                    map.entries()
                        .iter()
                        .map(|entry| (entry.key.clone(), self.meant(&entry.value)))
                        .collect(),
                ),
                _ => node.into(),
            };
        };
        if let Some(tree) = &state.replaced {
            return tree.clone();
        }
        let kept = state.slots.iter().filter(|slot| !slot.removed);
        let slots = kept.map(|slot| {
            let old = slot.old.and_then(|at| child(node, at));
            let value = slot.value.clone();
            let value = value.or_else(|| old.map(|old| self.meant(old)));
            (slot.key.clone(), value.unwrap_or(Tree::Null))
        });
        match node.kind {
            Kind::List(_) => Tree::List(slots.map(|(_, value)| value).collect()),
            _ => Tree::Map(slots.collect()),
        }
    }
}

/// The value of an entry or an item.
pub(super) fn child(node: &Node, at: usize) -> Option<&Node> {
    let entry = node.entries().get(at).map(|entry: &Entry| &entry.value);
    entry.or_else(|| node.items().get(at))
}

fn collect(
    by_node: &BTreeMap<usize, Vec<Edit>>,
    node: &Node,
    states: &mut BTreeMap<usize, State>,
) -> Result<(), EditError> {
    if let Some(edits) = by_node.get(&node.id) {
        states.insert(node.id, State::new(node, edits)?);
    }
    for entry in node.entries() {
        collect(by_node, &entry.value, states)?;
    }
    for item in node.items() {
        collect(by_node, item, states)?;
    }
    Ok(())
}

impl State {
    fn new(node: &Node, edits: &[Edit]) -> Result<Self, EditError> {
        let old = |(at, key): (usize, String)| Slot {
            old: Some(at),
            key,
            value: None,
            removed: false,
        };
        let entries = node.entries().iter().map(|entry| entry.key.clone());
        let items = node.items().iter().map(|_| String::new());
        let mut state = Self {
            replaced: None,
            slots: entries.chain(items).enumerate().map(old).collect(),
        };
        edits.iter().try_for_each(|edit| state.make(node, edit))?;
        Ok(state)
    }

    fn make(&mut self, node: &Node, edit: &Edit) -> Result<(), EditError> {
        let is_map = matches!(node.kind, Kind::Map(_));
        let is_list = matches!(node.kind, Kind::List(_));
        match edit {
            Edit::Replace(tree) => self.replaced = Some(tree.clone()),
            Edit::Append(_) | Edit::RemoveItem(_) if !is_list => {
                return Err(EditError::NotAList(node.place));
            }
            Edit::Append(tree) => self.slots.push(Slot::new("", tree)),
            Edit::RemoveItem(at) => {
                if let Some(slot) = self.slots.iter_mut().find(|slot| slot.old == Some(*at)) {
                    slot.removed = true;
                }
            }
            _ if !is_map => return Err(EditError::NotAMap(node.place)),
            Edit::Set { key, value, after } => self.set(key, value, after.as_deref()),
            Edit::Tell { key, sentence } => {
                let slot = self.slot(key);
                let value = slot.and_then(|slot| slot.value.clone());
                let known = value.or_else(|| slot.and(node.get(key)).map(Tree::from));
                let known = known.as_ref().and_then(Tree::text).unwrap_or_default();
                if let Some(told) = told(known, sentence) {
                    self.set(key, &Tree::Text(told), None);
                }
            }
            Edit::Remove(key) => {
                self.slots
                    .retain(|slot| slot.old.is_some() || slot.key != *key);
                if let Some(slot) = self.slot_mut(key) {
                    slot.removed = true;
                }
            }
            Edit::Rename { to, .. } if self.slot(to).is_some() => {
                return Err(EditError::Taken {
                    place: node.place,
                    key: to.clone(),
                });
            }
            Edit::Rename { from, to } => {
                if let Some(slot) = self.slot_mut(from) {
                    slot.key.clone_from(to);
                }
            }
        }
        Ok(())
    }

    fn set(&mut self, key: &str, value: &Tree, after: Option<&str>) {
        if let Some(slot) = self.slot_mut(key) {
            slot.value = Some(value.clone());
            return;
        }
        // One that was taken away comes back where it was.
        let gone = self.slots.iter_mut();
        let gone = gone
            .filter(|slot| slot.removed)
            .find(|slot| slot.key == key);
        if let Some(slot) = gone {
            slot.removed = false;
            slot.value = Some(value.clone());
            return;
        }
        let before = |slot: &Slot| after.is_some_and(|after| slot.key == after);
        let at = self.slots.iter().position(before);
        let at = at.map_or(self.slots.len(), |at| at + 1);
        self.slots.insert(at, Slot::new(key, value));
    }

    fn slot(&self, key: &str) -> Option<&Slot> {
        let mut kept = self.slots.iter().filter(|slot| !slot.removed);
        kept.find(|slot| slot.key == key)
    }

    fn slot_mut(&mut self, key: &str) -> Option<&mut Slot> {
        let mut kept = self.slots.iter_mut().filter(|slot| !slot.removed);
        kept.find(|slot| slot.key == key)
    }
}

impl Slot {
    fn new(key: &str, value: &Tree) -> Self {
        Self {
            old: None,
            key: key.to_owned(),
            value: Some(value.clone()),
            removed: false,
        }
    }
}

/// A text and one more sentence; nothing if it says so already.
fn told(text: &str, sentence: &str) -> Option<String> {
    let known = text.trim_end();
    if known.contains(sentence) {
        return None;
    }
    let end = match known.chars().next_back() {
        None => return Some(sentence.to_owned()),
        Some('.' | '!' | '?' | ':' | '>' | ')' | '`') => "",
        Some(_) => ".",
    };
    Some(match known.contains('\n') {
        false => format!("{known}{end} {sentence}"),
        true => format!("{known}{end}\n\n{sentence}\n"),
    })
}

//! One of the two documents, and where in it things stand.

use std::collections::BTreeMap;

use super::surface::{Type, surface};
use crate::load::{Document, Node};
use crate::model::{Operation, Spec};

pub(super) struct Side<'a> {
    pub document: &'a Document,
    pub spec: Spec,
    /// The types by their names in Rust.
    pub types: BTreeMap<String, Type>,
}

impl<'a> Side<'a> {
    pub fn of(document: &'a Document) -> Self {
        let spec = Spec::of(document);
        Self {
            types: surface(document, &spec),
            document,
            spec,
        }
    }

    /// The line at a JSON pointer: that of the key, where it is one of a map.
    pub fn line(&self, pointer: &str) -> Option<usize> {
        let (above, key) = pointer.rsplit_once('/')?;
        let above = match above {
            "" => &self.document.root,
            above => self.document.at(above)?,
        };
        above.entry(key).map(|entry| entry.place.line)
    }

    fn item(&self, operation: &Operation) -> Option<&Node> {
        self.document.root.get("paths")?.get(&operation.path)
    }

    /// The line of an operation.
    pub fn operation(&self, operation: &Operation) -> Option<usize> {
        let entry = self.item(operation)?.entry(&operation.method)?;
        Some(entry.place.line)
    }

    /// The line of what an operation says under a key, or its own.
    pub fn within(&self, operation: &Operation, key: &str) -> Option<usize> {
        let node = self.item(operation)?.get(&operation.method)?;
        let entry = node.entry(key).map(|entry| entry.place.line);
        entry.or_else(|| self.operation(operation))
    }

    /// The line of a parameter, or of its operation.
    pub fn parameter(&self, operation: &Operation, name: &str, location: &str) -> Option<usize> {
        let item = self.item(operation)?;
        let own = item.get(&operation.method)?.get("parameters");
        let all = own.into_iter().chain(item.get("parameters"));
        let mut found = all.flat_map(Node::items).filter_map(|parameter| {
            let parameter = self.document.resolve(parameter)?;
            let is_it = parameter.text_of("name") == Some(name)
                && parameter.text_of("in") == Some(location);
            is_it.then_some(parameter.place.line)
        });
        found.next().or_else(|| self.operation(operation))
    }

    /// The line of an item of a list at the document's root, by a text in it.
    pub fn item_of(&self, list: &str, key: &str, text: &str) -> Option<usize> {
        let items = self.document.root.get(list)?.items().iter();
        let mut found = items.filter(|item| item.text_of(key) == Some(text));
        found.next().map(|item| item.place.line)
    }
}

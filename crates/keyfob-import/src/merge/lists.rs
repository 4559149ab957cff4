//! Lists whose items have names: parameters, tags, servers.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::finding::Place;
use keyfob_codegen::load::Node;

/// A map, wherever it comes from.
pub(super) trait Named {
    /// The text under a key.
    fn text_under(&self, key: &str) -> Option<&str>;
}

impl Named for Node {
    fn text_under(&self, key: &str) -> Option<&str> {
        self.text_of(key)
    }
}

impl Named for Tree {
    fn text_under(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }
}

/// What an item of the list under this key goes by.
pub(super) fn name(list: &str, item: &impl Named) -> Option<String> {
    match list {
        "parameters" => match item.text_under("$ref") {
            Some(reference) => Some(reference.rsplit('/').next()?.to_owned()),
            None => {
                let (location, name) = (item.text_under("in")?, item.text_under("name")?);
                Some(format!("{location} {name}"))
            }
        },
        "tags" | "x-rate-limits" => item.text_under("name").map(str::to_owned),
        "servers" => item.text_under("x-variant").map(str::to_owned),
        _ => None,
    }
}

/// The names of all items, if each has one of its own.
pub(super) fn names<'a, T: Named + 'a>(
    list: &str,
    items: impl IntoIterator<Item = &'a T>,
) -> Option<Vec<String>> {
    let names: Vec<_> = items
        .into_iter()
        .map(|item| name(list, item))
        .collect::<Option<_>>()?;
    let different: BTreeSet<_> = names.iter().collect();
    (different.len() == names.len()).then_some(names)
}

/// Where the end of a path stands; or what is left of the way to it.
pub(super) fn locate(root: &Node, path: &[String]) -> Option<Place> {
    let (mut node, mut place, mut list) = (root, root.place, "");
    for step in path {
        if let Some(entry) = node.entry(step) {
            (node, place) = (&entry.value, entry.place);
        } else {
            let mut items = node.items().iter();
            match items.find(|item| name(list, *item).as_ref() == Some(step)) {
                Some(item) => (node, place) = (item, item.place),
                None => break,
            }
        }
        list = step;
    }
    Some(place)
}

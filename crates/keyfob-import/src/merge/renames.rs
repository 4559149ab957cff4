//! Schemas by their names: those that a person has given another one, and those that are referred to.

use std::collections::{BTreeMap, BTreeSet};

use keyfob_codegen::edit::Tree;
use keyfob_codegen::load::{Document, Entry, Node};

/// The names in the import, and those that a person has given instead. A schema is found again by where it is from (`from` of its
/// `x-source`), or else by what it says.
pub(super) fn followed(
    base: &Document,
    mine: &Document,
    theirs: &Document,
) -> BTreeMap<String, String> {
    let schemas = |document: &'_ Document| -> Vec<Entry> {
        let found = document.at("/components/schemas");
        found.map_or(&[][..], Node::entries).to_vec()
    };
    let (base, mine, theirs) = (schemas(base), schemas(mine), schemas(theirs));
    let names = |entries: &[Entry]| -> BTreeSet<String> {
        entries.iter().map(|entry| entry.key.clone()).collect()
    };
    let (base_names, mine_names, their_names) = (names(&base), names(&mine), names(&theirs));
    let gone: Vec<_> = base
        .iter()
        .filter(|entry| !mine_names.contains(&entry.key))
        .collect();
    let new: Vec<_> = mine
        .iter()
        .filter(|entry| !base_names.contains(&entry.key) && !their_names.contains(&entry.key))
        .collect();
    let mut renames = BTreeMap::new();
    for mark in [from, whole] {
        let old = unique(&base, mark);
        let come: BTreeMap<_, _> = unique(&mine, mark);
        for entry in &gone {
            let told = mark(&entry.value).filter(|told| old.get(told) == Some(&entry.key));
            let found = told.and_then(|told| come.get(&told).cloned());
            let found = found.filter(|name| new.iter().any(|entry| entry.key == *name));
            if let Some(found) = found
                && !renames.contains_key(&entry.key)
                && renames.values().all(|taken| *taken != found)
            {
                renames.insert(entry.key.clone(), found);
            }
        }
    }
    renames
}

/// What each mark stands at, but for those that stand at several.
fn unique(entries: &[Entry], mark: fn(&Node) -> Option<String>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, Option<String>> = BTreeMap::new();
    for entry in entries {
        if let Some(told) = mark(&entry.value) {
            let place = found.entry(told);
            place
                .and_modify(|name| *name = None)
                .or_insert(Some(entry.key.clone()));
        }
    }
    let found = found.into_iter();
    found
        .filter_map(|(told, name)| Some((told, name?)))
        .collect()
}

fn from(schema: &Node) -> Option<String> {
    schema.get("x-source")?.text_of("from").map(str::to_owned)
}

fn whole(schema: &Node) -> Option<String> {
    Some(Tree::from(schema).to_string())
}

/// The same spec with other names of schemas.
pub(super) fn renamed(root: &Tree, renames: &BTreeMap<String, String>) -> Tree {
    if renames.is_empty() {
        return root.clone();
    }
    below(root, &mut Vec::new(), renames)
}

fn below<'a>(tree: &'a Tree, path: &mut Vec<&'a str>, renames: &BTreeMap<String, String>) -> Tree {
    match tree {
        Tree::List(items) => Tree::List(
            items
                .iter()
                .map(|item| below(item, path, renames))
                .collect(),
        ),
        Tree::Map(entries) => {
            let schemas = matches!(path.as_slice(), ["components", "schemas"]);
            let renamed = |(key, value): &'a (String, Tree)| {
                let name = renames.get(key).filter(|_| schemas).unwrap_or(key);
                path.push(key);
                let value = match (key.as_str(), value) {
                    ("$ref" | "x-json" | "x-known-values", Tree::Text(text)) => {
                        Tree::Text(reference(text, renames))
                    }
                    // Examples are data.
                    ("example" | "examples", value) => value.clone(),
                    (_, value) => below(value, path, renames),
                };
                path.pop();
                (name.clone(), value)
            };
            Tree::Map(entries.iter().map(renamed).collect())
        }
        other => other.clone(),
    }
}

/// The schemas that a spec refers to.
pub(super) fn used(root: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        for entry in node.entries() {
            let text = entry.value.text().unwrap_or_default();
            let name = match entry.key.as_str() {
                "$ref" => text.strip_prefix("#/components/schemas/"),
                "x-json" | "x-known-values" => Some(text),
                _ => None,
            };
            found.extend(name.map(str::to_owned));
            open.push(&entry.value);
        }
        open.extend(node.items());
    }
    found
}

fn reference(text: &str, renames: &BTreeMap<String, String>) -> String {
    let start = "#/components/schemas/";
    let (before, name) = match text.strip_prefix(start) {
        Some(name) => (start, name),
        None => ("", text),
    };
    let name = renames.get(name).map_or(name, String::as_str);
    format!("{before}{name}")
}

//! What is said in words, which no program depends on: how much of it is said otherwise.

use std::collections::BTreeMap;

use crate::load::{Kind, Node};

/// The keys whose values are words.
const WORDS: [&str; 8] = [
    "description",
    "example",
    "examples",
    "summary",
    "title",
    "x-enum-descriptions",
    "x-not-secret",
    "x-source",
];

/// How many texts are other ones, or stand where there was none, or are gone from what is still there.
pub(super) fn changed(old: &Node, new: &Node) -> usize {
    if let (Kind::List(_), Kind::List(_)) = (&old.kind, &new.kind) {
        let news = keyed(new);
        let pairs = keyed(old).into_iter();
        return pairs
            .filter_map(|(key, old)| Some(changed(old, news.get(&key)?)))
            .sum();
    }
    let is_text = |key: &str| WORDS.contains(&key);
    let gone = old.entries().iter();
    let gone = gone.filter(|entry| is_text(&entry.key) && new.get(&entry.key).is_none());
    let there = new.entries().iter().map(|entry| {
        match (old.get(&entry.key), &entry.value.kind) {
            // A member may be called like one of these; then what is below is a schema.
            (Some(before), Kind::Map(_)) if entry.key != "x-source" && entry.key != "example" => {
                changed(before, &entry.value)
            }
            (Some(before), _) if is_text(&entry.key) => {
                usize::from(before.to_json() != entry.value.to_json())
            }
            (Some(before), _) => changed(before, &entry.value),
            (None, _) => usize::from(is_text(&entry.key)),
        }
    });
    let changed: usize = there.sum();
    changed + gone.count()
}

/// The items of a list by what they are called, or by where they stand.
fn keyed(list: &Node) -> BTreeMap<String, &Node> {
    let items = list.items().iter().enumerate().map(|(at, item)| {
        let named = ["name", "$ref", "url"]
            .iter()
            .find_map(|key| item.text_of(key));
        (named.map_or_else(|| at.to_string(), str::to_owned), item)
    });
    items.collect()
}

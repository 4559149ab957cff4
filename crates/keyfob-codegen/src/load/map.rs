//! A map that is looked into often: `components.schemas` of a large spec has thousands of entries, and as many references to them.

use super::Entry;

/// The entries of a map, in the file's order.
#[derive(Debug, Clone)]
pub struct Map {
    entries: Vec<Entry>,
    /// The places of the entries, by their keys.
    sorted: Vec<usize>,
}

impl Map {
    /// A map of these entries, no key of which is there twice.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut sorted: Vec<usize> = (0..entries.len()).collect();
        sorted.sort_by_key(|at| entries.get(*at).map(|entry| &entry.key));
        Self { entries, sorted }
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let key_of = |at: &usize| self.entries.get(*at).map(|entry| entry.key.as_str());
        let found = self.sorted.binary_search_by_key(&Some(key), key_of).ok()?;
        self.entries.get(*self.sorted.get(found)?)
    }
}

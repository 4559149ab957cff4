//! Where references lead, and what a document calls the schemas there.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Id;
use crate::names;
use crate::source::Cursor;

/// What is known of the files that schemas stand in.
#[derive(Default)]
pub(super) struct Places<'a> {
    named: BTreeMap<Id, String>,
    /// All names of schemas, which schemas without a name leave alone.
    names: BTreeSet<String>,
    anchors: BTreeMap<(usize, String), Cursor<'a>>,
    files: BTreeSet<usize>,
    searched: BTreeSet<usize>,
}

impl<'a> Places<'a> {
    /// Reads the names in the file of a schema, once.
    pub fn enter(&mut self, at: Cursor<'a>) {
        if !self.files.insert(at.identity().0) {
            return;
        }
        let Some(root) = at.follow("#") else { return };
        let components = root.get("components").and_then(|all| all.get("schemas"));
        let groups = [components, root.get("definitions"), root.get("$defs")];
        for (entry, schema) in groups
            .into_iter()
            .flatten()
            .flat_map(|group| group.entries())
        {
            let base = names::pascal(&entry.key);
            let mut name = base.clone();
            for number in 2.. {
                if self.names.insert(name.clone()) {
                    break;
                }
                name = names::pascal(&format!("{base}{number}"));
            }
            self.named.insert(schema.identity(), name);
        }
    }

    /// Whether a named schema is called so.
    pub fn is_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The name of the schema that stands here, if it has one.
    pub fn own_name(&mut self, at: Cursor<'a>) -> Option<String> {
        self.enter(at);
        self.named.get(&at.identity()).cloned()
    }

    /// The name of a schema that a reference leads to: its own, or the last word of the reference that is one.
    pub fn name(&mut self, target: Cursor<'a>, reference: &str) -> Option<String> {
        if let Some(name) = self.own_name(target) {
            return Some(name);
        }
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let mut steps = pointer.rsplit('/').filter(|step| !step.is_empty());
        let is_word = |step: &&str| {
            !STRUCTURE.contains(step)
                && !step.contains(['~', '{', '%'])
                && step.starts_with(|c: char| c.is_alphabetic())
        };
        let stem = file
            .rsplit('/')
            .next()
            .and_then(|file| file.split('.').next());
        let last = steps.next();
        let is_member = steps.next() == Some("properties");
        match last {
            Some(last) if is_word(&last) && !is_member => Some(names::pascal(last)),
            // What stands within something else is called by where it is used.
            Some(_) => None,
            None => stem.filter(|stem| !stem.is_empty()).map(names::pascal),
        }
    }

    /// What a reference leads to: a pointer, or an anchor.
    pub fn follow(&mut self, from: Cursor<'a>, reference: &str) -> Option<Cursor<'a>> {
        if let Some(found) = from.follow(reference) {
            return Some(found);
        }
        let (file, anchor) = reference.split_once('#')?;
        let root = from.follow(&format!("{file}#"))?;
        let number = root.identity().0;
        if self.searched.insert(number) {
            self.search(root);
        }
        self.anchors.get(&(number, anchor.to_owned())).copied()
    }

    fn search(&mut self, root: Cursor<'a>) {
        let mut open = vec![root];
        while let Some(at) = open.pop() {
            let number = at.identity().0;
            for key in ["$anchor", "$dynamicAnchor"] {
                if let Some(anchor) = at.text_of(key) {
                    self.anchors
                        .entry((number, anchor.to_owned()))
                        .or_insert(at);
                }
            }
            open.extend(at.items());
            open.extend(at.entries().map(|(_, value)| value));
        }
    }
}

/// Steps of references that are OpenAPI's words, not the vendor's.
const STRUCTURE: [&str; 14] = [
    "schema",
    "items",
    "properties",
    "additionalProperties",
    "content",
    "allOf",
    "oneOf",
    "anyOf",
    "get",
    "put",
    "post",
    "delete",
    "patch",
    "responses",
];

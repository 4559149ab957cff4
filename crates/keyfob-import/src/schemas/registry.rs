//! What was made so far, in a way that can be taken back.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use keyfob_codegen::edit::Tree;

use super::Use;
use super::model::{Id, Model};
use super::places::Places;
use crate::names;
use crate::report::Note;
use crate::source::Location;

/// A component schema.
#[derive(Debug)]
pub(crate) struct Component {
    pub schema: Tree,
    pub(super) how: Use,
    pub location: Location,
}

/// An object whose name is known, and whose members are still to be converted.
pub(super) struct Waiting<'a> {
    pub name: String,
    /// The name that what is within is called by.
    pub base: String,
    pub model: Model<'a>,
    pub how: Use,
}

/// Components, and what they were made of.
pub(crate) struct Registry<'a> {
    reserved: BTreeSet<String>,
    components: BTreeMap<String, Option<Component>>,
    made: BTreeMap<(Vec<Id>, Use), String>,
    /// Enums of requests, by what they are of and by their values.
    enums: BTreeMap<String, String>,
    pub(super) waiting: VecDeque<Waiting<'a>>,
    notes: Vec<Note>,
    journal: Vec<Step>,
}

/// What was done, to be undone.
enum Step {
    Component(String),
    Made((Vec<Id>, Use)),
    Enum(String),
}

/// A point to which everything can be taken back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checkpoint {
    steps: usize,
    notes: usize,
}

impl<'a> Registry<'a> {
    pub fn new(reserved: impl IntoIterator<Item = String>) -> Self {
        Self {
            reserved: reserved.into_iter().collect(),
            components: BTreeMap::new(),
            made: BTreeMap::new(),
            enums: BTreeMap::new(),
            waiting: VecDeque::new(),
            notes: Vec::new(),
            journal: Vec::new(),
        }
    }

    /// A name for a component: as wanted, if that is free. A schema without a name of its own leaves the names of others alone.
    pub(super) fn allocate(&mut self, wanted: &str, is_named: bool, places: &Places<'a>) -> String {
        let mut wanted = wanted.to_owned();
        if self.reserved.contains(&wanted) {
            wanted = names::pascal(&format!("{wanted}Data"));
        }
        let is_others = |name: &str| {
            let stem = name.strip_suffix("Request").unwrap_or(name);
            !is_named && (places.is_name(name) || places.is_name(stem))
        };
        let mut name = wanted.clone();
        let mut number = 2_usize;
        while self.reserved.contains(&name)
            || self.components.contains_key(&name)
            || is_others(&name)
        {
            name = names::pascal(&format!("{wanted}{number}"));
            number += 1;
        }
        self.components.insert(name.clone(), None);
        self.journal.push(Step::Component(name.clone()));
        name
    }

    /// Puts the schema of an allocated component in its place.
    pub(super) fn insert(&mut self, name: &str, schema: Tree, how: Use, location: Location) {
        let component = Component {
            schema,
            how,
            location,
        };
        self.components.insert(name.to_owned(), Some(component));
    }

    /// Remembers what a component was made of.
    pub(super) fn remember(&mut self, key: Vec<Id>, how: Use, name: String) {
        let key = (key, how);
        if !self.made.contains_key(&key) {
            self.journal.push(Step::Made(key.clone()));
            self.made.insert(key, name);
        }
    }

    /// The component that was made of this.
    pub(super) fn made(&self, key: &[Id], how: Use) -> Option<String> {
        self.made.get(&(key.to_vec(), how)).cloned()
    }

    pub fn remember_enum(&mut self, key: String, name: &str) {
        if !self.enums.contains_key(&key) {
            self.journal.push(Step::Enum(key.clone()));
            self.enums.insert(key, name.to_owned());
        }
    }

    pub fn known_enum(&self, key: &str) -> Option<&String> {
        self.enums.get(key)
    }

    /// The schema of a component.
    pub fn schema(&self, name: &str) -> Option<&Tree> {
        let component = self.components.get(name)?.as_ref();
        component.map(|component| &component.schema)
    }

    /// The schema that a `$ref` leads to, or the schema itself.
    pub fn resolve<'y>(&'y self, schema: &'y Tree) -> &'y Tree {
        let target = schema.get("$ref").and_then(Tree::text).and_then(referenced);
        target.and_then(|name| self.schema(name)).unwrap_or(schema)
    }

    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            steps: self.journal.len(),
            notes: self.notes.len(),
        }
    }

    pub fn roll_back(&mut self, to: Checkpoint) {
        while self.journal.len() > to.steps {
            match self.journal.pop() {
                Some(Step::Component(name)) => drop(self.components.remove(&name)),
                Some(Step::Made(key)) => drop(self.made.remove(&key)),
                Some(Step::Enum(key)) => drop(self.enums.remove(&key)),
                None => {}
            }
        }
        self.notes.truncate(to.notes);
        self.waiting.clear();
    }

    /// All components, the enums by their keys, and the notes.
    pub fn into_parts(
        self,
    ) -> (
        BTreeMap<String, Component>,
        BTreeMap<String, String>,
        Vec<Note>,
    ) {
        let components = self.components.into_iter();
        let made = components.filter_map(|(name, component)| Some((name, component?)));
        (made.collect(), self.enums, self.notes)
    }
}

/// A reference to a component.
pub(super) fn reference(name: &str) -> Tree {
    Tree::map().with("$ref", format!("{SCHEMAS}{name}"))
}

/// The component that a reference names.
pub(crate) fn referenced(reference: &str) -> Option<&str> {
    reference.strip_prefix(SCHEMAS)
}

const SCHEMAS: &str = "#/components/schemas/";

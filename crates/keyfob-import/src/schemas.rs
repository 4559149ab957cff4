//! A stand-in: every component is an open object.

use std::collections::BTreeSet;

use crate::report::Note;
use crate::source::{Cursor, Location};
use crate::yaml::Yaml;

/// Where a schema is used. One schema used in both becomes two components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Request,
    Answer,
}

/// Why something cannot be carried over.
#[derive(Debug, Clone)]
pub(crate) struct Reason {
    pub location: Location,
    pub message: String,
}

pub(crate) struct Schemas<'a> {
    made: Vec<String>,
    phantom: std::marker::PhantomData<Cursor<'a>>,
}

pub(crate) struct Checkpoint(usize);

impl<'a> Schemas<'a> {
    pub fn new(_: impl IntoIterator<Item = String>) -> Self {
        Self {
            made: Vec::new(),
            phantom: std::marker::PhantomData,
        }
    }

    pub fn begin(&mut self, _: Option<&str>) {}

    pub fn component(&mut self, _: Cursor<'a>, hint: &str, _: Side) -> Result<String, Reason> {
        let mut name = crate::names::pascal(hint);
        while self.made.contains(&name) {
            name.push('X');
            name = crate::names::pascal(&name);
        }
        self.made.push(name.clone());
        Ok(name)
    }

    pub fn union(&mut self, all: &[Cursor<'a>], hint: &str, side: Side) -> Result<String, Reason> {
        self.component(all[0], hint, side)
    }

    pub fn form(&mut self, schema: Cursor<'a>, hint: &str) -> Result<String, Reason> {
        self.component(schema, hint, Side::Request)
    }

    pub fn parameter(
        &mut self,
        _: Cursor<'a>,
        _: &str,
        _: &str,
        _: bool,
    ) -> Result<Yaml, Reason> {
        Ok(Yaml::map().with("type", "string"))
    }

    pub fn example(&self, _: &str, _: Option<Cursor<'a>>) -> Yaml {
        Yaml::map()
    }

    pub fn parameter_example(&self, _: &Yaml, _: Option<Cursor<'a>>) -> Yaml {
        "x".into()
    }

    pub fn is_optional(&self, _: &str) -> bool {
        true
    }

    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint(self.made.len())
    }

    pub fn roll_back(&mut self, to: Checkpoint) {
        self.made.truncate(to.0);
    }

    pub fn finish(self, used: &BTreeSet<String>) -> (Yaml, Vec<Note>) {
        let mut all = Yaml::map();
        for name in used {
            let source = Yaml::map().with("confidence", "docs").with("from", "x");
            all.set(
                name,
                Yaml::map()
                    .with("type", "object")
                    .with("additionalProperties", Yaml::map().with("type", "string"))
                    .with("x-source", source),
            );
        }
        (all, Vec::new())
    }
}

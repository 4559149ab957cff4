//! Schemas: from what a vendor's document says to component schemas of our dialect.
//!
//! Requests are strict and answers tolerant, so one schema that is used in both becomes two components. Every object is a component
//! of its own; texts, numbers, lists and maps stand where they are used.

mod enums;
mod finish;
mod marks;
mod merge;
mod model;
mod objects;
mod parts;
mod places;
mod read;
mod registry;
mod secrets;
mod settle;
#[cfg(test)]
mod tests;
mod texts;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::finding::Place;

pub(crate) use self::enums::KNOWN;
use self::model::{Kind, Model, Part};
pub(crate) use self::objects::EXAMPLE;
use self::objects::Spot;
use self::read::Reader;
pub(crate) use self::registry::{Checkpoint, Registry};
pub(crate) use self::texts::clean;
pub(crate) use self::values::FORMAT;
use crate::examples;
use crate::names;
use crate::report::{Effect, Note};
use crate::source::{Cursor, Location};

/// Where a schema is used. One schema used in both becomes two components.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// In what is sent.
    Request,
    /// In what comes back.
    Answer,
}

/// Why something cannot be carried over.
#[derive(Debug, Clone)]
pub(crate) struct Reason {
    /// Where in the source.
    pub location: Location,
    /// What it is.
    pub message: String,
}

/// How a schema is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Request,
    Answer,
    Form,
}

/// The components made so far.
pub(crate) struct Schemas<'a> {
    reader: Reader<'a>,
    registry: Registry<'a>,
    /// The operation that is being converted.
    operation: Option<String>,
    /// Which names look like secrets'.
    looks: BTreeMap<String, bool>,
    /// The fields that members of these names are.
    fields: BTreeMap<&'a str, String>,
}

impl<'a> Schemas<'a> {
    /// None yet; these names of types are taken.
    pub fn new(reserved: impl IntoIterator<Item = String>) -> Self {
        Self {
            reader: Reader::default(),
            registry: Registry::new(reserved),
            operation: None,
            looks: BTreeMap::new(),
            fields: BTreeMap::new(),
        }
    }

    /// Says under which operation notes are to be reported from now on.
    pub fn begin(&mut self, operation: Option<&str>) {
        self.operation = operation.map(str::to_owned);
    }

    /// A component for a body: its name in PascalCase. Whatever the schema is, it becomes a component.
    ///
    /// # Errors
    /// That it is nothing but a number, which the generated code has no type for. Other things that cannot be told become objects of
    /// anything, with a note.
    pub fn component(
        &mut self,
        schema: Cursor<'a>,
        hint: &str,
        side: Side,
    ) -> Result<String, Reason> {
        self.body(&Part::One(schema), schema, hint, side.into())
    }

    /// One component for several schemas of which any may come: all members of all.
    ///
    /// # Errors
    /// That there is no schema.
    pub fn union(
        &mut self,
        schemas: &[Cursor<'a>],
        hint: &str,
        side: Side,
    ) -> Result<String, Reason> {
        let Some(first) = schemas.first() else {
            return Err(Reason {
                location: Location {
                    path: PathBuf::new(),
                    place: Place::start(),
                },
                message: "there is no schema".to_owned(),
            });
        };
        let parts = schemas.iter().copied().map(Part::One).collect();
        self.body(&Part::Any(parts), *first, hint, side.into())
    }

    /// A component for a urlencoded form: its members are plain values.
    ///
    /// # Errors
    /// That the schema has no members.
    pub fn form(&mut self, schema: Cursor<'a>, hint: &str) -> Result<String, Reason> {
        let part = Part::One(schema);
        let model = self.reader.read(&part);
        let is_form = model.is_some_and(
            |model| matches!(&model.kind, Kind::Object(object) if !object.members.is_empty()),
        );
        if !is_form {
            return Err(Reason {
                location: schema.location(),
                message: "a form without members".to_owned(),
            });
        }
        self.body(&part, schema, hint, Use::Form)
    }

    /// The schema of a path, query or header parameter: in place, or a reference to an enum.
    ///
    /// # Errors
    /// None today: what has no form as a parameter becomes a text, with a note.
    pub fn parameter(
        &mut self,
        schema: Cursor<'a>,
        name: &str,
        hint: &str,
        list: bool,
    ) -> Result<Tree, Reason> {
        self.reader.places.enter(schema);
        let part = Part::One(schema);
        let model = self
            .reader
            .read(&part)
            .unwrap_or_else(|| Model::unknown(schema));
        let yaml = self.argument(model, name, hint, list);
        self.drain();
        Ok(yaml)
    }

    /// An example of a component that is valid for it: the vendor's where it fits, else one made of the schema.
    pub fn example(&self, component: &str, given: Option<Cursor<'a>>) -> Tree {
        examples::of_component(&self.registry, component, given)
    }

    /// An example of a parameter: the vendor's where it fits, else one made of the schema.
    pub fn parameter_example(&self, schema: &Tree, given: Option<Cursor<'a>>) -> Tree {
        examples::of_parameter(&self.registry, schema, given)
    }

    /// Whether all members of a request component are optional.
    pub fn is_optional(&self, component: &str) -> bool {
        let schema = self.registry.schema(component);
        schema.is_some_and(|schema| {
            schema.get("properties").is_some() && schema.get("required").is_none()
        })
    }

    /// What was made until now.
    pub fn checkpoint(&self) -> Checkpoint {
        self.registry.checkpoint()
    }

    /// Takes everything back that was made since.
    pub fn roll_back(&mut self, to: Checkpoint) {
        self.registry.roll_back(to);
    }

    /// The components that are reached from these names, in the order of their names, and the notes.
    pub fn finish(self, used: &BTreeSet<String>) -> (Tree, Vec<Note>) {
        finish::finish(self.registry, used)
    }

    fn body(
        &mut self,
        part: &Part<'a>,
        at: Cursor<'a>,
        hint: &str,
        how: Use,
    ) -> Result<String, Reason> {
        self.reader.places.enter(at);
        let model = self.reader.read(part).unwrap_or_else(|| Model::unknown(at));
        let name = self.outermost(model, hint, how);
        self.drain();
        name
    }

    /// The component of a body.
    fn outermost(&mut self, mut model: Model<'a>, hint: &str, how: Use) -> Result<String, Reason> {
        let hint = names::pascal(hint);
        if let Kind::Object(object) = &model.kind
            && !object.members.is_empty()
        {
            return Ok(self.object(model, &hint, how));
        }
        if let Some(name) = self.registry.made(&model.key, how) {
            return Ok(name);
        }
        let is_enum = how == Use::Request && matches!(model.kind, Kind::Text);
        if is_enum && let Some(name) = self.enumeration(&model, &hint, &hint) {
            return Ok(name);
        }
        let (wanted, base) = match &model.name {
            Some(named) => (sided(named, how), named.clone()),
            None => (hint.clone(), hint.clone()),
        };
        let name = self
            .registry
            .allocate(&wanted, model.name.is_some(), &self.reader.places);
        self.registry.remember(model.key.clone(), how, name.clone());
        let source = self.source(&model);
        let description = model.description.map(clean);
        let at = model.at;
        if matches!(model.kind, Kind::Any | Kind::Null | Kind::Mixed(_)) {
            self.note(
                &model,
                Effect::Loosened,
                "its body has no type of one kind: it became an object of anything",
            );
            model.kind = Kind::Object(std::rc::Rc::default());
        }
        model.nullable = false;
        let spot = Spot {
            owner: &base,
            member: &base,
            is_member: false,
        };
        let mut yaml = self.in_place(model, how, &spot);
        if let Some(description) = description.filter(|text| !text.is_empty())
            && yaml.get("description").is_none()
        {
            yaml.set("description", description);
        }
        yaml.set("x-source", source);
        settle::settle(&mut yaml, settle::Place::Inner);
        if yaml.get("type").is_none() {
            return Err(Reason {
                location: at.location(),
                message: "a body that is nothing but a number".to_owned(),
            });
        }
        self.judge(&mut yaml, &objects::unsided(&base), true, at);
        self.registry.insert(&name, yaml, how, at.location());
        Ok(name)
    }

    /// Where a component comes from.
    fn source(&self, model: &Model<'a>) -> Tree {
        let from = match &model.name {
            Some(name) => format!("the vendor's document, schema {name}"),
            None => "the vendor's document".to_owned(),
        };
        Tree::map().with("confidence", "docs").with("from", from)
    }

    fn note(&mut self, model: &Model<'a>, effect: Effect, message: &str) {
        self.note_at(model.at.location(), effect, message.to_owned());
    }

    fn note_at(&mut self, location: Location, effect: Effect, message: String) {
        self.registry.note(Note {
            operation: self.operation.clone(),
            location,
            message,
            effect,
        });
    }
}

/// The name of a named schema's component.
fn sided(base: &str, how: Use) -> String {
    let ends = [
        "Request", "Body", "Input", "Payload", "Params", "Command", "Form",
    ];
    match how {
        Use::Answer => base.to_owned(),
        Use::Request if ends.iter().any(|end| base.ends_with(end)) => base.to_owned(),
        Use::Request => names::pascal(&format!("{base}Request")),
        Use::Form if base.ends_with("Form") => base.to_owned(),
        Use::Form => names::pascal(&format!("{base}Form")),
    }
}

impl From<Side> for Use {
    fn from(side: Side) -> Self {
        match side {
            Side::Request => Self::Request,
            Side::Answer => Self::Answer,
        }
    }
}

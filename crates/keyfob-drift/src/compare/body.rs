//! The body of an answer, place by place: all that stands at one place of it is looked at at once, the items of lists together.

mod texts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::examples::Examples;
use crate::document::{Document, Schema};
use crate::names::escaped;
use crate::report::{Finding, Kind};
use crate::shape::shape_of;

/// A walk through one answer.
pub(super) struct Walk<'a> {
    document: &'a Document,
    operation: &'a str,
    status: u16,
    pub(super) findings: Vec<Finding>,
    pub(super) seen: Vec<String>,
    /// Whether a plain value was compared.
    pub(super) has_values: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(document: &'a Document, operation: &'a str, status: u16) -> Self {
        Self {
            document,
            operation,
            status,
            findings: Vec::new(),
            seen: Vec::new(),
            has_values: false,
        }
    }

    fn find(
        &mut self,
        kind: Kind,
        at: &str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) {
        self.findings.push(Finding {
            operation: self.operation.to_owned(),
            status: self.status,
            kind,
            at: at.to_owned(),
            expected: expected.into(),
            found: found.into(),
        });
    }

    /// The answer as a whole. Of the members `proof` one has to be there.
    pub(super) fn root(
        &mut self,
        schema: &Schema<'a>,
        examples: &Examples<'a>,
        json: &Value,
        proof: &[&str],
    ) {
        if let Some(name) = unwrapped(schema, json, proof) {
            let expected = format!("an object with `{name}`");
            self.find(
                Kind::Wrapper,
                "",
                expected,
                format!("what belongs into `{name}`"),
            );
            return;
        }
        self.look(schema, examples, &[json], "");
        let Some(object) = json.as_object() else {
            return;
        };
        let is_told = |name: &str| {
            let at = format!("/{}", escaped(name));
            self.findings
                .iter()
                .any(|finding| finding.at == at && finding.kind == Kind::Missing)
        };
        let has = |name: &&str| {
            schema
                .member(name)
                .is_some_and(|member| has_any(object, name, &member))
        };
        if !proof.is_empty() && !proof.iter().any(has) && !proof.iter().any(|name| is_told(name)) {
            let expected = format!("one of the members {}", proof.join(", "));
            self.find(Kind::Missing, "", expected, "none of them");
        }
    }

    /// All values at one place.
    fn look(&mut self, schema: &Schema<'a>, examples: &Examples<'a>, values: &[&Value], at: &str) {
        let before = self.findings.len();
        let (nulls, values): (Vec<&Value>, Vec<&Value>) =
            values.iter().partition(|value| value.is_null());
        let may_be_null = schema.is_nullable() || examples.has_null() || schema.kind().is_none();
        let may_be_null = may_be_null || schema.also().any(|kind| kind == "null");
        if !nulls.is_empty() && !may_be_null {
            self.find(Kind::Null, at, described(schema), "null");
        }
        let Some(kind) = schema.kind() else {
            self.note(at, !values.is_empty());
            return;
        };
        let (fitting, others): (Vec<&Value>, Vec<&Value>) =
            values.iter().partition(|value| is_of(kind, value));
        let mut unfit = others
            .iter()
            .filter(|value| !schema.also().any(|kind| is_of(kind, value)));
        if let Some(value) = unfit.next() {
            let is_item =
                kind == "array" && schema.items().is_some_and(|items| is_like(&items, value));
            let kind = if is_item {
                Kind::SingleItem
            } else {
                Kind::Type
            };
            self.find(kind, at, described(schema), shape_of(value));
        }
        if fitting.is_empty() {
            return;
        }
        match kind {
            "object" => self.objects(schema, examples, &fitting, at),
            "array" => self.lists(schema, examples, &fitting, at),
            "string" => self.texts(schema, examples, &fitting, at),
            _ => self.has_values = true,
        }
        // What is wrong below is told below.
        let is_fine = self
            .findings
            .iter()
            .skip(before)
            .all(|finding| finding.at != at);
        self.note(at, is_fine);
    }

    fn note(&mut self, at: &str, is_seen: bool) {
        if is_seen && !at.is_empty() && !at.ends_with('*') {
            self.seen.push(at.to_owned());
        }
    }

    fn lists(&mut self, schema: &Schema<'a>, examples: &Examples<'a>, lists: &[&Value], at: &str) {
        let items: Vec<&Value> = lists
            .iter()
            .filter_map(|list| list.as_array())
            .flatten()
            .collect();
        if let Some(schema) = schema.items().filter(|_| !items.is_empty()) {
            self.look(&schema, &examples.items(), &items, &format!("{at}/*"));
        }
    }

    fn objects(
        &mut self,
        schema: &Schema<'a>,
        examples: &Examples<'a>,
        objects: &[&Value],
        at: &str,
    ) {
        let objects: Vec<&Map<String, Value>> = objects
            .iter()
            .filter_map(|value| value.as_object())
            .collect();
        let mut known = BTreeSet::new();
        for name in schema.properties().into_iter().flat_map(Map::keys) {
            let Some(member) = schema.member(name) else {
                continue;
            };
            let names: Vec<&str> = std::iter::once(name.as_str())
                .chain(member.aliases())
                .collect();
            known.extend(names.iter().copied());
            let at = format!("{at}/{}", escaped(name));
            let values = objects
                .iter()
                .flat_map(|object| names.iter().filter_map(|name| object.get(*name)));
            let values: Vec<&Value> = values.collect();
            if !values.is_empty() {
                self.look(&member, &examples.member(name), &values, &at);
            } else if examples.always(&names) {
                self.find(Kind::Missing, &at, described(&member), "no such member");
            }
        }
        let others = objects.iter().flat_map(|object| object.iter());
        let others: Vec<_> = others
            .filter(|(name, _)| !known.contains(name.as_str()))
            .collect();
        match schema.values() {
            Some(values) if !others.is_empty() => {
                let others: Vec<&Value> = others.into_iter().map(|(_, value)| value).collect();
                self.look(&values, &examples.values(), &others, &format!("{at}/*"));
            }
            None if !schema.is_open() => self.unknown(&others, at),
            _ => {}
        }
    }

    /// Members that are not described, each name once.
    fn unknown(&mut self, members: &[(&String, &Value)], at: &str) {
        let mut by_name = BTreeMap::new();
        for (name, value) in members {
            by_name
                .entry(self.document.names.shown(name))
                .or_insert(*value);
        }
        for (name, value) in by_name {
            self.find(
                Kind::Unknown,
                &format!("{at}/{name}"),
                "no such member",
                shape_of(value),
            );
        }
    }
}

/// The member whose content stands in the place of the whole answer.
fn unwrapped<'n>(schema: &Schema<'_>, json: &Value, proof: &[&'n str]) -> Option<&'n str> {
    let [name] = proof else {
        return None;
    };
    let inner = schema.member(name)?;
    let is_wrapped = json.as_object().is_some_and(|object| {
        let known = schema.properties().into_iter().flat_map(Map::keys);
        known.into_iter().any(|name| {
            schema
                .member(name)
                .is_some_and(|member| has_any(object, name, &member))
        })
    });
    (schema.kind() == Some("object") && !is_wrapped && is_like(&inner, json)).then_some(*name)
}

fn has_any(object: &Map<String, Value>, name: &str, member: &Schema<'_>) -> bool {
    object.contains_key(name) || member.aliases().any(|alias| object.contains_key(alias))
}

/// Whether a value may well be one of these: an object with a member of theirs, or a list.
fn is_like(schema: &Schema<'_>, value: &Value) -> bool {
    match (schema.kind(), value) {
        (Some("array"), Value::Array(_)) => true,
        (Some("object"), Value::Object(members)) => {
            members.keys().any(|name| schema.member(name).is_some())
        }
        _ => false,
    }
}

/// Whether a value is of a JSON type.
fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    }
}

/// What a schema describes, in words.
fn described(schema: &Schema<'_>) -> String {
    let words = match schema.kind() {
        Some("string") if schema.has_format("decimal") => "a number as text",
        Some("string") => "a text",
        Some("number") => "a number",
        Some("integer") => "a whole number",
        Some("boolean") => "true or false",
        Some("array") => "a list",
        Some("object") => "an object",
        _ => "anything",
    };
    words.to_owned()
}

//! Reading: from a schema of any version to what it says.

use std::collections::BTreeMap;
use std::rc::Rc;

use keyfob_codegen::load::{Kind as Is, Node};

use super::merge;
use super::model::{Id, Kind, Member, Model, Object, Part, Rest};
use super::parts::{discriminated, inherit, items, types, values};
use super::places::Places;
use crate::source::Cursor;

/// Reads schemas, and knows which are being read: compositions can hold themselves.
#[derive(Default)]
pub(super) struct Reader<'a> {
    pub places: Places<'a>,
    open: Vec<Id>,
    /// What references lead to, as it was read.
    known: BTreeMap<Id, Model<'a>>,
    /// References that lead nowhere, since the last look.
    pub lost: Vec<(Cursor<'a>, &'a str)>,
    /// Whether something was met within itself since.
    is_cut: bool,
}

/// No schema composes others so deep.
const DEEPEST: usize = 48;

/// Keys that change nothing of a value's shape.
const REMARKS: [&str; 15] = [
    "$ref",
    "description",
    "title",
    "nullable",
    "x-nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "examples",
    "default",
    "externalDocs",
    "xml",
    "$comment",
    "discriminator",
];

const LIMITS: [&str; 10] = [
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
];

impl<'a> Reader<'a> {
    /// What a schema says.
    pub fn read(&mut self, part: &Part<'a>) -> Option<Model<'a>> {
        match part {
            Part::One(cursor) => Some(self.one(*cursor)),
            Part::All(parts) => {
                let models: Vec<_> = parts.iter().filter_map(|part| self.read(part)).collect();
                merge::all(models)
            }
            Part::Any(parts) => {
                let models: Vec<_> = parts.iter().filter_map(|part| self.read(part)).collect();
                merge::any(models)
            }
        }
    }

    fn one(&mut self, at: Cursor<'a>) -> Model<'a> {
        let id = at.identity();
        if self.open.contains(&id) || self.open.len() > DEEPEST {
            let mut model = Model::unknown(at);
            self.is_cut = true;
            model.remarks.push("The same once more.".to_owned());
            return model;
        }
        self.open.push(id);
        let model = match reference(&at) {
            Some(reference) => self.referred(at, reference),
            None => self.composed(at),
        };
        self.open.pop();
        let mut model = model;
        if model.name.is_none() {
            model.name = self.places.own_name(at);
        }
        model
    }

    /// What a reference leads to, with what stands beside it.
    fn referred(&mut self, at: Cursor<'a>, reference: &'a str) -> Model<'a> {
        let Some(target) = self.places.follow(at, reference) else {
            self.lost.push((at, reference));
            let mut model = Model::unknown(at);
            model.remarks.push(format!(
                "The vendor's document refers to `{reference}`, which is not there."
            ));
            remark(at, &mut model);
            return model;
        };
        let mut model = self.target(target);
        if model.name.is_none() {
            model.name = self.places.name(target, reference);
        }
        if is_remarked(at) {
            remark(at, &mut model);
            return model;
        }
        let beside = self.composed(at);
        let mut merged = merge::all(vec![beside, model]).unwrap_or_else(|| Model::unknown(at));
        merged.key = vec![at.identity()];
        merged
    }

    /// What stands where a reference leads: read once, unless it holds what is being read.
    fn target(&mut self, target: Cursor<'a>) -> Model<'a> {
        let id = target.identity();
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let was_cut = std::mem::take(&mut self.is_cut);
        let model = self.one(target);
        if !self.is_cut {
            self.known.insert(id, model.clone());
        }
        self.is_cut |= was_cut;
        model
    }

    /// What a schema and those that it is composed of say.
    fn composed(&mut self, at: Cursor<'a>) -> Model<'a> {
        let own = self.plain(at);
        let mut parts = Vec::new();
        for key in ["allOf", "oneOf", "anyOf"] {
            let Some(list) = at.get(key) else { continue };
            let read: Vec<_> = list.items().map(|item| self.one(item)).collect();
            if key == "allOf" {
                parts.extend(read);
            } else if let Some(mut model) = merge::any(inherit(read, &own.kind)) {
                discriminated(at, &mut model);
                parts.push(model);
            }
        }
        for key in ["if", "then", "else"] {
            parts.extend(at.get(key).and_then(|part| self.perhaps(part)));
        }
        if let Some(dependent) = at.get("dependentSchemas") {
            let dependent: Vec<_> = dependent.entries().collect();
            for (_, part) in dependent {
                parts.extend(self.perhaps(part));
            }
        }
        if parts.is_empty() {
            return own;
        }
        let alone = !own.kind.is_known() && own.required.is_empty() && own.values.is_empty();
        if let [_] = parts.as_slice()
            && alone
            && let Some(mut only) = parts.pop()
        {
            if only.at.identity() != at.identity() {
                remark(at, &mut only);
                if only.name.is_none() {
                    only.key = vec![at.identity()];
                }
            }
            return only;
        }
        let mut models = vec![own];
        models.extend(parts);
        let mut merged = merge::all(models).unwrap_or_else(|| Model::unknown(at));
        merged.key = vec![at.identity()];
        merged.name = None;
        merged
    }

    /// A schema that holds under conditions: its members may be there.
    fn perhaps(&mut self, at: Cursor<'a>) -> Option<Model<'a>> {
        let mut model = self.one(at);
        let Kind::Object(object) = model.kind else {
            return None;
        };
        // What the condition asks of a member is not what the member is.
        let mut members = Object::default();
        for member in &object.members {
            members.add(member.clone(), Part::Any);
        }
        model.kind = Kind::Object(Rc::new(members));
        model.required.clear();
        model.description = None;
        Some(model)
    }

    /// What stands in the schema itself.
    fn plain(&mut self, at: Cursor<'a>) -> Model<'a> {
        let mut model = Model::unknown(at);
        remark(at, &mut model);
        let node = at.node();
        let required = node.get("required").map(Node::items).unwrap_or_default();
        model.required = required.iter().filter_map(Node::text).collect();
        model.values = values(node);
        let nulls = model.values.len();
        model
            .values
            .retain(|value| !matches!(value.node.kind, Is::Null));
        model.nullable |= nulls > model.values.len() && nulls > 1;
        model.format = node.text_of("format");
        model.limits = LIMITS
            .iter()
            .filter_map(|key| Some((*key, node.get(key)?)))
            .collect();
        let kinds = types(node);
        let mut found: Vec<Kind<'a>> = Vec::new();
        for kind in kinds {
            match self.kind(at, kind) {
                Some(Kind::Null) => model.nullable = true,
                Some(kind) => found.push(kind),
                None => {}
            }
        }
        model.kind = match found.len() {
            0 if model.nullable && node.get("type").is_some() => Kind::Null,
            0 => self.guessed(at, &model),
            1 => found.pop().unwrap_or(Kind::Any),
            _ => merge::mixed(found),
        };
        if node.text_of("type") == Some("file") {
            model.format = Some("binary");
        }
        model
    }

    fn kind(&mut self, at: Cursor<'a>, name: &str) -> Option<Kind<'a>> {
        Some(match name {
            "null" => Kind::Null,
            "boolean" | "bool" => Kind::Boolean,
            "integer" | "int" | "long" => Kind::Integer,
            "number" | "float" | "double" | "decimal" => Kind::Number,
            "string" | "text" | "date" | "date-time" | "datetime" | "file" => Kind::Text,
            "array" | "list" => Kind::List(items(at)),
            "object" | "map" => Kind::Object(Rc::new(self.object(at))),
            _ => return None,
        })
    }

    /// What a schema without a type is.
    fn guessed(&mut self, at: Cursor<'a>, model: &Model<'a>) -> Kind<'a> {
        let node = at.node();
        let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
        if has(&["properties", "patternProperties"])
            || node
                .get("additionalProperties")
                .is_some_and(|rest| rest.boolean() != Some(false))
        {
            return Kind::Object(Rc::new(self.object(at)));
        }
        if has(&["items", "prefixItems"]) {
            return Kind::List(items(at));
        }
        if !model.values.is_empty() {
            let kinds = model.values.iter().map(|value| match &value.node.kind {
                Is::Text(_) => Kind::Text,
                Is::Bool(_) => Kind::Boolean,
                Is::Number(number) if number.is_f64() => Kind::Number,
                Is::Number(_) => Kind::Integer,
                _ => Kind::Any,
            });
            return merge::mixed(kinds.collect());
        }
        let text = [
            "date",
            "date-time",
            "uuid",
            "uri",
            "email",
            "byte",
            "binary",
            "password",
        ];
        match model.format {
            Some(format) if text.contains(&format) => Kind::Text,
            Some("int32" | "int64") => Kind::Integer,
            Some("float" | "double") => Kind::Number,
            _ if has(&["minLength", "maxLength", "pattern"]) => Kind::Text,
            _ if has(&["minimum", "maximum", "multipleOf"]) => Kind::Number,
            _ => Kind::Any,
        }
    }

    fn object(&mut self, at: Cursor<'a>) -> Object<'a> {
        let mut object = Object::default();
        let owner = self.places.own_name(at);
        for (entry, value) in at
            .get("properties")
            .into_iter()
            .flat_map(|all| all.entries())
        {
            let member = Member {
                name: entry.key.as_str(),
                part: Part::One(value),
                owner: owner.clone(),
                remark: None,
            };
            object.add(member, Part::All);
        }
        let patterns = at.get("patternProperties");
        let patterns: Vec<_> = patterns
            .into_iter()
            .flat_map(|all| all.entries())
            .map(|(_, value)| Part::One(value))
            .collect();
        let rest = at
            .get("additionalProperties")
            .or(at.get("unevaluatedProperties"));
        object.rest = match rest {
            _ if !patterns.is_empty() => Rest::Of(Part::Any(patterns)),
            None => Rest::Unsaid,
            Some(rest) => match &rest.node().kind {
                Is::Bool(false) => Rest::Closed,
                Is::Map(map) if !map.entries().is_empty() => Rest::Of(Part::One(rest)),
                _ => Rest::Open,
            },
        };
        object
    }
}

/// A reference of any kind. Dynamic ones are taken for where they lead by default.
pub(super) fn reference<'a>(at: &Cursor<'a>) -> Option<&'a str> {
    let keys = ["$ref", "$dynamicRef", "$recursiveRef"];
    keys.into_iter().find_map(|key| at.text_of(key))
}

/// Whether nothing beside a reference changes the shape.
pub(super) fn is_remarked(at: Cursor<'_>) -> bool {
    at.entries().all(|(entry, _)| {
        let key = entry.key.as_str();
        REMARKS.contains(&key) || key.starts_with("x-") || key.starts_with('$')
    })
}

/// What a schema says of itself beside its shape.
fn remark<'a>(at: Cursor<'a>, model: &mut Model<'a>) {
    let node = at.node();
    let says = |key: &str| node.get(key).and_then(Node::boolean) == Some(true);
    let told = |key: &str| {
        node.text_of(key)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    if let Some(description) = told("description") {
        model.description = Some(description);
    } else if model.description.is_none() && reference(&at).is_none() {
        model.description = told("title").filter(|title| title.contains(' '));
    }
    model.nullable |= says("nullable") || says("x-nullable");
    model.read_only |= says("readOnly");
    model.write_only |= says("writeOnly");
    let first = |list: Cursor<'a>| list.items().next();
    let example = at
        .get("example")
        .or_else(|| at.get("examples").and_then(first));
    model.example = example.or(model.example);
    model.default = node.get("default").or(model.default);
}

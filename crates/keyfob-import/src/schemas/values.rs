//! What stands where it is used: texts, numbers, lists, maps.

use std::rc::Rc;

use keyfob_codegen::load::Kind as Is;

use super::enums;
use super::model::{Kind, Model, Object, Part, Rest};
use super::objects::{EXAMPLE, Spot, anything};
use super::settle::{Place, settle};
use super::{Schemas, Use, texts};
use crate::names;
use crate::report::Effect;
use crate::yaml::Yaml;

/// Under this key stands the form of a text until the end, for examples.
pub(crate) const FORMAT: &str = "\0format";

/// Lists in lists in lists: no vendor goes deeper.
const DEEPEST: usize = 12;

impl<'a> Schemas<'a> {
    /// The schema to be written where a value stands; a reference for objects and for the enums of requests.
    pub(super) fn in_place(&mut self, model: Model<'a>, how: Use, spot: &Spot<'_>) -> Yaml {
        self.nested(model, how, spot, 0)
    }

    fn nested(&mut self, mut model: Model<'a>, how: Use, spot: &Spot<'_>, depth: usize) -> Yaml {
        let hint = || match spot.is_member {
            true => names::within(spot.owner, spot.member),
            false => spot.owner.to_owned(),
        };
        match std::mem::replace(&mut model.kind, Kind::Any) {
            Kind::Object(object) if !object.members.is_empty() => {
                model.kind = Kind::Object(object);
                self.refer(model, &hint(), how)
            }
            Kind::Object(object) => self.map(&model, object, how, spot, depth),
            Kind::List(items) => {
                let mut told = Vec::new();
                if how != Use::Answer {
                    told = texts::limits(&model);
                }
                let items = self.items(&items, how, spot, depth);
                let mut yaml = described(Yaml::map().with("type", "array"), &model, told);
                yaml.set("items", items);
                finished(yaml, &model, how)
            }
            kind @ Kind::Text => {
                model.kind = kind;
                if how != Use::Answer
                    && let Some(name) = self.enumeration(&model, &hint(), spot.member)
                {
                    return super::registry::reference(&name);
                }
                self.text(&model, how, spot)
            }
            kind @ (Kind::Integer | Kind::Number) => {
                model.kind = kind;
                number(&model, how)
            }
            Kind::Boolean => {
                let told = constant(&model);
                finished(
                    described(Yaml::map().with("type", "boolean"), &model, told),
                    &model,
                    how,
                )
            }
            Kind::Mixed(words) => {
                let words: Vec<_> = words.into_iter().collect();
                let told = match words.as_slice() {
                    [first, second] => format!("Either {first} or {second}."),
                    words => format!("One of these: {}.", words.join(", ")),
                };
                self.note(
                    &model,
                    Effect::Loosened,
                    &format!("of several kinds, and so anything: {}", words.join(", ")),
                );
                untyped(&model, vec![told])
            }
            Kind::Any | Kind::Null => untyped(&model, Vec::new()),
        }
    }

    fn items(&mut self, part: &Part<'a>, how: Use, spot: &Spot<'_>, depth: usize) -> Yaml {
        let Some(model) = self.reader.read(part) else {
            return anything();
        };
        if depth > DEEPEST {
            return anything();
        }
        let one = names::singular(spot.member);
        let spot = Spot {
            owner: spot.owner,
            member: if spot.is_member { &one } else { "item" },
            is_member: true,
        };
        let mut yaml = self.nested(model, how, &spot, depth + 1);
        yaml.remove("nullable");
        if yaml.get("type").is_none() && yaml.get("$ref").is_none() {
            // An untyped value says nothing but what it is.
            let told = yaml
                .get("description")
                .and_then(Yaml::text)
                .map(str::to_owned);
            return told.map_or_else(anything, |told| Yaml::map().with("description", told));
        }
        yaml
    }

    fn map(
        &mut self,
        model: &Model<'a>,
        object: Rc<Object<'a>>,
        how: Use,
        spot: &Spot<'_>,
        depth: usize,
    ) -> Yaml {
        let values = match &object.rest {
            Rest::Of(part) => {
                let member = format!(
                    "{}_value",
                    names::singular(spot.member).trim_end_matches("_item")
                );
                let spot = Spot {
                    member: &member,
                    ..*spot
                };
                self.map_values(part, how, &spot, depth)
            }
            _ => anything(),
        };
        let yaml = described(Yaml::map().with("type", "object"), model, Vec::new());
        finished(yaml.with("additionalProperties", values), model, how)
    }

    fn map_values(&mut self, part: &Part<'a>, how: Use, spot: &Spot<'_>, depth: usize) -> Yaml {
        let Some(model) = self.reader.read(part) else {
            return anything();
        };
        if depth > DEEPEST {
            return anything();
        }
        let spot = Spot {
            is_member: true,
            ..*spot
        };
        let mut yaml = self.nested(model, how, &spot, depth + 1);
        yaml.remove("nullable");
        if yaml.get("type").is_none()
            && yaml.get("$ref").is_none()
            && yaml.get("description").is_none()
        {
            return anything();
        }
        yaml
    }

    fn text(&mut self, model: &Model<'a>, how: Use, spot: &Spot<'_>) -> Yaml {
        let mut told: Vec<String> = texts::form(model).into_iter().collect();
        if how != Use::Answer {
            told.extend(texts::limits(model));
            told.extend(texts::values(model, "Known values:"));
            if !model.values.is_empty() && !model.open {
                self.note(
                    model,
                    Effect::Loosened,
                    "its values have no names for Rust: it became a text",
                );
            }
        }
        let mut yaml = Yaml::map().with("type", "string");
        match model.format {
            Some("password") => yaml.set("format", "password"),
            Some("decimal") => yaml.set("format", "decimal"),
            _ => {}
        }
        let is_plain = yaml.get("format").is_none();
        let mut yaml = described(yaml, model, told);
        if let Some(format) = model.format {
            yaml.set(FORMAT, format);
        }
        if how == Use::Answer
            && let Some(seen) = texts::values(model, "Seen:")
        {
            let keys: Vec<Yaml> = match is_plain && !model.open {
                true => enums::keys(model, spot.member)
                    .into_iter()
                    .map(Yaml::Text)
                    .collect(),
                false => Vec::new(),
            };
            let values = model
                .values
                .iter()
                .map(|value| (&value.node.to_json()).into())
                .collect::<Vec<Yaml>>();
            yaml.set(
                enums::KNOWN,
                Yaml::map()
                    .with("keys", keys)
                    .with("seen", seen)
                    .with("values", values),
            );
        }
        finished(yaml, model, how)
    }

    /// A text in the place of what does not fit into a form.
    pub(super) fn flat(&mut self, model: &Model<'a>) -> Yaml {
        self.note(
            model,
            Effect::Loosened,
            &format!("{} in a form: it became a text", model.kind.word()),
        );
        let told = match model.kind {
            Kind::List(_) => "A list: the caller joins its items.",
            Kind::Object(_) => "An object: the caller writes it as the vendor wants it.",
            _ => "As text.",
        };
        described(
            Yaml::map().with("type", "string"),
            model,
            vec![told.to_owned()],
        )
    }

    /// The schema of a parameter.
    pub(super) fn argument(
        &mut self,
        mut model: Model<'a>,
        name: &str,
        hint: &str,
        list: bool,
    ) -> Yaml {
        model.nullable = false;
        let at = model.at;
        let spot = Spot {
            owner: hint,
            member: name,
            is_member: true,
        };
        let fits = match &model.kind {
            Kind::Object(_) | Kind::Mixed(_) | Kind::Any | Kind::Null => false,
            Kind::List(items) => {
                let inner = self.reader.read(items).map(|inner| inner.kind);
                let plain = matches!(
                    inner,
                    Some(Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean)
                );
                list && plain
            }
            _ => true,
        };
        let mut yaml = if fits {
            self.in_place(model, Use::Request, &spot)
        } else {
            let word = model.kind.word();
            self.note(
                &model,
                Effect::Loosened,
                &format!("`{name}` is {word}: it became a text"),
            );
            Yaml::map().with("type", "string")
        };
        yaml.remove("nullable");
        settle(&mut yaml, Place::Parameter);
        if !list && yaml.get("format").and_then(Yaml::text) == Some("password") {
            yaml.remove("format");
        }
        self.judge(&mut yaml, name, list, at);
        let example = crate::examples::of_parameter(&self.registry, &yaml, None);
        super::finish::strip(&mut yaml);
        if yaml.get("$ref").is_none()
            && yaml.get("type").and_then(Yaml::text) == Some("string")
            && yaml.get("format").is_none()
        {
            yaml.set("example", example);
        }
        yaml
    }
}

fn number(model: &Model<'_>, how: Use) -> Yaml {
    let mut told: Vec<String> = texts::form(model).into_iter().collect();
    if how != Use::Answer {
        told.extend(texts::limits(model));
    }
    told.extend(texts::values(
        model,
        if how == Use::Answer {
            "Seen:"
        } else {
            "Known values:"
        },
    ));
    let (kind, format) = match model.kind {
        Kind::Integer => ("integer", "int64"),
        // A form is all texts: the wire is the same.
        _ if how == Use::Form => ("string", "decimal"),
        _ => ("number", "decimal"),
    };
    let mut yaml = Yaml::map().with("type", kind).with("format", format);
    if let Some(unit) = unit(model) {
        yaml.set("x-time", unit);
    }
    finished(described(yaml, model, told), model, how)
}

/// The unit of a point in time, where the format says that it is one.
fn unit(model: &Model<'_>) -> Option<&'static str> {
    match model
        .format?
        .to_ascii_lowercase()
        .replace('_', "-")
        .as_str()
    {
        "unix-time" | "unixtime" | "unix" | "unix-timestamp" | "unix-seconds" | "epoch-seconds" => {
            Some("unix")
        }
        "unix-time-ms" | "unixtime-ms" | "unix-milliseconds" | "unix-timestamp-ms"
        | "epoch-millis" | "epoch-ms" => Some("unix-milliseconds"),
        "unix-nanoseconds" | "epoch-nanos" if matches!(model.kind, Kind::Integer) => {
            Some("unix-nanoseconds")
        }
        _ => None,
    }
}

/// What a boolean always is.
fn constant(model: &Model<'_>) -> Vec<String> {
    match model.values.as_slice() {
        [only] => match only.node.kind {
            Is::Bool(value) => vec![format!("Always `{value}`.")],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn untyped(model: &Model<'_>, told: Vec<String>) -> Yaml {
    let yaml = described(Yaml::map(), model, told);
    match yaml.get("description") {
        None => anything(),
        Some(_) => yaml,
    }
}

fn described(mut yaml: Yaml, model: &Model<'_>, told: Vec<String>) -> Yaml {
    let mut told = told;
    told.extend(model.remarks.iter().cloned());
    let description = model.description.map(texts::clean).unwrap_or_default();
    let description = texts::joined(&description, &told);
    if !description.is_empty() {
        yaml.set("description", description);
    }
    yaml
}

/// The ends of a schema that has a type.
fn finished(mut yaml: Yaml, model: &Model<'_>, how: Use) -> Yaml {
    // An empty list is read where there is null, and an empty map.
    let is_many = matches!(
        yaml.get("type").and_then(Yaml::text),
        Some("array" | "object")
    );
    if model.nullable && how == Use::Answer && !is_many {
        yaml.set("nullable", true);
    }
    if let Some(example) = model.example {
        yaml.set(EXAMPLE, &example.node().to_json());
    }
    yaml
}

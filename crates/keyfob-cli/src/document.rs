//! What a vendor's document says of its operations.

mod answers;
mod secrets;

use std::collections::BTreeSet;

use keyfob_core::{Operation, Repeat};
use serde_json::{Map, Value};

use secrets::Found;

use crate::failure::Failure;
use crate::vendor::Vendor;

/// The document of a vendor.
pub struct Document {
    vendor: Vendor,
    root: Value,
}

/// An operation in it.
pub struct Described<'a> {
    pub operation: &'static Operation,
    root: &'a Value,
    own: &'a Map<String, Value>,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter<'a> {
    /// The name on the wire.
    pub name: &'a str,
    /// The name in the library, where that is another one.
    pub alias: Option<&'a str>,
    pub place: Place,
    pub is_required: bool,
    pub description: &'a str,
    /// The values that are taken; empty: any.
    pub values: Vec<&'a str>,
    pub example: Option<&'a Value>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Path,
    Query,
    Header,
}

/// What an operation is sent.
pub struct Body<'a> {
    pub media_type: &'a str,
    pub is_required: bool,
    /// The member of a form that holds all the rest as JSON.
    pub json_member: Option<&'a str>,
    pub example: Option<&'a Value>,
}

impl Document {
    pub fn of(vendor: Vendor) -> Result<Self, Failure> {
        let root = serde_json::from_str(vendor.document());
        let root = root.map_err(|error| {
            Failure::local(format!("the document of {vendor} cannot be read: {error}"))
        })?;
        Ok(Self { vendor, root })
    }

    /// All operations, in the document's order.
    pub fn operations(&self) -> impl Iterator<Item = Described<'_>> {
        let operations = self.vendor.api().operations.iter();
        operations.filter_map(|operation| self.described(operation))
    }

    /// The operation of this `operationId`.
    pub fn operation(&self, id: &str) -> Result<Described<'_>, Failure> {
        let operation = self.vendor.api().operation(id);
        let described = operation.and_then(|operation| self.described(operation));
        described.ok_or_else(|| {
            let ids = self.vendor.api().operations.iter().map(|known| known.id);
            let near = nearest(id, ids);
            let vendor = self.vendor;
            let failure = Failure::usage(format!("{vendor} has no operation `{id}`"));
            match near.is_empty() {
                true => failure.hint(format!("`keyfob call {vendor} --list` shows all")),
                false => failure.hint(format!("did you mean {}?", near.join(", "))),
            }
        })
    }

    fn described(&self, operation: &'static Operation) -> Option<Described<'_>> {
        let paths = self.root.get("paths")?.as_object()?;
        let mut all = paths.values().filter_map(Value::as_object);
        let own = all.find_map(|path| {
            let mut methods = path.values().filter_map(Value::as_object);
            methods.find(|own| text(own, "operationId") == operation.id)
        })?;
        Some(Described {
            operation,
            root: &self.root,
            own,
        })
    }
}

impl<'a> Described<'a> {
    pub fn summary(&self) -> &'a str {
        text(self.own, "summary")
    }

    pub fn description(&self) -> &'a str {
        text(self.own, "description").trim()
    }

    /// Where the facts are from, and how sure they are.
    pub fn source(&self) -> (&'a str, &'a str) {
        let source = self.own.get("x-source").and_then(Value::as_object);
        source.map_or(("", ""), |source| {
            (text(source, "from"), text(source, "confidence"))
        })
    }

    /// Whether it may be sent again.
    pub fn repeat(&self) -> &'static str {
        match self.operation.repeat {
            Repeat::Safe => "safe",
            Repeat::Idempotent => "idempotent",
            Repeat::Never => "never",
        }
    }

    pub fn parameters(&self) -> Vec<Parameter<'a>> {
        let listed = self.own.get("parameters").and_then(Value::as_array);
        let listed = listed.into_iter().flatten();
        listed
            .filter_map(|parameter| self.parameter(resolved(self.root, parameter)))
            .collect()
    }

    fn parameter(&self, own: &'a Value) -> Option<Parameter<'a>> {
        let own = own.as_object()?;
        let name = text(own, "name");
        let schema = own.get("schema").map(|schema| resolved(self.root, schema));
        let values = schema.and_then(|schema| schema.get("enum")?.as_array());
        let alias = Some(text(own, "x-name")).filter(|alias| !alias.is_empty() && *alias != name);
        Some(Parameter {
            name,
            alias,
            place: match text(own, "in") {
                "path" => Place::Path,
                "query" => Place::Query,
                "header" => Place::Header,
                _ => return None,
            },
            is_required: own.get("required") == Some(&Value::Bool(true)),
            description: text(own, "description").trim(),
            values: values
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect(),
            example: own.get("example"),
        })
    }

    pub fn body(&self) -> Option<Body<'a>> {
        let body = resolved(self.root, self.own.get("requestBody")?);
        let (media_type, media) = body.get("content")?.as_object()?.iter().next()?;
        let schema = media
            .get("schema")
            .map(|schema| resolved(self.root, schema));
        let members = schema.and_then(|schema| schema.get("properties")?.as_object());
        let json_member = members
            .into_iter()
            .flatten()
            .find_map(|(name, member)| member.get("x-json").map(|_| name.as_str()));
        let examples = media.get("examples").and_then(Value::as_object);
        let first = examples.and_then(|examples| examples.values().next()?.get("value"));
        Some(Body {
            media_type,
            is_required: body.get("required") == Some(&Value::Bool(true)),
            json_member,
            example: media.get("example").or(first),
        })
    }

    /// The members of its answers that are secret.
    pub fn secrets_of_answers(&self) -> BTreeSet<String> {
        let mut found = Found::default();
        if let Some(responses) = self.own.get("responses") {
            found.look(self.root, responses);
        }
        found.secrets
    }
}

/// What a reference leads to; anything else is itself.
fn resolved<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    // References that lead in a circle lead nowhere.
    for _ in 0..16 {
        let target = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| root.pointer(reference.strip_prefix('#')?));
        match target {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> &'a str {
    members
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The names that are most like a wrong one.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wrong = wrong.to_ascii_lowercase().replace('-', "_");
    let likeness = |name: &str| {
        let like = strsim::jaro_winkler(&wrong, &name.to_ascii_lowercase());
        match name.to_ascii_lowercase().contains(&wrong) && wrong.len() > 2 {
            true => like.max(0.9),
            false => like,
        }
    };
    let mut near: Vec<_> = known.map(|name| (likeness(name), name)).collect();
    near.retain(|(like, _)| *like > 0.8);
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests;

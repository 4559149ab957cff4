//! An example of a schema, made up.

use crate::edit::Tree;
use crate::load::{Document, Node};

/// How deep a schema is followed: one that holds itself ends there.
const DEPTH: usize = 8;

/// A value that fits a schema; nothing where it is not told what would fit.
pub(super) fn sample(document: &Document, schema: &Node) -> Option<Tree> {
    Sampler { document }.value(schema, DEPTH)
}

struct Sampler<'a> {
    document: &'a Document,
}

impl Sampler<'_> {
    fn value(&self, schema: &Node, depth: usize) -> Option<Tree> {
        let depth = depth.checked_sub(1)?;
        if let Some(example) = schema.get("example") {
            return Some(example.into());
        }
        if schema.get("$ref").is_some() {
            return self.value(self.document.resolve(schema)?, depth);
        }
        if let Some([only]) = schema.get("allOf").map(Node::items) {
            return self.value(only, depth);
        }
        if let Some(first) = schema.get("enum").and_then(|values| values.items().first()) {
            return Some(first.into());
        }
        match schema.text_of("type")? {
            "string" => self.text(schema, depth),
            "boolean" => Some(Tree::Bool(true)),
            "integer" => Some(Tree::Number(time(schema).unwrap_or(1).into())),
            "number" => Some(match time(schema) {
                Some(time) => Tree::Number(time.into()),
                None => Tree::Number(serde_json::Number::from_f64(1.5)?),
            }),
            "array" => {
                let item = self.value(schema.get("items")?, depth);
                Some(Tree::List(item.into_iter().collect()))
            }
            "object" => Some(self.object(schema, depth)),
            _ => None,
        }
    }

    fn object(&self, schema: &Node, depth: usize) -> Tree {
        let properties = schema.get("properties").map_or(&[][..], Node::entries);
        let known = properties
            .iter()
            .filter_map(|entry| Some((entry.key.clone(), self.value(&entry.value, depth)?)));
        let mut members: Vec<_> = known.collect();
        if let Some(rest) = schema.get("additionalProperties")
            && members.is_empty()
            && let Some(value) = self.value(rest, depth)
        {
            members.push(("name".to_owned(), value));
        }
        Tree::Map(members)
    }

    fn text(&self, schema: &Node, depth: usize) -> Option<Tree> {
        if let Some(name) = schema.text_of("x-json") {
            let embedded = self.document.at("/components/schemas")?.get(name)?;
            return Some(self.value(embedded, depth)?.to_json().to_string().into());
        }
        if let Some(values) = schema.text_of("x-known-values") {
            let known = self.document.at("/components/schemas")?.get(values)?;
            return self.value(known, depth);
        }
        let text = match schema.text_of("format").unwrap_or_default() {
            "decimal" => "1.5",
            "password" => "secret",
            "date" => "2024-01-31",
            "date-time" => "2024-01-31T12:00:00Z",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            "uri" | "url" => "https://example.com/",
            "email" => "user@example.com",
            "ip" | "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            _ => "text",
        };
        Some(text.into())
    }
}

/// A point in time in the schema's unit.
fn time(schema: &Node) -> Option<i64> {
    let seconds = 1_706_702_400;
    match schema.text_of("x-time")? {
        "unix-milliseconds" => Some(seconds * 1_000),
        "unix-nanoseconds" => Some(seconds * 1_000_000_000),
        _ => Some(seconds),
    }
}

//! An example of a schema, made up.

use crate::edit::Tree;
use crate::load::{Document, Node};
use crate::sample as values;

/// How deep a schema is followed: one that holds itself ends there.
const DEPTH: usize = 8;

/// A value that fits a schema; nothing where it is not told what would fit.
pub(super) fn sample(document: &Document, schema: &Node) -> Option<Tree> {
    Sampler { document }.value(schema, "", DEPTH)
}

struct Sampler<'a> {
    document: &'a Document,
}

impl Sampler<'_> {
    fn value(&self, schema: &Node, name: &str, depth: usize) -> Option<Tree> {
        let depth = depth.checked_sub(1)?;
        if let Some(example) = schema.get("example") {
            return Some(example.into());
        }
        if schema.get("$ref").is_some() {
            return self.value(self.document.resolve(schema)?, name, depth);
        }
        if let Some([only]) = schema.get("allOf").map(Node::items) {
            return self.value(only, name, depth);
        }
        if let Some(first) = schema.get("enum").and_then(|values| values.items().first()) {
            return Some(first.into());
        }
        let unit = schema.text_of("x-time");
        match schema.text_of("type")? {
            "string" => self.text(schema, name, depth),
            "boolean" => Some(Tree::Bool(true)),
            "integer" => Some(integer(name, unit)),
            "number" if unit.is_some() => Some(integer(name, unit)),
            "number" => serde_json::Number::from_f64(values::NUMBER).map(Tree::Number),
            "array" => {
                let item = self.value(schema.get("items")?, name, depth);
                Some(Tree::List(item.into_iter().collect()))
            }
            "object" => Some(self.object(schema, depth)),
            _ => None,
        }
    }

    fn object(&self, schema: &Node, depth: usize) -> Tree {
        let properties = schema.get("properties").map_or(&[][..], Node::entries);
        let known = properties.iter().filter_map(|entry| {
            Some((
                entry.key.clone(),
                self.value(&entry.value, &entry.key, depth)?,
            ))
        });
        let mut members: Vec<_> = known.collect();
        if let Some(rest) = schema.get("additionalProperties")
            && members.is_empty()
            && let Some(value) = self.value(rest, "name", depth)
        {
            members.push(("name".to_owned(), value));
        }
        Tree::Map(members)
    }

    fn text(&self, schema: &Node, name: &str, depth: usize) -> Option<Tree> {
        if let Some(inner) = schema.text_of("x-json") {
            let embedded = self.document.at("/components/schemas")?.get(inner)?;
            return Some(
                self.value(embedded, name, depth)?
                    .to_json()
                    .to_string()
                    .into(),
            );
        }
        if let Some(values) = schema.text_of("x-known-values") {
            let known = self.document.at("/components/schemas")?.get(values)?;
            return self.value(known, name, depth);
        }
        Some(values::text(name, schema.text_of("format")).into())
    }
}

fn integer(name: &str, unit: Option<&str>) -> Tree {
    Tree::Number(values::integer(name, unit).into())
}

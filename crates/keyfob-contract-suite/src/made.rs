//! A value of a schema that shows none.

use keyfob_codegen::load::Node;
use serde_json::{Map, Value, json};

use crate::spec::Described;

/// Deeper than this nothing is made: schemas may hold themselves.
const DEPTH: usize = 8;

impl Described {
    /// The example of a parameter or a header, or a value of its schema.
    pub fn shown(&self, node: &Node) -> Value {
        let mut examples = self.examples_of(node).into_iter();
        let first = examples.next().map(|(_, example)| example);
        let schema = || node.get("schema").and_then(|it| self.made(it, 0));
        first.or_else(schema).unwrap_or_else(|| json!("text"))
    }

    /// A value of a schema: its example, its default, its first word, or the plainest value of its type.
    fn made(&self, schema: &Node, depth: usize) -> Option<Value> {
        let schema = self.document.resolve(schema)?;
        let own = schema.get("example").or_else(|| schema.get("default"));
        let word = schema.get("enum").and_then(|words| words.items().first());
        if let Some(shown) = own.or(word) {
            return Some(shown.to_json());
        }
        if let Some(name) = schema.component() {
            return self.made(
                self.document.at(&format!("/components/schemas/{name}"))?,
                depth,
            );
        }
        if depth > DEPTH {
            return None;
        }
        Some(match schema.text_of("type")? {
            "integer" => schema.get("minimum").map_or(json!(1), Node::to_json),
            "number" => json!(1),
            "boolean" => json!(true),
            "array" => json!([self.made(schema.get("items")?, depth + 1)?]),
            "object" => self.object(schema, depth),
            _ if schema.text_of("format") == Some("decimal") => json!("1"),
            _ => json!("text"),
        })
    }

    /// An object with the members that it must have.
    fn object(&self, schema: &Node, depth: usize) -> Value {
        let required = schema.get("required").map(Node::items).unwrap_or_default();
        let members = required.iter().filter_map(|name| {
            let name = name.text()?;
            let member = schema.get("properties")?.get(name)?;
            Some((name.to_owned(), self.made(member, depth + 1)?))
        });
        Value::Object(members.collect::<Map<_, _>>())
    }
}

//! Examples that are made of schemas: short, and the same each time.

use keyfob_codegen::edit::Tree;
use keyfob_codegen::sample;

use super::{fit, is_empty, is_required, said};
use crate::names;
use crate::schemas::{EXAMPLE, FORMAT, KNOWN, Registry};

/// How deep members go that need not be there, how deep any do, and how many of the former are shown.
const DEEP: usize = 3;
const DEEPEST: usize = 12;
const MEMBERS: usize = 5;

/// A value of the schema; `name` is what it is called where it stands.
pub(super) fn made(registry: &Registry<'_>, schema: &Tree, name: &str, depth: usize) -> Tree {
    let schema = registry.resolve(schema);
    if let Some(Tree::List(values)) = schema.get("enum")
        && let Some(first) = values.first()
    {
        return first.clone();
    }
    let given = schema
        .get(EXAMPLE)
        .and_then(|given| fit::fit(registry, schema, given, depth));
    if let Some(given) = given.filter(|given| !is_empty(given)) {
        return given;
    }
    match said(schema, "type") {
        Some("object") => object(registry, schema, name, depth),
        Some("array") => {
            let items = schema.get("items").filter(|_| depth < DEEPEST);
            let one = names::singular(name);
            let item = items.map(|items| made(registry, items, &one, depth + 1));
            Tree::List(item.into_iter().collect())
        }
        Some("integer") => Tree::Number(sample::integer(name, said(schema, "x-time")).into()),
        Some("number") => {
            let number = match said(schema, "x-time") {
                Some(_) => Some(sample::integer(name, said(schema, "x-time")).into()),
                None => serde_json::Number::from_f64(sample::NUMBER),
            };
            number.map_or(Tree::Null, Tree::Number)
        }
        Some("boolean") => Tree::Bool(true),
        Some("string") => {
            let seen = schema.get(KNOWN).and_then(|known| known.get("values"));
            if let Some(Tree::List(values)) = seen
                && let Some(first) = values.iter().find_map(Tree::text)
            {
                return Tree::Text(first.to_owned());
            }
            let format = said(schema, "format").or(said(schema, FORMAT));
            Tree::Text(sample::text(name, format))
        }
        _ => Tree::Text("anything".to_owned()),
    }
}

fn object(registry: &Registry<'_>, schema: &Tree, name: &str, depth: usize) -> Tree {
    let Some(Tree::Map(members)) = schema.get("properties") else {
        let values = schema.get("additionalProperties").filter(|values| {
            depth < DEEP && (values.get("type").is_some() || values.get("$ref").is_some())
        });
        let value =
            values.map(|values| ("key".to_owned(), made(registry, values, name, depth + 1)));
        return Tree::Map(value.into_iter().collect());
    };
    let mut shown = Vec::new();
    let mut optional = 0_usize;
    for (name, member) in members {
        let value = if is_required(schema, name) && depth < DEEPEST {
            Some(made(registry, member, name, depth + 1))
        } else if optional < MEMBERS && depth < DEEP && is_telling(registry, member, depth) {
            optional += 1;
            Some(made(registry, member, name, depth + 1)).filter(|value| !is_hollow(value))
        } else {
            None
        };
        shown.extend(value.map(|value| (name.clone(), value)));
    }
    Tree::Map(shown)
}

/// Whether there is nothing in it but emptiness.
fn is_hollow(value: &Tree) -> bool {
    match value {
        Tree::Map(entries) => entries.iter().all(|(_, value)| is_hollow(value)),
        Tree::List(items) => items.iter().all(is_hollow),
        Tree::Null => true,
        _ => false,
    }
}

/// Whether an optional member is worth its lines.
fn is_telling(registry: &Registry<'_>, member: &Tree, depth: usize) -> bool {
    let schema = registry.resolve(member);
    match said(schema, "type") {
        None => false,
        Some("object" | "array") => depth + 1 < DEEP,
        Some(_) => true,
    }
}

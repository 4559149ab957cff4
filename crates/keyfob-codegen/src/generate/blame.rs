//! What in a spec is to blame where no crate comes of it.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::quiet::quietly;
use crate::finding::{Finding, Place};
use crate::load::Document;
use crate::model::{Operation, Spec};

/// Rules of generation: what no rule of the lint has seen.
pub(crate) const TYPES: &str = "types-refused";
/// Operations, mocks and tables that are no Rust.
pub(crate) const CODE: &str = "code-refused";

/// The component schemas as progenitor is to see them.
pub(super) type Schemas = Map<String, Value>;

/// Finds the schema of which no type comes, by halves: `attempt` is made on ever other parts of the schemas, each with all that it
/// refers to, in as many runs as the number of schemas has binary digits.
pub(super) fn schema(
    document: &Document,
    spec: &Spec,
    schemas: &Schemas,
    words: String,
    attempt: impl Fn(Schemas) -> Result<(), String>,
) -> Finding {
    let order = order(schemas);
    let first = |count: usize| -> Schemas {
        let names = order.iter().take(count);
        let closed = names
            .flat_map(|name| closure(name, schemas))
            .collect::<BTreeSet<_>>();
        let kept = schemas
            .iter()
            .filter(|(name, _)| closed.contains(name.as_str()));
        kept.map(|(name, schema)| (name.clone(), schema.clone()))
            .collect()
    };
    let (mut fine, mut broken, mut words) = (0, order.len(), words);
    while broken - fine > 1 {
        let middle = fine.midpoint(broken);
        match attempt(first(middle)) {
            Ok(()) => fine = middle,
            Err(said) => (broken, words) = (middle, said),
        }
    }
    let Some(name) = order.get(fine) else {
        return Finding::new(
            TYPES,
            paths(document),
            format!("no types come of it: {words}"),
        );
    };
    let place = document
        .at("/components/schemas")
        .and_then(|all| all.entry(name))
        .map_or_else(|| paths(document), |entry| entry.place);
    let user = spec.operations.iter().find(|one| uses(one, name, schemas));
    let user = user.map_or_else(String::new, |one| format!(", which `{}` uses", one.id));
    Finding::new(
        TYPES,
        place,
        format!("no type comes of the schema `{name}`{user}: {words}"),
    )
    .help("write it in a simpler way; a lint rule is missing for this")
}

/// Finds the operation of which no Rust comes.
pub(super) fn operation(
    document: &Document,
    spec: &Spec,
    words: &str,
    attempt: impl Fn(&Operation) -> Result<(), String>,
) -> Finding {
    let told = spec.operations.iter().find_map(|one| {
        let words = quietly(|| attempt(one)).unwrap_or_else(Err).err()?;
        Some((one, words))
    });
    let help = "give what it names another name; a lint rule is missing for this";
    let Some((one, words)) = told else {
        let message = format!("no code comes of it: {words}");
        return Finding::new(CODE, paths(document), message).help(help);
    };
    let message = format!("no code comes of the operation `{}`: {words}", one.id);
    Finding::new(CODE, place(document, one), message).help(help)
}

/// Where an operation stands.
pub(super) fn place(document: &Document, operation: &Operation) -> Place {
    let item = document
        .root
        .get("paths")
        .and_then(|paths| paths.get(&operation.path));
    let entry = item.and_then(|item| item.entry(&operation.method));
    let id = entry.and_then(|entry| entry.value.get("operationId"));
    let place = id.map(|id| id.place).or(entry.map(|entry| entry.place));
    place.unwrap_or_else(|| paths(document))
}

/// Where the operations begin: the place of what is nowhere else.
pub(super) fn paths(document: &Document) -> Place {
    let entry = document.root.entry("paths");
    let entry = entry.or_else(|| document.root.entries().last());
    entry.map_or_else(Place::start, |entry| entry.place)
}

/// The schemas, each behind those that it refers to.
fn order(schemas: &Schemas) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for root in schemas.keys() {
        // A schema comes up twice: on the way down, and when all below it are in the list.
        let mut open = vec![(root.as_str(), false)];
        while let Some((name, is_done)) = open.pop() {
            if is_done {
                order.push(name);
            } else if seen.insert(name) {
                open.push((name, true));
                open.extend(
                    referred(name, schemas)
                        .into_iter()
                        .map(|name| (name, false)),
                );
            }
        }
    }
    order
}

/// A schema and all that it refers to.
fn closure<'a>(name: &'a str, schemas: &'a Schemas) -> BTreeSet<&'a str> {
    let mut open = vec![name];
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(referred(name, schemas));
        }
    }
    found
}

fn referred<'a>(name: &str, schemas: &'a Schemas) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    if let Some(schema) = schemas.get(name) {
        references(schema, &mut found);
    }
    found.retain(|name| schemas.contains_key(*name));
    found
}

fn references<'a>(part: &'a Value, found: &mut BTreeSet<&'a str>) {
    match part {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value.as_str()) {
                    ("$ref", Some(target)) => found.extend(target.rsplit('/').next()),
                    ("format", Some(format)) => found.extend(format.strip_prefix("json:")),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Whether an operation sends or answers what holds a schema.
fn uses(operation: &Operation, name: &str, schemas: &Schemas) -> bool {
    let answers = operation.answers.iter();
    let contents = answers.filter_map(|answer| answer.content.as_ref());
    let contents = contents.chain(operation.body.as_ref());
    let mut roots = contents.filter_map(|content| content.schema.as_deref());
    roots.any(|root| closure(root, schemas).contains(name))
}

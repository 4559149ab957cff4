//! The vendor's examples, as far as they fit.

use keyfob_codegen::edit::Tree;

use super::{is_required, made, said, texts};
use crate::schemas::Registry;
use crate::{faults, names};

/// How deep examples go, how many items a list has, and how many members of an object are shown beside those that must be there.
const DEEPEST: usize = 5;
const ITEMS: usize = 2;
const MEMBERS: usize = 12;

/// The value, without what the schema does not know; nothing if it is of another kind.
pub(super) fn fit(
    registry: &Registry<'_>,
    schema: &Tree,
    value: &Tree,
    depth: usize,
) -> Option<Tree> {
    let schema = registry.resolve(schema);
    let is_nullable = matches!(schema.get("nullable"), Some(Tree::Bool(true)));
    if let Some(Tree::List(values)) = schema.get("enum") {
        return values.contains(value).then(|| value.clone());
    }
    match (said(schema, "type"), value) {
        (_, Tree::Null) => is_nullable.then_some(Tree::Null),
        (None, value) => anything(value, depth),
        (Some("object"), Tree::Text(text)) => {
            let parsed: serde_json::Value = serde_json::from_str(text).ok()?;
            parsed
                .is_object()
                .then(|| fit(registry, schema, &Tree::from(&parsed), depth))?
        }
        (Some("object"), Tree::Map(entries)) => match schema.get("properties") {
            Some(Tree::Map(members)) => object(registry, schema, members, value, depth),
            _ => {
                let values = schema.get("additionalProperties")?;
                let shown = entries
                    .iter()
                    .filter(|(name, _)| !names::looks_secret(name))
                    .take(3);
                let shown = shown.filter_map(|(name, value)| {
                    Some((name.clone(), fit(registry, values, value, depth + 1)?))
                });
                Some(Tree::Map(shown.collect()))
            }
        },
        (Some("array"), Tree::List(items)) => {
            let schema = schema.get("items")?;
            let shown = items.iter().take(ITEMS);
            Some(Tree::List(
                shown
                    .filter_map(|item| fit(registry, schema, item, depth + 1))
                    .collect(),
            ))
        }
        (Some("boolean"), Tree::Bool(_)) => Some(value.clone()),
        (Some("boolean"), Tree::Text(text)) => text.parse().ok().map(Tree::Bool),
        (Some("integer"), Tree::Number(number)) => match number.as_i64() {
            Some(_) => Some(value.clone()),
            None => number
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9e15)
                .map(|number| Tree::Number((number as i64).into())),
        },
        (Some("integer"), Tree::Text(text)) => text
            .parse::<i64>()
            .ok()
            .map(|number| Tree::Number(number.into())),
        (Some("number"), Tree::Number(number)) => texts::is_plain(number).then(|| value.clone()),
        (Some("number"), Tree::Text(text)) => {
            let number = text
                .parse::<f64>()
                .ok()
                .and_then(serde_json::Number::from_f64)?;
            texts::is_plain(&number).then_some(Tree::Number(number))
        }
        (Some("string"), Tree::Text(text)) => match said(schema, "format") {
            Some("password") => None,
            Some("decimal") => text.parse::<f64>().is_ok().then(|| value.clone()),
            _ => texts::fit(text),
        },
        (Some("string"), Tree::Number(number)) if said(schema, "format").is_none() => {
            Some(Tree::Text(number.to_string()))
        }
        _ => None,
    }
}

fn object(
    registry: &Registry<'_>,
    schema: &Tree,
    members: &[(String, Tree)],
    value: &Tree,
    depth: usize,
) -> Option<Tree> {
    let mut shown = Vec::new();
    let mut count = 0_usize;
    for (name, member) in members {
        let required = is_required(schema, name);
        let given = value.get(name);
        let fitting = match given {
            Some(given) if required || (count < MEMBERS && depth < DEEPEST) => {
                fit(registry, member, given, depth + 1)
                    .filter(|value| required || !super::is_empty(value))
                    .or_else(|| {
                        said(member, "format")
                            .filter(|it| *it == "password")
                            .map(|_| made::made(registry, member, name, depth + 1))
                    })
            }
            _ => None,
        };
        match fitting {
            Some(value) => {
                count += 1;
                shown.push((name.clone(), value));
            }
            None if required => {
                shown.push((name.clone(), made::made(registry, member, name, depth + 1)))
            }
            None => {}
        }
    }
    // Members that the schema does not have show nothing of it.
    if shown.is_empty() && !members.is_empty() && !super::is_empty(value) {
        return None;
    }
    // With nothing but what errors have, too, an answer could be taken for one.
    if !shown.is_empty() && shown.iter().all(|(name, _)| faults::is_usual(name)) {
        let telling = members.iter().find(|(name, _)| !faults::is_usual(name));
        let telling = telling.filter(|_| depth < DEEPEST);
        shown.extend(telling.map(|(name, member)| {
            let value = made::made(registry, member, name, depth + 1);
            (name.clone(), value)
        }));
    }
    Some(Tree::Map(shown))
}

/// A value of which the schema says nothing: what is small and sounds like no secret.
fn anything(value: &Tree, depth: usize) -> Option<Tree> {
    match value {
        Tree::Text(text) => texts::fit(text),
        Tree::Number(number) => texts::is_plain(number).then(|| value.clone()),
        Tree::Bool(_) => Some(value.clone()),
        Tree::Null => None,
        _ if depth >= DEEPEST => None,
        Tree::List(items) => {
            let shown = items
                .iter()
                .take(ITEMS)
                .filter_map(|item| anything(item, depth + 1));
            Some(Tree::List(shown.collect()))
        }
        Tree::Map(entries) => {
            let shown = entries
                .iter()
                .filter(|(name, _)| !names::looks_secret(name))
                .take(4);
            let shown =
                shown.filter_map(|(name, value)| Some((name.clone(), anything(value, depth + 1)?)));
            Some(Tree::Map(shown.collect()))
        }
    }
}

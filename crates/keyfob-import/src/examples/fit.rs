//! The vendor's examples, as far as they fit.

use super::{is_required, made, said, texts};
use crate::names;
use crate::schemas::Registry;
use crate::yaml::Yaml;

/// How deep examples go, how many items a list has, and how many members of an object are shown beside those that must be there.
const DEEPEST: usize = 5;
const ITEMS: usize = 2;
const MEMBERS: usize = 12;

/// The value, without what the schema does not know; nothing if it is of another kind.
pub(super) fn fit(
    registry: &Registry<'_>,
    schema: &Yaml,
    value: &Yaml,
    depth: usize,
) -> Option<Yaml> {
    let schema = registry.resolve(schema);
    let is_nullable = matches!(schema.get("nullable"), Some(Yaml::Bool(true)));
    if let Some(Yaml::List(values)) = schema.get("enum") {
        return values.contains(value).then(|| value.clone());
    }
    match (said(schema, "type"), value) {
        (_, Yaml::Null) => is_nullable.then_some(Yaml::Null),
        (None, value) => anything(value, depth),
        (Some("object"), Yaml::Text(text)) => {
            let parsed: serde_json::Value = serde_json::from_str(text).ok()?;
            parsed
                .is_object()
                .then(|| fit(registry, schema, &Yaml::from(&parsed), depth))?
        }
        (Some("object"), Yaml::Map(entries)) => match schema.get("properties") {
            Some(Yaml::Map(members)) => object(registry, schema, members, value, depth),
            _ => {
                let values = schema.get("additionalProperties")?;
                let shown = entries
                    .iter()
                    .filter(|(name, _)| !names::looks_secret(name))
                    .take(3);
                let shown = shown.filter_map(|(name, value)| {
                    Some((name.clone(), fit(registry, values, value, depth + 1)?))
                });
                Some(Yaml::Map(shown.collect()))
            }
        },
        (Some("array"), Yaml::List(items)) => {
            let schema = schema.get("items")?;
            let shown = items.iter().take(ITEMS);
            Some(Yaml::List(
                shown
                    .filter_map(|item| fit(registry, schema, item, depth + 1))
                    .collect(),
            ))
        }
        (Some("boolean"), Yaml::Bool(_)) => Some(value.clone()),
        (Some("boolean"), Yaml::Text(text)) => text.parse().ok().map(Yaml::Bool),
        (Some("integer"), Yaml::Number(number)) => match number.as_i64() {
            Some(_) => Some(value.clone()),
            None => number
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9e15)
                .map(|number| Yaml::Number((number as i64).into())),
        },
        (Some("integer"), Yaml::Text(text)) => text
            .parse::<i64>()
            .ok()
            .map(|number| Yaml::Number(number.into())),
        (Some("number"), Yaml::Number(number)) => texts::is_plain(number).then(|| value.clone()),
        (Some("number"), Yaml::Text(text)) => {
            let number = text
                .parse::<f64>()
                .ok()
                .and_then(serde_json::Number::from_f64)?;
            texts::is_plain(&number).then_some(Yaml::Number(number))
        }
        (Some("string"), Yaml::Text(text)) => match said(schema, "format") {
            Some("password") => None,
            Some("decimal") => text.parse::<f64>().is_ok().then(|| value.clone()),
            _ => texts::fit(text),
        },
        (Some("string"), Yaml::Number(number)) if said(schema, "format").is_none() => {
            Some(Yaml::Text(number.to_string()))
        }
        _ => None,
    }
}

fn object(
    registry: &Registry<'_>,
    schema: &Yaml,
    members: &[(String, Yaml)],
    value: &Yaml,
    depth: usize,
) -> Option<Yaml> {
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
    Some(Yaml::Map(shown))
}

/// A value of which the schema says nothing: what is small and sounds like no secret.
fn anything(value: &Yaml, depth: usize) -> Option<Yaml> {
    match value {
        Yaml::Text(text) => texts::fit(text),
        Yaml::Number(number) => texts::is_plain(number).then(|| value.clone()),
        Yaml::Bool(_) => Some(value.clone()),
        Yaml::Null => None,
        _ if depth >= DEEPEST => None,
        Yaml::List(items) => {
            let shown = items
                .iter()
                .take(ITEMS)
                .filter_map(|item| anything(item, depth + 1));
            Some(Yaml::List(shown.collect()))
        }
        Yaml::Map(entries) => {
            let shown = entries
                .iter()
                .filter(|(name, _)| !names::looks_secret(name))
                .take(4);
            let shown =
                shown.filter_map(|(name, value)| Some((name.clone(), anything(value, depth + 1)?)));
            Some(Yaml::Map(shown.collect()))
        }
    }
}

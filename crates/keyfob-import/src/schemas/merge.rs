//! Merging: several schemas of which all hold, or any holds, into one.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::model::{Kind, Model, Object, Part, Rest};

/// What all of these say together; the first one's words come first. Nothing for none.
pub(super) fn all<'a>(models: Vec<Model<'a>>) -> Option<Model<'a>> {
    let mut models = models.into_iter();
    let mut merged = models.next()?;
    for model in models {
        let Model { kind, required, .. } = model;
        merged.key.extend(model.key);
        merged.name = None;
        merged.required.extend(required);
        merged.description = merged.description.or(model.description);
        merged.nullable |= model.nullable && !merged.kind.is_known();
        merged.read_only |= model.read_only;
        merged.write_only |= model.write_only;
        merged.format = merged.format.or(model.format);
        merged.example = merged.example.or(model.example);
        merged.default = merged.default.or(model.default);
        merged.limits.extend(model.limits);
        merged.remarks.extend(model.remarks);
        if merged.values.is_empty() || (merged.open && !model.values.is_empty()) {
            merged.values = model.values;
            merged.open = model.open;
        } else if !model.values.is_empty() && !model.open {
            let known = |value: &super::model::Value<'_>| {
                let mut others = model.values.iter();
                others.any(|other| other.node.to_json() == value.node.to_json())
            };
            merged.values.retain(known);
        }
        merged.kind = both(merged.kind, kind);
    }
    Some(merged)
}

/// What both kinds allow; the first one where they exclude each other.
fn both<'a>(first: Kind<'a>, second: Kind<'a>) -> Kind<'a> {
    match (first, second) {
        (Kind::Any, kind) | (kind, Kind::Any) => kind,
        (Kind::Object(first), Kind::Object(second)) => {
            Kind::Object(joined(first, second, Part::All))
        }
        (Kind::List(first), Kind::List(second)) => Kind::List(Part::All(vec![first, second])),
        (Kind::Number, Kind::Integer) => Kind::Integer,
        (Kind::Mixed(_), kind) => kind,
        (first, _) => first,
    }
}

/// What any of these says. Nothing for none.
pub(super) fn any<'a>(models: Vec<Model<'a>>) -> Option<Model<'a>> {
    let count = models.len();
    let (nulls, models): (Vec<_>, Vec<_>) = models
        .into_iter()
        .partition(|model| matches!(model.kind, Kind::Null) || is_null(model));
    let nullable = !nulls.is_empty() || models.iter().any(|model| model.nullable);
    let mut models = models.into_iter();
    let Some(mut merged) = models.next() else {
        return nulls.into_iter().next();
    };
    merged.nullable = nullable;
    if count - nulls.len() == 1 {
        return Some(merged);
    }
    let mut kinds = vec![std::mem::replace(&mut merged.kind, Kind::Any)];
    let mut is_valued = !merged.values.is_empty();
    let mut is_open = merged.values.is_empty() || merged.open;
    for model in models {
        merged.key.extend(model.key);
        merged.name = None;
        merged.required.retain(|name| model.required.contains(name));
        merged.description = merged
            .description
            .filter(|text| model.description == Some(text));
        merged.read_only &= model.read_only;
        merged.write_only &= model.write_only;
        merged.format = merged.format.filter(|format| model.format == Some(format));
        merged.example = merged.example.or(model.example);
        merged.default = merged.default.or(model.default);
        merged.limits.clear();
        for remark in model.remarks {
            if !merged.remarks.contains(&remark) {
                merged.remarks.push(remark);
            }
        }
        is_valued |= !model.values.is_empty();
        is_open |= model.values.is_empty() || model.open;
        for value in model.values {
            let json = value.node.to_json();
            if !merged
                .values
                .iter()
                .any(|known| known.node.to_json() == json)
            {
                merged.values.push(value);
            }
        }
        kinds.push(model.kind);
    }
    merged.open = is_valued && is_open;
    merged.kind = mixed(kinds);
    Some(merged)
}

/// `enum: [null]`
fn is_null(model: &Model<'_>) -> bool {
    !model.kind.is_known()
        && model.nullable
        && model.description.is_none()
        && model.values.is_empty()
        && model.at.node().get("enum").is_some()
}

/// The kind of a value that is of one of these.
pub(super) fn mixed(kinds: Vec<Kind<'_>>) -> Kind<'_> {
    let mut words: BTreeSet<&'static str> = BTreeSet::new();
    for kind in &kinds {
        match kind {
            Kind::Mixed(more) => words.extend(more),
            kind => drop(words.insert(kind.word())),
        }
    }
    let numbers = ["a number", "an integer"];
    if words.len() == 2 && numbers.iter().all(|word| words.contains(word)) {
        return Kind::Number;
    }
    if words.len() > 1 {
        return Kind::Mixed(words);
    }
    let mut kinds = kinds.into_iter();
    let first = kinds.next().unwrap_or(Kind::Any);
    kinds.fold(first, |merged, kind| match (merged, kind) {
        (Kind::Object(first), Kind::Object(second)) => {
            Kind::Object(joined(first, second, Part::Any))
        }
        (Kind::List(first), Kind::List(second)) => Kind::List(match first {
            Part::Any(mut parts) => {
                parts.push(second);
                Part::Any(parts)
            }
            first => Part::Any(vec![first, second]),
        }),
        (merged, _) => merged,
    })
}

fn joined<'a>(
    first: Rc<Object<'a>>,
    second: Rc<Object<'a>>,
    how: fn(Vec<Part<'a>>) -> Part<'a>,
) -> Rc<Object<'a>> {
    let mut object = Rc::unwrap_or_clone(first);
    let second = Rc::unwrap_or_clone(second);
    for member in second.members {
        object.add(member, how);
    }
    object.rest = match (object.rest, second.rest) {
        (Rest::Of(first), Rest::Of(second)) => Rest::Of(Part::Any(vec![first, second])),
        (Rest::Of(part), _) | (_, Rest::Of(part)) => Rest::Of(part),
        (Rest::Open, _) | (_, Rest::Open) => Rest::Open,
        (Rest::Closed, _) | (_, Rest::Closed) => Rest::Closed,
        _ => Rest::Unsaid,
    };
    Rc::new(object)
}

//! Parts of schemas: types, items, values, variants.

use std::collections::BTreeMap;
use std::rc::Rc;

use keyfob_codegen::load::{Kind as Is, Node};

use super::model::{Kind, Model, Part, Value};
use crate::source::Cursor;

/// The names of the types of a schema.
pub(super) fn types(node: &Node) -> Vec<&str> {
    match node.get("type") {
        None => Vec::new(),
        Some(kind) => match &kind.kind {
            Is::List(items) => items.iter().filter_map(Node::text).collect(),
            Is::Null => vec!["null"],
            _ => kind.text().into_iter().collect(),
        },
    }
}

pub(super) fn items(at: Cursor<'_>) -> Part<'_> {
    let prefix = at.get("prefixItems");
    let mut parts: Vec<_> = prefix
        .into_iter()
        .flat_map(|list| list.items())
        .map(Part::One)
        .collect();
    if let Some(items) = at.get("items") {
        match &items.node().kind {
            Is::List(_) => parts.extend(items.items().map(Part::One)),
            Is::Bool(_) => {}
            _ => parts.push(Part::One(items)),
        }
    }
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            Part::Any(parts)
        }
        (_, None) => Part::Any(Vec::new()),
    }
}

/// The values of an enum or a constant, with the names and descriptions that vendors give them.
pub(super) fn values(node: &Node) -> Vec<Value<'_>> {
    if let Some(constant) = node.get("const") {
        return vec![Value {
            node: constant,
            name: node.text_of("title"),
            description: node.text_of("description"),
        }];
    }
    let list = |keys: &[&str]| keys.iter().find_map(|key| node.get(key));
    let names = list(&["x-enum-varnames", "x-enumNames"]);
    let told = list(&["x-enum-descriptions", "x-enumDescriptions"]);
    let values = node.get("enum").map(Node::items).unwrap_or_default();
    let described = told.map(|told| {
        told.entries()
            .iter()
            .map(|entry| (entry.key.as_str(), &entry.value))
            .collect::<BTreeMap<_, _>>()
    });
    values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let by_value = described
                .as_ref()
                .and_then(|all| all.get(value.text()?))
                .copied();
            Value {
                node: value,
                name: item(names, index).and_then(Node::text),
                description: item(told, index).or(by_value).and_then(Node::text),
            }
        })
        .collect()
}

fn item(list: Option<&Node>, index: usize) -> Option<&Node> {
    list?.items().get(index)
}

/// Variants without a type of their own are of the type of the schema that they stand in.
pub(super) fn inherit<'a>(models: Vec<Model<'a>>, kind: &Kind<'a>) -> Vec<Model<'a>> {
    let mut models = models;
    for model in &mut models {
        if !model.kind.is_known() {
            model.kind = match kind {
                Kind::Object(_) => Kind::Object(Rc::default()),
                other => other.clone(),
            };
        }
    }
    models
}

/// Tells the values of the member that says which variant an object is.
pub(super) fn discriminated<'a>(at: Cursor<'a>, model: &mut Model<'a>) {
    let Some(discriminator) = at.get("discriminator") else {
        return;
    };
    let name = discriminator.text_of("propertyName");
    let mapping = discriminator.get("mapping");
    let values: Vec<_> = mapping
        .into_iter()
        .flat_map(|mapping| mapping.entries())
        .map(|(entry, _)| format!("`{}`", entry.key))
        .collect();
    if let (Kind::Object(object), Some(name)) = (&mut model.kind, name)
        && let Some(member) = Rc::make_mut(object).get_mut(name)
        && !values.is_empty()
    {
        member.remark = Some(format!(
            "Says which kind of object it is: {}.",
            values.join(", ")
        ));
    }
}

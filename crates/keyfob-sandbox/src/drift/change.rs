//! Drifts of JSON.

use serde_json::{Map, Value, json};

use super::kind::Drift;

/// Changes a body, if the drift is one of JSON.
pub(super) fn change(drift: Drift, at: &str, body: &mut Value) {
    match drift {
        Drift::MemberMissing | Drift::NestedMissing => within(body, at, &mut |object, name| {
            object.remove(name);
        }),
        Drift::MemberRenamed => within(body, at, &mut |object, name| {
            if let Some(value) = object.remove(name) {
                object.insert(format!("{name}2"), value);
            }
        }),
        Drift::MemberAdded => add(body, at, "note", &json!("nobody knows it")),
        Drift::SecretAdded => add(body, at, "token", &json!(Drift::SECRET)),
        Drift::KeyedByAccount => add(body, at, Drift::ACCOUNT, &json!({"net": 1})),
        Drift::WrapperGone => {
            if let Some(inner) = body.pointer_mut(at) {
                *body = inner.take();
            }
        }
        Drift::NumberAsText => each(body, at, &mut |value| {
            *value = Value::String(value.to_string());
        }),
        Drift::TextAsNumber => each(body, at, &mut |value| *value = json!(17)),
        Drift::Null => each(body, at, &mut |value| *value = Value::Null),
        Drift::ListAsObject => each(body, at, &mut |value| {
            let items = value.as_array().cloned().unwrap_or_default();
            let counted = items.into_iter().enumerate();
            let members = counted.map(|(number, item)| (number.to_string(), item));
            *value = Value::Object(members.collect());
        }),
        Drift::ItemForList => each(body, at, &mut |value| {
            let first = value.as_array().and_then(|items| items.first()).cloned();
            *value = first.unwrap_or_default();
        }),
        Drift::UnknownValue => each(body, at, &mut |value| *value = json!("unheard-of")),
        Drift::DateFormat => each(body, at, &mut |value| *value = json!("2027/01/28 18h")),
        Drift::Status
        | Drift::ContentType
        | Drift::ContentTypeGone
        | Drift::EmptyBody
        | Drift::Html
        | Drift::ErrorShape => {}
    }
}

/// Adds a member to each object at a pointer.
fn add(body: &mut Value, at: &str, name: &str, value: &Value) {
    each(body, at, &mut |object| {
        if let Some(object) = object.as_object_mut() {
            object.insert(name.to_owned(), value.clone());
        }
    });
}

/// Each object that a pointer's last name is in, and that name.
fn within(body: &mut Value, at: &str, edit: &mut dyn FnMut(&mut Map<String, Value>, &str)) {
    let (above, name) = at.rsplit_once('/').unwrap_or_default();
    each(body, above, &mut |object| {
        if let Some(object) = object.as_object_mut() {
            edit(object, name);
        }
    });
}

/// Each value at a pointer in which `*` stands for any item.
fn each(value: &mut Value, at: &str, edit: &mut dyn FnMut(&mut Value)) {
    let Some(rest) = at.strip_prefix('/') else {
        return edit(value);
    };
    let (step, rest) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    match value {
        Value::Array(items) if step == "*" => {
            items.iter_mut().for_each(|item| each(item, rest, edit));
        }
        other => {
            if let Some(inner) = other.get_mut(step) {
                each(inner, rest, edit);
            }
        }
    }
}

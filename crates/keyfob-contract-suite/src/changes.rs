//! One change to one member of an example.

use serde_json::{Value, json};

/// A name and a word that no vendor uses.
pub const STRANGER: &str = "keyfob-stranger";

/// What is done to one member.
#[derive(Debug, Clone)]
pub enum Change {
    /// It is taken away.
    Drop,
    /// Something else stands in its place.
    Put(Value),
    /// A number or a flag as text, text as a number. The value itself must survive, too.
    Swap,
    /// One more member, if it is an object.
    Add,
}

/// Everything that is done.
pub fn changes() -> Vec<Change> {
    let put = [
        Value::Null,
        json!({}),
        json!({STRANGER: {"a": [1]}}),
        json!([]),
        json!([
            STRANGER,
            STRANGER,
            STRANGER,
            STRANGER,
            STRANGER,
            STRANGER,
            7,
            null,
            {}
        ]),
        json!(""),
        json!(STRANGER),
        json!(true),
        json!(-1.5),
        json!(u64::MAX),
    ];
    [Change::Drop, Change::Swap, Change::Add]
        .into_iter()
        .chain(put.map(Change::Put))
        .collect()
}

/// The example after the change, and the place where it may differ from now on.
pub fn changed(example: &Value, at: &str, change: &Change) -> Option<(String, Value)> {
    let mut changed = example.clone();
    let old = changed.pointer_mut(at)?;
    let touched = match change {
        Change::Drop => {
            changed = without(example, at, example);
            at.to_owned()
        }
        Change::Put(value) => {
            *old = value.clone();
            at.to_owned()
        }
        Change::Swap => {
            *old = swapped(old)?;
            at.to_owned()
        }
        Change::Add => {
            old.as_object_mut()?
                .insert(STRANGER.to_owned(), json!({"a": [1]}));
            format!("{at}/{STRANGER}")
        }
    };
    Some((touched, changed))
}

fn swapped(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        // Text that is no whole number becomes one; which, does not matter.
        Value::String(text) => Some(
            text.parse::<i64>()
                .ok()
                .filter(|n| n.to_string() == *text)
                .unwrap_or(7)
                .into(),
        ),
        _ => None,
    }
}

/// The value but for one place. An element that could not be read is gone from its list already.
pub fn without(value: &Value, at: &str, example: &Value) -> Value {
    let mut value = value.clone();
    let (parent, key) = at.rsplit_once('/').unwrap_or_default();
    let key = key.replace("~1", "/").replace("~0", "~");
    let length = example
        .pointer(parent)
        .and_then(Value::as_array)
        .map(Vec::len);
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&key);
        }
        Some(Value::Array(items)) if Some(items.len()) == length => {
            items.remove(key.parse().unwrap());
        }
        _ => {}
    }
    value
}

/// The pointers to everything in a value, and to itself for what can be added to it.
pub fn members(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut at = 0;
    while let Some(pointer) = all.get(at).cloned() {
        match value.pointer(&pointer) {
            Some(Value::Object(members)) => all.extend(
                members
                    .keys()
                    .map(|key| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))),
            ),
            Some(Value::Array(items)) => {
                all.extend((0..items.len()).map(|i| format!("{pointer}/{i}")))
            }
            _ => {}
        }
        at += 1;
    }
    all
}

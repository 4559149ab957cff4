//! Answers decode whatever becomes of one member, and all other members survive.
//!
//! Not at random: every example of every answer, every member of it at any depth, every change.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::contract::json::canon;
use crate::contract::registry::recode;
use crate::contract::spec::text;
use crate::contract::vendors::{Vendor, vendors};

const STRANGER: &str = "keyfob-stranger";

/// What is done to one member.
#[derive(Debug, Clone)]
enum Change {
    Drop,
    Put(Value),
    /// A number or a flag as text, text as a number. The value itself must survive, too.
    Swap,
    /// One more member, if it is an object.
    Add,
}

#[test]
fn answers_survive_any_change_of_any_member() {
    for vendor in vendors() {
        let (mut count, mut losses) = (0, Vec::new());
        for (schema, example) in answers(&vendor) {
            for change in changes() {
                let found = lost(vendor.model(&schema).recode, &example, &change);
                count += found.0;
                losses.extend(found.1.into_iter().map(|loss| format!("{schema}: {loss}")));
            }
        }
        assert_eq!(losses, Vec::<String>::new(), "{}: of {count}", vendor.api.name);
        println!("{}: {count} changes", vendor.api.name);
    }
}

/// The other names that a member is known to go by.
#[test]
fn answers_are_read_under_their_other_names() {
    let mut count = 0;
    for vendor in vendors() {
        for (schema, example) in answers(&vendor) {
            let properties = format!("/components/schemas/{schema}/properties");
            for property in vendor.described.document.at(&properties).unwrap().entries() {
                let aliases = property.value.get("x-alias").map(|it| it.items()).unwrap_or_default();
                for alias in aliases.iter().filter_map(|alias| alias.text()) {
                    let mut renamed = example.clone();
                    let members = renamed.as_object_mut().unwrap();
                    let Some(value) = members.remove(&property.key) else { continue };
                    members.insert(alias.to_owned(), value);
                    let read = (vendor.model(&schema).recode)(&renamed.to_string()).unwrap();
                    assert_eq!(canon(&read), canon(&example), "{schema}: {alias}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 0);
}

/// The check itself notices a type that is strict.
#[test]
fn a_strict_type_is_noticed() {
    #[derive(Deserialize, Serialize)]
    struct Strict {
        text: Option<String>,
        number: Option<i64>,
    }
    #[derive(Deserialize, Serialize)]
    struct Demanding {
        text: Value,
        number: Value,
    }
    #[derive(Deserialize, Serialize)]
    #[serde(deny_unknown_fields)]
    struct Closed {
        text: Option<Value>,
        number: Option<Value>,
    }
    #[derive(Deserialize, Serialize)]
    struct Forgetful {
        text: Option<Value>,
    }
    let example = json!({"text": "a", "number": 1});
    let found = |recode, change: Change| lost(recode, &example, &change).1.len();
    assert_eq!(found(recode::<Strict>, Change::Drop), 0);
    assert_eq!(found(recode::<Strict>, Change::Swap), 2);
    assert_eq!(found(recode::<Strict>, Change::Put(json!({}))), 2);
    assert_eq!(found(recode::<Demanding>, Change::Drop), 2);
    assert_eq!(found(recode::<Closed>, Change::Add), 1);
    assert_eq!(found(recode::<Forgetful>, Change::Drop), 1);
}

fn changes() -> Vec<Change> {
    let put = [
        Value::Null,
        json!({}),
        json!({STRANGER: {"a": [1]}}),
        json!([]),
        json!([STRANGER, STRANGER, STRANGER, STRANGER, STRANGER, STRANGER, 7, null, {}]),
        json!(""),
        json!(STRANGER),
        json!(true),
        json!(-1.5),
        json!(u64::MAX),
    ];
    [Change::Drop, Change::Swap, Change::Add].into_iter().chain(put.map(Change::Put)).collect()
}

/// How often this change could be made to this example, and what did not survive it.
fn lost(
    recode: fn(&str) -> Result<Value, String>,
    example: &Value,
    change: &Change,
) -> (usize, Vec<String>) {
    let (mut count, mut lost) = (0, Vec::new());
    for at in members(example) {
        if at.is_empty() && !matches!(change, Change::Add) {
            continue;
        }
        let Some((touched, changed)) = changed(example, &at, change) else { continue };
        count += 1;
        match recode(&changed.to_string()) {
            Err(why) => lost.push(format!("{at} {change:?}: {why}")),
            Ok(kept) => {
                if canon(&without(&kept, &touched, example)) != canon(&without(example, &touched, example)) {
                    lost.push(format!("{at} {change:?}: only {kept} survives"));
                }
                let at_it = |value: &Value| value.pointer(&at).map(|it| canon(it));
                let (was, is) = (at_it(&changed), at_it(&kept));
                if matches!(change, Change::Swap) && was.as_ref().map(text) != is.as_ref().map(text) {
                    lost.push(format!("{at} {change:?}: {was:?} became {is:?}"));
                }
                // A list is no object whose members have lost their names.
                let is_list = matches!(change, Change::Put(Value::Array(_)));
                let is_taken = kept.to_string().contains(STRANGER) && is != was;
                if is_list && is_taken && example.pointer(&at).is_some_and(Value::is_object) {
                    lost.push(format!("{at}: a list became {is:?}"));
                }
            }
        }
    }
    (count, lost)
}

/// The example after the change, and the place where it may differ from now on.
fn changed(example: &Value, at: &str, change: &Change) -> Option<(String, Value)> {
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
            old.as_object_mut()?.insert(STRANGER.to_owned(), json!({"a": [1]}));
            format!("{at}/{STRANGER}")
        }
    };
    Some((touched, changed))
}

fn swapped(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        // Text that is no whole number becomes one; which, does not matter.
        Value::String(text) => Some(text.parse::<i64>().ok().filter(|n| n.to_string() == *text).unwrap_or(7).into()),
        _ => None,
    }
}

/// The value but for one place. An element that could not be read is gone from its list already.
fn without(value: &Value, at: &str, example: &Value) -> Value {
    let mut value = value.clone();
    let (parent, key) = at.rsplit_once('/').unwrap_or_default();
    let key = key.replace("~1", "/").replace("~0", "~");
    let length = example.pointer(parent).and_then(Value::as_array).map(Vec::len);
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
fn members(value: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut at = 0;
    while let Some(pointer) = all.get(at).cloned() {
        match value.pointer(&pointer) {
            Some(Value::Object(members)) => all.extend(
                members.keys().map(|key| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))),
            ),
            Some(Value::Array(items)) => all.extend((0..items.len()).map(|i| format!("{pointer}/{i}"))),
            _ => {}
        }
        at += 1;
    }
    all
}

/// Every example of every answer that has a body, with the name of its schema; each once.
fn answers(vendor: &Vendor) -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> = Vec::new();
    for operation in vendor.operations() {
        for answer in &operation.answers {
            let Some(schema) = answer.content.as_ref().and_then(|content| content.schema.clone()) else { continue };
            for (_, example) in vendor.described.answers(operation, answer.status) {
                let pair = (schema.clone(), example);
                if !all.contains(&pair) {
                    all.push(pair);
                }
            }
        }
    }
    all
}

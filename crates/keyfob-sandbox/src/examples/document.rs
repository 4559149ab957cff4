//! A spec as JSON, and what is found in it.

use serde_json::{Map, Value};

/// References that lead on to others are followed so often.
const DEPTH: usize = 32;

pub(super) struct Document(pub(super) Value);

impl Document {
    /// What stands there, after all references.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> Option<&'a Value> {
        let mut value = value;
        for _ in 0..DEPTH {
            match value.get("$ref").and_then(Value::as_str) {
                None => return Some(value),
                Some(reference) => value = self.0.pointer(reference.strip_prefix('#')?)?,
            }
        }
        None
    }
}

/// The text under a key.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a key says `true`.
pub(super) fn says(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}

/// The list under a key; none if there is no list.
pub(super) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    let items = value.get(key).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

/// The members of the object under a key; none if there is no object.
pub(super) fn members<'a>(
    value: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let object: Option<&Map<_, _>> = value.get(key).and_then(Value::as_object);
    object.into_iter().flatten()
}

/// The examples beside a schema, with their names; one without a name is called `example`.
pub(super) fn examples<'a>(document: &'a Document, entry: &'a Value) -> Vec<(&'a str, &'a Value)> {
    let one = entry.get("example").map(|example| ("example", example));
    let several = members(entry, "examples").filter_map(|(name, example)| {
        Some((name.as_str(), document.resolve(example)?.get("value")?))
    });
    one.into_iter().chain(several).collect()
}

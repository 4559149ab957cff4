//! Decimals that no member's attribute reaches get a type that travels by itself.

use serde_json::{Map, Value, json};

/// The formats under which they are known below: as a number, as text.
pub(crate) const WITHIN: [(&str, &str); 2] =
    [("number", "decimal-number"), ("string", "decimal-text")];

/// Renames the format of each decimal of a component that is neither a member's value nor in a member's list or map.
pub(super) fn rename(schema: &mut Value, reach: Reach) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    if reach == Reach::None {
        rename_own(schema);
    }
    let within = match reach {
        Reach::Member => Reach::Element,
        Reach::Element | Reach::None => Reach::None,
    };
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get_mut(key) {
            rename(inner, within);
        }
    }
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        rename(property, Reach::Member);
    }
}

/// What a member's attribute reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The member itself.
    Member,
    /// An element of its list or map.
    Element,
    /// Neither.
    None,
}

fn rename_own(schema: &mut Map<String, Value>) {
    let said = |key: &str| schema.get(key).and_then(Value::as_str);
    if said("format") != Some("decimal") {
        return;
    }
    let format = WITHIN.iter().find(|(kind, _)| said("type") == Some(kind));
    if let Some((_, format)) = format {
        schema.insert("format".to_owned(), json!(format));
    }
}

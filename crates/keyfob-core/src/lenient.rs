//! Tolerant decoding of answers.
//!
//! A vendor that sends a number where it sent a string, a null, or something else altogether must not take the
//! rest of the answer with it. The generator puts these functions on every member of an answer. What can be
//! converted without loss is; what cannot is left out, with a `tracing` event that names the type wanted.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::value::RawValue;

/// Decodes a member that may be left out.
pub fn field<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    Ok(decode(raw.get()).unwrap_or_default())
}

/// Decodes a list element by element; a lone value is a list of one, null an empty one.
pub fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let text = raw.get();
    if text == "null" {
        return Ok(Vec::new());
    }
    if !text.starts_with('[') {
        return Ok(decode(text).into_iter().collect());
    }
    let items: Vec<Box<RawValue>> = serde_json::from_str(text).map_err(D::Error::custom)?;
    Ok(items.iter().filter_map(|item| decode(item.get())).collect())
}

/// Decodes an answer that is a bare list, element by element; null is an empty one, and nothing else is a list.
pub fn rows<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let items = Option::<Vec<Box<RawValue>>>::deserialize(deserializer)?;
    let items = items.unwrap_or_default();
    Ok(items.iter().filter_map(|item| decode(item.get())).collect())
}

/// Decodes a map member by member.
pub fn map<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let members: Option<BTreeMap<String, Box<RawValue>>> = serde_json::from_str(raw.get()).ok();
    let members = members.unwrap_or_default().into_iter();
    Ok(members
        .filter_map(|(name, value)| Some((name, decode(value.get())?)))
        .collect())
}

fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    // serde would take a list for an object, member by member in the order in which the type has them.
    let is_misread = text.starts_with('[') && is_object::<T>();
    if !is_misread && let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let other = converted(text);
    let value = other
        .iter()
        .find_map(|text| serde_json::from_str(text).ok());
    if value.is_none() {
        tracing::warn!(
            wanted = std::any::type_name::<T>(),
            "left out a member of an answer that has another type"
        );
    }
    value
}

/// Whether the type is that of an object: it takes an object without members, and no text.
pub(crate) fn is_object<T: DeserializeOwned>() -> bool {
    serde_json::from_str::<T>("{}").is_ok() && serde_json::from_str::<T>("\"\"").is_err()
}

/// The same scalar as JSON of other types, best first.
fn converted(text: &str) -> Vec<String> {
    if let Ok(string) = serde_json::from_str::<String>(text) {
        let plain = string.trim();
        let mut readings = vec![plain.to_owned(), whole(plain), plain.to_ascii_lowercase()];
        if plain.is_empty() {
            readings.push("null".to_owned());
        }
        return readings;
    }
    match text {
        "0" => vec!["\"0\"".to_owned(), "false".to_owned()],
        "1" => vec!["\"1\"".to_owned(), "true".to_owned()],
        "true" => vec!["\"true\"".to_owned(), "1".to_owned()],
        "false" => vec!["\"false\"".to_owned(), "0".to_owned()],
        _ if text.starts_with(['{', '[']) => Vec::new(),
        number => vec![whole(number), format!("\"{number}\"")],
    }
}

/// A number without a fraction of zeros.
fn whole(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole.to_owned(),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[derive(Deserialize, Debug, PartialEq, Default)]
    struct Answer {
        #[serde(default, deserialize_with = "field")]
        text: Option<String>,
        #[serde(default, deserialize_with = "field")]
        number: Option<i64>,
        #[serde(default, deserialize_with = "field")]
        flag: Option<bool>,
        #[serde(default, deserialize_with = "field")]
        inner: Option<Inner>,
        #[serde(default, deserialize_with = "list")]
        list: Vec<Inner>,
        #[serde(default, deserialize_with = "map")]
        map: BTreeMap<String, String>,
    }

    #[derive(Deserialize, Debug, PartialEq, Default)]
    struct Inner {
        #[serde(default, deserialize_with = "field")]
        a: Option<String>,
    }

    fn read(value: Value) -> Answer {
        let text = value.to_string();
        let from_text: Answer = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<Answer>(value).unwrap(), from_text);
        from_text
    }

    #[test]
    fn scalars_of_other_types_are_converted() {
        let answer = read(json!({"text": 12.50, "number": " 42 ", "flag": "TRUE"}));
        assert_eq!(answer.text.as_deref(), Some("12.5"));
        assert_eq!((answer.number, answer.flag), (Some(42), Some(true)));
        let answer = read(json!({"text": false, "number": 7.0, "flag": 1}));
        assert_eq!(
            (answer.text.as_deref(), answer.number, answer.flag),
            (Some("false"), Some(7), Some(true))
        );
    }

    #[test]
    fn digits_are_kept_exactly() {
        let answer: Answer = serde_json::from_str(r#"{"text": 0.10000000000000000001}"#).unwrap();
        assert_eq!(answer.text.as_deref(), Some("0.10000000000000000001"));
    }

    #[test]
    fn nulls_and_strangers_leave_the_rest_alone() {
        let null = json!({"text": null, "number": null, "flag": null, "inner": null, "list": null, "map": null});
        assert_eq!(read(null), Answer::default());
        let strange = json!({"text": {}, "number": "many", "flag": [], "inner": 3, "list": "x", "map": 1, "new": 1});
        assert_eq!(read(strange), Answer::default());
    }

    #[test]
    fn a_bare_list_loses_only_what_cannot_be_read() {
        let read = |text| rows::<_, Inner>(&mut serde_json::Deserializer::from_str(text));
        assert_eq!(
            read(r#"[{"a": 1}, 7, null, ["x"], {"b": 1}]"#)
                .unwrap()
                .len(),
            2
        );
        assert_eq!(read("null").unwrap(), []);
        assert!(read(r#"{"a": "x"}"#).is_err() && read("7").is_err());
    }

    #[test]
    fn lists_and_maps_lose_only_what_cannot_be_read() {
        let answer =
            read(json!({"list": [{"a": 1}, 7, {"a": "x"}], "map": {"a": 1, "b": {}, "c": "x"}}));
        assert_eq!(answer.list.len(), 2);
        assert_eq!(answer.list[0].a.as_deref(), Some("1"));
        assert_eq!(answer.map.len(), 2);
        assert_eq!(read(json!({"list": {"a": "x"}})).list.len(), 1);
    }
}

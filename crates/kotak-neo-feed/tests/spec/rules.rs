//! The documents keep the rules of `specs/README.md`, and their examples are their layouts'.

use std::collections::BTreeSet;

use serde_json::Value;

use super::layout::{encode, range};
use super::{FEEDS, document};

#[test]
fn every_fact_has_a_source() {
    for feed in FEEDS {
        let document = document(feed);
        let mut facts = vec![("document".to_owned(), document)];
        for part in [
            "/servers",
            "/components/messages",
            "/components/securitySchemes",
            "/x-topics",
        ] {
            let named = document.pointer(part).and_then(Value::as_object);
            let named = named.into_iter().flatten();
            facts.extend(named.map(|(name, fact)| (format!("{part}/{name}"), fact)));
        }
        for part in ["x-limits", "x-unknown"] {
            let listed = document[part].as_array().unwrap();
            assert!(!listed.is_empty(), "{feed}: {part}");
            facts.extend(listed.iter().map(|fact| (part.to_owned(), fact)));
        }
        for (place, fact) in facts {
            let source = &fact["x-source"];
            let confidence = source["confidence"].as_str().unwrap_or_default();
            let known = ["seed", "sdk", "docs", "third-party", "inferred"].contains(&confidence);
            assert!(
                known && source["from"].is_string(),
                "{feed} {place}: {source}"
            );
        }
        for unknown in document["x-unknown"].as_array().unwrap() {
            assert!(
                unknown["what"].is_string() && unknown["assumed"].is_string(),
                "{unknown}"
            );
        }
    }
}

#[test]
fn every_message_is_of_an_operation() {
    for feed in FEEDS {
        let document = document(feed);
        let messages = document["components"]["messages"].as_object().unwrap();
        let mut used = BTreeSet::new();
        for operation in document["operations"].as_object().unwrap().values() {
            for place in ["/messages", "/reply/messages"] {
                for reference in operation
                    .pointer(place)
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                {
                    let path = reference["$ref"].as_str().unwrap().trim_start_matches('#');
                    let reference = document.pointer(path).unwrap_or_else(|| panic!("{path}"));
                    let path = reference["$ref"].as_str().unwrap();
                    used.insert(path.rsplit('/').next().unwrap().to_owned());
                }
            }
        }
        assert_eq!(used, messages.keys().cloned().collect(), "{feed}");
    }
}

#[test]
fn every_layout_is_understood() {
    for feed in FEEDS {
        for (name, message) in document(feed)["components"]["messages"]
            .as_object()
            .unwrap()
        {
            let Some(layout) = message.get("x-layout") else {
                continue;
            };
            check(&format!("{feed} {name}"), &layout["fields"]);
            for (kind, record) in message["x-records"].as_object().into_iter().flatten() {
                check(&format!("{feed} {name} {kind}"), &record["fields"]);
            }
        }
    }
}

fn check(place: &str, fields: &Value) {
    let known = [
        "name",
        "type",
        "value",
        "one-of",
        "selects",
        "counts",
        "prefix",
        "size",
        "fields",
        "choice",
        "of",
        "count-in",
        "if",
        "from-count",
        "secret",
        "ids",
        "unit",
        "means",
    ];
    let units = [
        "price", "percent", "time", "flag", "quantity", "count", "digits", "factor",
    ];
    let mut names = BTreeSet::new();
    for field in fields.as_array().unwrap() {
        let kind = field["type"].as_str().unwrap();
        let composed = ["text", "integer", "block", "list", "f64"].contains(&kind);
        assert!(composed || range(kind).is_some(), "{place}: {field}");
        assert!(
            names.insert(field["name"].as_str().unwrap()),
            "{place}: {field} is there twice"
        );
        for member in field.as_object().unwrap().keys() {
            assert!(known.contains(&member.as_str()), "{place}: {member}");
        }
        if let Some(unit) = field.get("unit") {
            assert!(units.contains(&unit.as_str().unwrap()), "{place}: {field}");
        }
        for inner in ["fields", "of"] {
            field
                .get(inner)
                .into_iter()
                .for_each(|inner| check(place, inner));
        }
    }
}

#[test]
fn every_example_is_what_its_layout_makes_of_its_fields() {
    let mut compared = 0;
    for feed in FEEDS {
        for (name, message) in document(feed)["components"]["messages"]
            .as_object()
            .unwrap()
        {
            let examples = message["examples"].as_array();
            let fields = message["x-example-fields"].as_array();
            let is_layout = message.get("x-layout").is_some();
            let is_text = message.get("x-text").is_some();
            assert_eq!(
                fields.is_some(),
                examples.is_some() && (is_layout || is_text),
                "{feed} {name}"
            );
            let (Some(examples), Some(fields)) = (examples, fields) else {
                continue;
            };
            assert_eq!(examples.len(), fields.len(), "{feed} {name}");
            for (example, fields) in examples.iter().zip(fields) {
                let made = match is_text {
                    true => fill(message["x-text"].as_str().unwrap(), fields),
                    false => hex(&encode(message, fields)),
                };
                assert_eq!(example["payload"], made, "{feed} {name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn ids_and_positions_are_there_once_and_in_order() {
    let hsm = document("hsm");
    for (kind, topic) in hsm["x-topics"].as_object().unwrap() {
        let fields = topic["fields"].as_array().unwrap();
        for (position, field) in fields.iter().enumerate() {
            assert_eq!(field["index"], position, "{kind}");
            let members: Vec<_> = field.as_object().unwrap().keys().collect();
            assert_eq!(
                members,
                ["index", "means", "name", "unit"],
                "{kind}: {field}"
            );
        }
        assert_eq!(names(fields, "name").len(), fields.len(), "{kind}");
    }
    let sfeed = document("sfeed");
    for (ids, key) in [
        (&hsm["x-texts"], "id"),
        (&sfeed["x-exchanges"], "id"),
        (&sfeed["x-market-statuses"], "code"),
    ] {
        let ids = ids.as_array().unwrap();
        assert_eq!(names(ids, key).len(), ids.len(), "{key}");
        assert_eq!(names(ids, "name").len(), ids.len(), "{key}");
    }
}

fn names(items: &[Value], key: &str) -> BTreeSet<String> {
    items.iter().map(|item| item[key].to_string()).collect()
}

/// A text of the document with its values.
pub(crate) fn fill(text: &str, fields: &Value) -> String {
    let mut text = text.to_owned();
    for (name, value) in fields.as_object().unwrap() {
        let place = format!("<{name}>");
        assert!(text.contains(&place), "{text} has no {place}");
        text = text.replace(&place, value.as_str().unwrap());
    }
    assert!(!text.contains('<'), "{text}");
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

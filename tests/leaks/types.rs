//! Every type of every spec, with a marked secret in each of its secret members.

use std::collections::BTreeSet;

use keyfob_codegen::load::{Document, Node};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::planted::{MARK, document};

/// What the lists of schemas are here: a test for each vendor.
macro_rules! models {
    ($vendor:ident; $($name:ident),* $(,)?) => {
        #[test]
        fn every_type_keeps_its_secrets() {
            let mut types = super::Types::of(stringify!($vendor));
            $(types.check::<$vendor::types::$name>(stringify!($name));)*
            types.are_all();
        }
    };
}

#[path = "../contract/kotak_neo/models.rs"]
mod kotak_neo;
#[path = "../contract/kotak_trade/models.rs"]
mod kotak_trade;
#[path = "../contract/quatrix/models.rs"]
mod quatrix;

/// The types of one vendor.
struct Types {
    document: Document,
    shown: BTreeSet<String>,
    planted: usize,
}

impl Types {
    fn of(krate: &str) -> Self {
        Self {
            document: document(&krate.replace('_', "-")),
            shown: BTreeSet::new(),
            planted: 0,
        }
    }

    /// Shows one type with secrets planted. That they are in it is seen when it is written as JSON again.
    fn check<T: DeserializeOwned + Serialize + std::fmt::Debug>(&mut self, name: &str) {
        let schema = self.document.at(&format!("/components/schemas/{name}"));
        let mut planted = 0;
        let value = example(&self.document, schema.expect("the schema"), &mut planted, 0);
        let typed = serde_json::from_str::<T>(&value.to_string());
        let typed = typed.unwrap_or_else(|error| panic!("{name}: {error}: {value}"));
        let kept = serde_json::to_string(&typed).expect("JSON");
        let kept = kept.matches(MARK).count();
        assert_eq!(kept, planted, "{name} keeps what was planted");
        let shown = format!("{typed:?} {typed:#?}");
        assert!(!shown.contains(MARK), "{name} shows a secret: {shown}");
        self.shown.insert(name.to_owned());
        self.planted += planted;
    }

    /// Every schema has been shown, and there were secrets to keep.
    fn are_all(&self) {
        let schemas = self.document.at("/components/schemas");
        let schemas = schemas.map(Node::entries).unwrap_or_default().iter();
        let known: BTreeSet<String> = schemas.map(|schema| schema.key.clone()).collect();
        assert_eq!(known, self.shown, "{}", self.document.name);
        assert!(self.planted > 0, "{}", self.document.name);
    }
}

/// A value of the schema with every member, and a mark in each that is secret. What goes on for ever ends at some depth.
fn example(document: &Document, schema: &Node, planted: &mut usize, depth: usize) -> Value {
    let schema = document.resolve(schema).expect("resolved");
    if let Some([only]) = schema.get("allOf").map(Node::items) {
        return example(document, only, planted, depth);
    }
    if schema.text_of("format") == Some("password") {
        *planted += 1;
        return json!(format!("{MARK}-{planted}"));
    }
    if let Some(first) = schema.get("enum").and_then(|values| values.items().first()) {
        return first.to_json();
    }
    if let Some(inner) = schema.text_of("x-json") {
        let inner = document.at(&format!("/components/schemas/{inner}"));
        let inner = example(document, inner.expect("the schema"), planted, depth + 1);
        return inner.to_string().into();
    }
    let is_decimal = schema.text_of("format") == Some("decimal");
    match schema.text_of("type") {
        Some("integer" | "number") => json!(1),
        Some("string") if is_decimal => json!("1.50"),
        Some("boolean") => json!(true),
        Some("array") => match schema.get("items").filter(|_| depth < 8) {
            Some(items) => json!([example(document, items, planted, depth + 1)]),
            None => json!([]),
        },
        Some("object") => {
            let properties = schema.get("properties").map(Node::entries);
            let properties = properties.unwrap_or_default().iter();
            let members = properties.map(|p| {
                let member = example(document, &p.value, planted, depth + 1);
                (p.key.clone(), member)
            });
            let mut members = members.collect::<Map<_, _>>();
            // What an answer has beside its members may be a token that nobody has described.
            if schema.get("additionalProperties").is_none() {
                *planted += 1;
                let secret = json!(format!("{MARK}-{planted}"));
                members.insert("notDescribed".to_owned(), secret);
            }
            Value::Object(members)
        }
        _ => json!("text"),
    }
}

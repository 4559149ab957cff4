//! Every tree reads back as it was written.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Map, Number, Value, json};

use crate::edit::Tree;
use crate::load::Document;

/// The text as the loader reads it.
fn read(text: &str) -> Value {
    match Document::parse(Path::new("specs/read.yaml"), text.to_owned()) {
        Ok(document) => document.root.to_json(),
        Err(finding) => json!({"error": finding.message, "line": finding.place.line}),
    }
}

/// Texts that readers of YAML trip over, and any others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,8}",
        "[ -~]{0,12}",
        "[-0-9.:eExXoO_+T ]{0,10}",
        "[ab \n\t:#'\"\\-]{0,24}",
        "([a-z]{1,9}[ ]{1,2}){10,40}[a-z.]{0,3}",
        "([ -~]{0,30}\n){1,5}[ -~]{0,9}",
        "[\u{0}-\u{FF}]{0,6}",
        any::<String>(),
        prop::sample::select(vec![
            "null",
            "~",
            "yes",
            "No",
            "on",
            "OFF",
            "true",
            "False",
            "1",
            "0x1F",
            "1e3",
            "-.inf",
            ".nan",
            "2024-05-17",
            "12:30",
            "<<",
            "=",
            "---",
            "...",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "a:",
            ":a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{a",
            "a}",
            "[a",
            "a]",
            "a,b",
            "?",
            "? a",
            "|",
            ">",
            "'",
            "\"",
            "\u{85}",
            "\u{2028}",
            "\u{FEFF}",
            "\u{A0}",
            "",
            " ",
            "\n",
            "\n\n",
            "a\n",
            "a\n\n",
            "\na",
            " a",
            "a ",
            "\ta",
            "a\tb",
            "a\n b",
            "a\nb\n\n",
            "a\r\nb",
            "y",
            "N",
            "1_000",
            "0b1",
            "1.",
            ".5",
            "+1",
            "-",
            "--",
            "3.0.3",
            "1.2",
            "200",
            "null ",
            "k: v, x",
        ])
        .prop_map(str::to_owned),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<f64>().prop_filter_map("finite", Number::from_f64),
        (-1000_i32..1000).prop_filter_map("finite", |n| Number::from_f64(f64::from(n) / 8.0)),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(Value::Number),
        text().prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::vec((text(), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(value in value()) {
        let text = Tree::from(&value).to_yaml();
        prop_assert_eq!(read(&text), value, "{}", text);
    }
}

#[test]
fn it_is_written_as_people_write_it() {
    let value = json!({
        "openapi": "3.0.3",
        "tags": [{"name": "orders", "description": "Orders."}],
        "paths": {"/orders": {"get": {
            "description": "First line.\nSecond line.\n",
            "summary": "A sentence that is so long that it does not fit on one line, and so it goes on below, as people would write it by hand.",
            "responses": {"200": {"description": "Done: yes"}, "404": {"description": "no"}},
        }}},
    });
    let text = Tree::from(&value).to_yaml();
    assert_eq!(
        text,
        "openapi: 3.0.3
paths:
  /orders:
    get:
      description: |
        First line.
        Second line.
      responses: {\"200\": {description: \"Done: yes\"}, \"404\": {description: \"no\"}}
      summary: >-
        A sentence that is so long that it does not fit on one line, and so it goes on below, as
        people would write it by hand.
tags:
  - {description: Orders., name: orders}
"
    );
}

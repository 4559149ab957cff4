//! Whatever stands in a document, an import ends with a spec that keeps to all rules, or with an error. It never panics.

use std::path::Path;

use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use keyfob_import::import;
use serde_json::{Value, json};

/// Values that stand where others are expected.
fn odd() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("x y/{z}?#"),
        json!("ünïcödé \u{202E}"),
        json!("type"),
        json!([]),
        json!([null, {}]),
        json!({}),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": "#"}),
        json!({"a": {"b": []}}),
    ]
}

/// Every place of a document, as a pointer's steps.
fn places(value: &Value, here: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    found.push(here.clone());
    let inner: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| (at.to_string(), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        here.push(key);
        places(value, here, found);
        here.pop();
    }
}

fn put(document: &mut Value, steps: &[String], value: Value) {
    let mut node = document;
    for step in steps {
        node = match node {
            Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
            node => &mut node[step.as_str()],
        };
    }
    *node = value;
}

fn json_of(path: &Path) -> Value {
    Document::read(path).unwrap().root.to_json()
}

/// Each value of the documents is put out of place once, by an odd value that its position picks.
#[test]
fn a_document_with_anything_out_of_place_is_imported_clean_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    let odd = odd();
    let mut faults = Vec::new();
    let mut imported = 0;
    for file in [
        "swagger.json",
        "answers.yaml",
        "parameters.yaml",
        "security.yaml",
        "servers.yaml",
        "bodies.yaml",
    ] {
        let whole = json_of(&Path::new("tests/documents").join(file));
        let mut all = Vec::new();
        places(&whole, &mut Vec::new(), &mut all);
        for (at, steps) in all.iter().enumerate() {
            let mut document = whole.clone();
            let value = odd[at % odd.len()].clone();
            put(&mut document, steps, value.clone());
            std::fs::write(&path, document.to_string()).unwrap();
            let Ok(made) = import("acme", &path) else {
                continue;
            };
            imported += 1;
            let spec = Document::parse(Path::new("acme.yaml"), made.yaml).unwrap();
            if let Some(finding) = lint(&spec).first() {
                faults.push(format!(
                    "{file} {} = {value}: {} [{}]",
                    steps.join("/"),
                    finding.message,
                    finding.rule
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {imported}:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(imported > 500, "{imported}");
}

/// References that go round, and nesting without end, come to one.
#[test]
fn references_that_go_round_come_to_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Round", "version": "1"},
        "paths": {
            "/a": {"$ref": "#/paths/~1b"},
            "/b": {"$ref": "#/paths/~1a"},
            "/c": {"get": {
                "parameters": [{"$ref": "#/components/parameters/P"}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}}},
            }},
            "/d": {"post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}},
                "parameters": [{"name": "q", "in": "query", "style": "deepObject", "schema": {"$ref": "#/components/schemas/T"}}],
                "responses": {"default": {"$ref": "#/components/responses/R"}},
            }},
        },
        "components": {
            "parameters": {"P": {"$ref": "#/components/parameters/P"}},
            "responses": {"R": {"$ref": "#/components/responses/R"}},
            "schemas": {
                "S": {"$ref": "#/components/schemas/S"},
                "T": {"allOf": [{"$ref": "#/components/schemas/T"}, {"type": "object", "properties": {"t": {"$ref": "#/components/schemas/T"}}}]},
            },
        },
    });
    std::fs::write(&path, document.to_string()).unwrap();
    let made = import("acme", &path).unwrap();
    crate::support::clean(&made.yaml);
    assert_eq!(made.report.operations, 2);
}

#[test]
fn nesting_is_refused_before_it_is_too_deep() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.json");
    let deep = format!(
        "{{\"openapi\": \"3.0.0\", \"x\": {}{}}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    std::fs::write(&path, deep).unwrap();
    assert!(import("acme", &path).is_err());
}

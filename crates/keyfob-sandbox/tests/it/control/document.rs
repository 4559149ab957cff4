//! What the document of the control port says is so.

use serde_json::{Map, Value, json};

use super::controlled;
use crate::yaml;

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

#[test]
fn both_forms_of_the_document_say_the_same() {
    let document = yaml::read("control.yaml");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/control.json");
    if std::env::var_os("UPDATE_CONTROL_JSON").is_some() {
        let text = serde_json::to_string_pretty(&document).unwrap();
        std::fs::write(path, text + "\n").unwrap();
    }
    let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(
        json == document,
        "UPDATE_CONTROL_JSON=1 makes control.json of control.yaml"
    );
}

#[tokio::test]
async fn the_port_serves_the_document() {
    let (_sandbox, port) = controlled().await;
    assert_eq!(port.get("/openapi.json").await, yaml::read("control.yaml"));
}

/// Sends the example of every call, and holds every answer against what the document says of its status.
#[tokio::test]
async fn every_example_is_taken_and_answered_as_documented() {
    let (_sandbox, port) = controlled().await;
    let document = yaml::read("control.yaml");
    let mut sent = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = filled(path, &item["parameters"]);
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let body = &operation["requestBody"]["content"]["application/json"];
            if !body.is_null() {
                check(&document, &body["schema"], &body["example"]);
            }
            let method = method.to_uppercase();
            let reply = port.call(&method, &path, body["example"].clone()).await;
            let response = &operation["responses"][reply.status.to_string()];
            assert!(
                !response.is_null(),
                "{method} {path}: {} {}",
                reply.status,
                reply.text
            );
            // What an example names may not be there: a widget's folder, a QR code.
            let absent = reply.status == 404 && ["/qr-scans", "/widgets"].contains(&path.as_str());
            assert!(
                reply.status < 300 || absent,
                "{method} {path}: {}",
                reply.text
            );
            let response = resolved(&document, response);
            let content = &response["content"]["application/json"];
            if !content.is_null() {
                check(&document, &content["schema"], &reply.json());
                if let Some(example) = content.get("example") {
                    check(&document, &content["schema"], example);
                }
            }
            sent += 1;
        }
    }
    assert!(sent >= 20, "{sent}");
}

/// Each kind with the least that its schema wants.
#[tokio::test]
async fn every_documented_kind_of_failure_is_taken() {
    let (_sandbox, port) = controlled().await;
    let document = yaml::read("control.yaml");
    for (kinds, whole, path, status) in [
        ("Failure", "Fail", "/failures", 204),
        ("FeedFailure", "FailFeeds", "/feeds/failures", 200),
    ] {
        let least = least_of_each(&document, kinds);
        for failure in least {
            let body = json!({ "failure": failure });
            let reference = format!("#/components/schemas/{whole}");
            check(&document, &json!({ "$ref": reference }), &body);
            port.call("POST", path, body).await.expect(status);
        }
    }
    let kinds = least_of_each(&document, "Failure").len();
    assert_eq!(port.get("/failures").await["waiting"], kinds);
}

fn least_of_each(document: &Value, name: &str) -> Vec<Map<String, Value>> {
    let kinds = document["components"]["schemas"][name]["oneOf"].as_array();
    let least = kinds.unwrap().iter().map(|kind| {
        let kind = resolved(document, kind);
        let required = kind["required"].as_array().unwrap().iter();
        let least = required.map(|name| {
            let name = name.as_str().unwrap();
            let value = match name {
                "kind" | "how" => kind["properties"][name]["enum"][0].clone(),
                "to" => json!("http://127.0.0.1:1/"),
                "status" => json!(502),
                "code" => json!(1000),
                _ => json!(1),
            };
            (name.to_owned(), value)
        });
        least.collect()
    });
    least.collect()
}

fn filled(path: &str, parameters: &Value) -> String {
    let parameters = parameters.as_array().into_iter().flatten();
    parameters.fold(path.to_owned(), |path, parameter| {
        let example = &parameter["example"];
        let example = example.as_str().map_or(example.to_string(), str::to_owned);
        path.replace(
            &format!("{{{}}}", parameter["name"].as_str().unwrap()),
            &example,
        )
    })
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => value,
    }
}

#[track_caller]
fn check(document: &Value, schema: &Value, value: &Value) {
    let mut whole = Map::new();
    whole.insert(
        "components".into(),
        with_null(document["components"].clone()),
    );
    whole.insert("allOf".into(), json!([schema]));
    let validator = jsonschema::validator_for(&Value::Object(whole)).unwrap();
    if let Err(error) = validator.validate(value) {
        panic!("{error}: {value}");
    }
}

/// OpenAPI 3.0 says `nullable`, of which JSON Schema knows nothing.
fn with_null(schema: Value) -> Value {
    match schema {
        Value::Array(items) => items.into_iter().map(with_null).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            let mut members: Map<_, _> = members
                .map(|(name, value)| (name, with_null(value)))
                .collect();
            if members.get("nullable") == Some(&json!(true)) {
                let kind = json!([members["type"], "null"]);
                members.insert("type".into(), kind);
            }
            Value::Object(members)
        }
        other => other,
    }
}

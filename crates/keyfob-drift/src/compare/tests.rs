use serde_json::{Value, json};

use super::*;

/// A document with one operation, whose answer has this schema and this example.
fn document(schema: Value, example: Value) -> Document {
    let document = json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {
            "operationId": "one",
            "responses": {
                "200": {
                    "headers": {
                        "X-Page": {"required": true, "schema": {"type": "integer"}},
                        "X-Trace": {"schema": {"type": "string"}},
                    },
                    "content": {"application/json": {"schema": schema, "example": example}},
                },
                "204": {"description": "Nothing."},
                "4XX": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}},
            },
        }}},
        "components": {"schemas": {
            "Fault": {"type": "object", "properties": {"code": {"type": "integer"}}},
            "Side": {"type": "string", "enum": ["buy", "sell"]},
            "Row": {"type": "object", "properties": {
                "id": {"type": "integer"},
                "name": {"type": "string", "x-alias": ["title"]},
            }},
        }},
    });
    Document::parse(&document.to_string()).unwrap()
}

fn compared(document: &Document, status: u16, headers: &[(&str, &str)], body: &str) -> Compared {
    let operation = document.operation("one").unwrap();
    let answer = Answer {
        status,
        headers: Some(headers.to_vec()),
        bytes: body.as_bytes(),
        json: serde_json::from_str(body).ok(),
        is_refusal: status >= 400,
    };
    compare(document, &operation, &answer)
}

const HEADERS: [(&str, &str); 2] = [("content-type", "application/json"), ("x-page", "1")];

fn found(compared: &Compared) -> Vec<(Kind, &str, &str, &str)> {
    let findings = compared.findings.iter();
    findings
        .map(|one| {
            (
                one.kind,
                one.at.as_str(),
                one.expected.as_str(),
                one.found.as_str(),
            )
        })
        .collect()
}

/// Compares a body with a schema and an example.
fn body(schema: Value, example: Value, body: Value) -> Vec<(Kind, String, String, String)> {
    let document = document(schema, example);
    let compared = compared(&document, 200, &HEADERS, &body.to_string());
    let found = found(&compared).into_iter();
    found
        .map(|(kind, at, expected, found)| (kind, at.into(), expected.into(), found.into()))
        .collect()
}

fn one(kind: Kind, at: &str, expected: &str, found: &str) -> Vec<(Kind, String, String, String)> {
    vec![(kind, at.into(), expected.into(), found.into())]
}

fn row() -> Value {
    json!({"$ref": "#/components/schemas/Row"})
}

#[test]
fn what_is_as_described_is_seen() {
    let rows = json!({"type": "array", "items": row()});
    let example = json!([{"id": 1, "name": "a"}]);
    let document = document(rows, example);
    // A member that some rows lack, and one by its other name.
    let body = json!([{"id": 1}, {"id": 2.0, "title": "b"}]);
    let compared = compared(&document, 200, &HEADERS, &body.to_string());
    assert!(compared.findings.is_empty(), "{:?}", found(&compared));
    assert_eq!(compared.seen, ["/*/id", "/*/name"]);
    assert!(compared.has_anything);
}

#[test]
fn an_empty_list_is_nothing_to_compare() {
    let document = document(json!({"type": "array", "items": row()}), json!([]));
    let compared = compared(&document, 200, &HEADERS, "[]");
    assert!(compared.findings.is_empty() && !compared.has_anything);
}

#[test]
fn heads() {
    let document = document(row(), json!({"id": 1}));
    let all = |status, headers: &[_], body| {
        let compared = compared(&document, status, headers, body);
        let found = found(&compared);
        found.first().map(|(kind, _, expected, found)| {
            assert_eq!(compared.findings.len(), 1, "{:?}", compared.findings);
            (*kind, (*expected).to_owned(), (*found).to_owned())
        })
    };
    let is = |kind, expected: &str, found: &str| Some((kind, expected.into(), found.into()));
    let fine = r#"{"id": 1}"#;
    assert_eq!(all(200, &HEADERS, fine), None);
    assert_eq!(all(204, &[], "anything"), None);
    assert_eq!(
        all(500, &HEADERS, fine),
        is(Kind::Status, "one of 200, 204, 4XX", "500")
    );
    assert_eq!(
        all(200, &[HEADERS[0]], fine),
        is(Kind::Header, "the header X-Page", "no such header")
    );
    assert_eq!(
        all(200, &[HEADERS[1]], fine),
        is(Kind::ContentType, "application/json", "no content type")
    );
    assert_eq!(
        all(200, &[("content-type", "text/plain;x=y"), HEADERS[1]], fine),
        is(Kind::ContentType, "application/json", "text/plain")
    );
    assert_eq!(
        all(200, &HEADERS, " \n"),
        is(Kind::EmptyBody, "a body of JSON", "nothing")
    );
    assert_eq!(
        all(200, &[("content-type", "text/html"), HEADERS[1]], "<p>"),
        is(Kind::NotJson, "a body of JSON", "text/html")
    );
    assert_eq!(
        all(404, &HEADERS, r#"{"code": "x"}"#),
        is(Kind::Type, "a whole number", "a text of 1 letter")
    );
}

/// Some vendors put refusals into a success.
#[test]
fn a_refusal_inside_of_a_success_is_held_against_the_refusals() {
    let document = document(row(), json!({"id": 1, "name": "a"}));
    let operation = document.operation("one").unwrap();
    let refusal = |body: Value| {
        let answer = Answer {
            status: 200,
            headers: None,
            bytes: b"{}",
            json: Some(body),
            is_refusal: true,
        };
        compare(&document, &operation, &answer)
    };
    assert_eq!(found(&refusal(json!({"code": 7}))), []);
    assert_eq!(
        found(&refusal(json!({"reason": 7}))),
        [(Kind::Unknown, "/reason", "no such member", "a whole number")]
    );
}

#[test]
fn members() {
    let example = json!({"id": 1, "name": "a"});
    assert_eq!(
        body(row(), example.clone(), json!({"id": 1})),
        one(Kind::Missing, "/name", "a text", "no such member")
    );
    // The example lacks it, too.
    assert_eq!(body(row(), json!({"id": 1}), json!({"id": 1})), []);
    assert_eq!(
        body(row(), json!({}), json!({"user_id": [1]})),
        one(Kind::Unknown, "/user_id", "no such member", "a list")
    );
    assert_eq!(
        body(row(), json!({}), json!({"9876543210": {}})),
        one(
            Kind::Unknown,
            "/{10 digits}",
            "no such member",
            "an empty object"
        )
    );
    assert_eq!(
        body(row(), json!({}), json!({"id": null})),
        one(Kind::Null, "/id", "a whole number", "null")
    );
    assert_eq!(body(row(), json!({"id": null}), json!({"id": null})), []);
    assert_eq!(
        body(row(), json!({}), json!({"id": 1.5})),
        one(
            Kind::Type,
            "/id",
            "a whole number",
            "a number with 1 decimal"
        )
    );
    let drifts =
        json!({"type": "object", "properties": {"id": {"type": "integer", "x-drift": ["string"]}}});
    assert_eq!(body(drifts, json!({}), json!({"id": "1"})), []);
}

#[test]
fn lists_and_maps() {
    let rows = json!({"type": "object", "x-answer": ["rows"],
        "properties": {"rows": {"type": "array", "items": row()}}});
    let example = json!({"rows": []});
    assert_eq!(
        body(rows.clone(), example.clone(), json!({"rows": {"id": 1}})),
        one(Kind::SingleItem, "/rows", "a list", "an object")
    );
    assert_eq!(
        body(
            rows.clone(),
            example.clone(),
            json!({"rows": {"0": {"id": 1}}})
        ),
        one(Kind::Type, "/rows", "a list", "an object")
    );
    assert_eq!(
        body(rows.clone(), example.clone(), json!([{"id": 1}])),
        one(
            Kind::Wrapper,
            "",
            "an object with `rows`",
            "what belongs into `rows`"
        )
    );
    assert_eq!(
        body(rows, json!({}), json!({})),
        one(Kind::Missing, "", "one of the members rows", "none of them")
    );
    let map = json!({"type": "object", "additionalProperties": row()});
    assert_eq!(
        body(
            map,
            json!({}),
            json!({"a@b": {"id": 1}, "c@d": {"id": "x"}})
        ),
        one(Kind::Type, "/*/id", "a whole number", "a text of 1 letter")
    );
}

#[test]
fn texts() {
    let with = |member: Value, example: &str, text: &str| {
        let schema = json!({"type": "object", "properties": {"a": member}});
        body(schema, json!({"a": example}), json!({"a": text}))
    };
    let side = json!({"type": "string", "x-known-values": "Side"});
    assert_eq!(with(side.clone(), "buy", "sell"), []);
    assert_eq!(with(side.clone(), "buy", "--"), []);
    assert_eq!(with(side.clone(), "short", "short"), []);
    assert_eq!(
        with(side, "buy", "swap"),
        one(
            Kind::Value,
            "/a",
            "one of the known values",
            "a text of 4 letters"
        )
    );
    let decimal = json!({"type": "string", "format": "decimal"});
    assert_eq!(with(decimal.clone(), "1.50", "-2"), []);
    assert_eq!(with(decimal.clone(), "NA", "free"), []);
    assert_eq!(with(decimal.clone(), "1.50", "N/A"), []);
    assert_eq!(
        with(decimal, "1.50", "free"),
        one(
            Kind::Format,
            "/a",
            "a number as text",
            "a text of 4 letters"
        )
    );
    let text = json!({"type": "string"});
    assert_eq!(with(text.clone(), "2026-01-05", "2027-02-06"), []);
    assert_eq!(with(text.clone(), "word", "2027-02-06"), []);
    assert_eq!(
        with(text, "2026-01-05", "06/02/2027"),
        one(
            Kind::Format,
            "/a",
            "a date like YYYY-00-00",
            "a date like 00/00/YYYY"
        )
    );
}

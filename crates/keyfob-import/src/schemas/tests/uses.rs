//! Bodies that are no objects, unions, forms, parameters, examples, and taking back.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;

use super::spec::{Bodies, at, made};
use crate::report::Effect;
use crate::schemas::{Schemas, Side};

const SCALARS: &str =
    "List: {type: array, items: {type: object, properties: {size: {type: integer}}}}
Map: {type: object, additionalProperties: {type: integer}}
Text: {type: string}
Level: {type: string, enum: [low, high]}
Anything: {description: Any JSON.}
Free: {type: object}
Number: {type: number}
Nothing: {type: object, properties: {id: {type: string, readOnly: true}}}
Mixed: {oneOf: [{type: string}, {type: object, properties: {a: {type: string}}}]}
";

#[test]
fn whatever_a_body_is_it_is_a_component() {
    let spec = made(SCALARS, |schemas, root| {
        assert!(
            schemas
                .component(at(root, "Number"), "x", Side::Answer)
                .is_err()
        );
        let names = [
            "List", "Map", "Text", "Level", "Anything", "Free", "Nothing", "Mixed",
        ];
        let mut all = |side| {
            names
                .iter()
                .map(|name| schemas.component(at(root, name), name, side).unwrap())
                .collect()
        };
        Bodies {
            requests: all(Side::Request),
            answers: all(Side::Answer),
            ..Bodies::default()
        }
    });
    spec.has("    List:\n");
    spec.has("    ListItemRequest:\n");
    spec.has("    Level:\n      type: string\n      description: The values of `Level`.\n      enum: [low, high]\n");
    assert!(
        spec.notes.iter().any(|note| note.effect == Effect::Loosened
            && note.operation.as_deref() == Some("POST /trial"))
    );
}

#[test]
fn a_union_has_the_members_of_all() {
    let components = "A: {type: object, required: [x], properties: {x: {type: string}}}
B: {type: object, required: [x, y], properties: {x: {type: string}, \"y\": {type: integer}}}
";
    let spec = made(components, |schemas, root| {
        let parts = [at(root, "A"), at(root, "B")];
        Bodies {
            requests: vec![schemas.union(&parts, "do it body", Side::Request).unwrap()],
            answers: vec![schemas.union(&parts, "do it answer", Side::Answer).unwrap()],
            ..Bodies::default()
        }
    });
    spec.has(
        "    DoItAnswer:
      type: object
      x-source: {confidence: docs, from: the vendor's document}
      properties: {x: {type: string}, \"y\": {type: integer, format: int64}}
",
    );
    spec.has("      required: [x]\n");
}

#[test]
fn a_form_holds_plain_values() {
    let components = "Thing:
  type: object
  required: [name, items]
  properties:
    name: {type: string}
    side: {type: string, enum: [buy, sell]}
    items: {type: array, items: {type: string}}
    token: {type: object, properties: {x: {type: string}}}
    any: {}
    note: {type: string, nullable: true}
    price: {type: number}
Empty: {type: string}
";
    let spec = made(components, |schemas, root| {
        assert!(schemas.form(at(root, "Empty"), "x").is_err());
        Bodies {
            forms: vec![schemas.form(at(root, "Thing"), "x").unwrap()],
            requests: vec![
                schemas
                    .component(at(root, "Thing"), "x", Side::Request)
                    .unwrap(),
            ],
            ..Bodies::default()
        }
    });
    spec.has("    ThingForm:\n");
    spec.has("    ThingRequest:\n");
    spec.has("        price: {type: string, format: decimal, ");
    spec.has("A list: the caller joins its items.");
    spec.has("          format: password\n          description: \"An object: the caller writes it as the vendor wants it.\"\n");
}

#[test]
fn parameters_are_plain_and_lists_only_where_they_can_be() {
    let components = "List: {type: array, items: {type: string}}
Numbers: {type: array, items: {type: integer}}
Levels: {type: array, items: {type: string, enum: [low, high]}}
Level: {type: string, enum: [low, high], nullable: true}
Object: {type: object, properties: {a: {type: string}}}
Date: {type: string, format: date}
Time: {type: integer, format: unix-time}
Price: {type: number}
Flag: {type: boolean}
Either: {oneOf: [{type: string}, {type: integer}]}
Password: {type: string, format: password}
";
    let spec = made(components, |schemas, root| {
        let names = [
            "List", "Numbers", "Levels", "Level", "Object", "Date", "Time", "Price", "Flag",
            "Either",
        ];
        let mut parameters = Vec::new();
        for place in ["query", "path", "header"] {
            for name in names {
                let wire = format!("{name}_{place}").to_lowercase();
                let schema = schemas
                    .parameter(at(root, name), &wire, "do it", place == "query")
                    .unwrap();
                let _ = schemas.parameter_example(&schema, None);
                parameters.push((wire, place, schema));
            }
        }
        for (wire, name, place) in [
            ("token", "Date", "path"),
            ("api_key", "Date", "header"),
            ("secret", "Date", "query"),
            ("pin", "Password", "path"),
        ] {
            let schema = schemas
                .parameter(at(root, name), wire, "do it", place == "query")
                .unwrap();
            parameters.push((wire.to_owned(), place, schema));
        }
        Bodies {
            parameters,
            ..Bodies::default()
        }
    });
    spec.has("name: list_query");
    spec.has("schema: {type: array, items: {$ref: \"#/components/schemas/DoItLevelsQueryItem\"}}");
}

#[test]
fn the_vendors_examples_are_taken_where_they_fit() {
    let components = "Thing:
  type: object
  required: [id, password, at]
  properties:
    id: {type: integer, example: 77}
    name: {type: string, example: A vendor's name}
    password: {type: string}
    at: {type: string, format: date-time}
    tags: {type: array, items: {type: string}, example: [one, two, three]}
    key: {type: string, example: sk_live_planted}
  example: {id: '5', name: 3, password: planted, unknown: x, tags: red}
Plain:
  type: object
  required: [id]
  properties: {id: {type: integer, example: 77}, name: {type: string, example: A vendor's name}, key: {type: string, example: sk_live_planted}}
";
    let spec = made(components, |schemas, root| Bodies {
        requests: vec![
            schemas
                .component(at(root, "Thing"), "x", Side::Request)
                .unwrap(),
            schemas
                .component(at(root, "Plain"), "x", Side::Request)
                .unwrap(),
        ],
        ..Bodies::default()
    });
    spec.has("            example: {id: 5, name: \"3\", password: invented-value, at: \"2024-05-17T09:30:00Z\"}\n");
    spec.has("            example: {id: 77, name: A vendor's name, key: key}\n");
    assert!(!spec.text.contains("planted"), "{}", spec.text);
}

#[test]
fn what_was_made_is_taken_back() {
    let components = "A: {type: object, properties: {side: {type: string, enum: [buy, sell]}, b: {$ref: '#/components/schemas/B'}}}
B: {type: object, properties: {x: {oneOf: [{type: string}, {type: integer}]}}}
";
    let spec = made(components, |schemas, root| {
        let first = schemas.checkpoint();
        let name = schemas
            .component(at(root, "A"), "x", Side::Request)
            .unwrap();
        schemas.roll_back(first);
        assert!(!schemas.is_optional(&name));
        let again = schemas
            .component(at(root, "A"), "x", Side::Request)
            .unwrap();
        assert_eq!(name, again);
        assert!(schemas.is_optional(&again));
        Bodies {
            requests: vec![again],
            ..Bodies::default()
        }
    });
    let count = spec
        .notes
        .iter()
        .filter(|note| note.effect == Effect::Loosened)
        .count();
    assert_eq!(count, 1, "{:?}", spec.notes);
    let mut empty = Schemas::new([]);
    let start = empty.checkpoint();
    empty.roll_back(start);
    let (components, notes) = empty.finish(&BTreeSet::new());
    assert!(components == Tree::map() && notes.is_empty());
}

#[test]
fn only_what_is_used_is_there() {
    let components = "A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
B: {type: object, properties: {x: {type: string}}}
C: {type: object, properties: {side: {type: string, enum: [buy, sell]}}}
";
    let spec = made(components, |schemas, root| {
        schemas
            .component(at(root, "C"), "x", Side::Request)
            .unwrap();
        Bodies {
            answers: vec![schemas.component(at(root, "A"), "x", Side::Answer).unwrap()],
            ..Bodies::default()
        }
    });
    assert!(
        !spec.text.contains("CRequest") && !spec.text.contains("CSide"),
        "{}",
        spec.text
    );
    spec.has("    B:\n");
}

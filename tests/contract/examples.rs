//! Every example of every spec fits its schema, and survives its generated type.

use keyfob_codegen::load::{Kind, Node};
use serde_json::{Map, Value};

use crate::contract::json::canon;
use crate::contract::openapi::validator;
use crate::contract::quatrix;
use crate::contract::spec::{Described, examples, schema};
use crate::contract::vendors::{Vendor, vendors};

#[test]
fn every_example_fits_its_schema() {
    for vendor in vendors() {
        let (count, misfits) = misfits(&vendor.described);
        assert_eq!(misfits, Vec::<String>::new());
        assert!(
            count > vendor.operations().len(),
            "{}: {count} examples",
            vendor.api.name
        );
        println!("{}: {count} examples", vendor.api.name);
    }
}

#[test]
fn every_example_survives_its_type() {
    for vendor in vendors() {
        assert_eq!(losses(&vendor, &vendor.described), Vec::<String>::new());
    }
}

/// Every exact decimal of every answer keeps more digits than a binary float has.
#[test]
fn every_decimal_is_exact() {
    for vendor in vendors() {
        let asked = vendor.described.asked();
        let mut count = 0;
        for model in vendor.models.iter().filter(|one| !asked.contains(one.name)) {
            let properties = vendor.described.schema(model.name).get("properties");
            for property in properties.map(Node::entries).unwrap_or_default() {
                if property.value.text_of("format") != Some("decimal") {
                    continue;
                }
                let number = match property.value.text_of("type") {
                    Some("string") => format!("\"{DIGITS}\""),
                    _ => DIGITS.to_owned(),
                };
                let kept = (model.recode)(&format!("{{\"{}\":{number}}}", property.key)).unwrap();
                let place = format!("{}.{}", model.name, property.key);
                assert!(kept.contains(&format!(":{number}")), "{place}: {kept}");
                count += 1;
            }
        }
        assert!(count > 0, "{}", vendor.api.name);
        println!("{}: {count} decimals", vendor.api.name);
    }
}

const DIGITS: &str = "12345678901.123456789";

/// Both checks notice a broken example, wherever it stands.
#[test]
fn a_broken_example_is_noticed() {
    let vendor = quatrix::vendor();
    let title = "value: {status: A, title: Example Studio";
    for (good, broken, is_lossy) in [
        // A name that the schema does not have: an answer keeps it, a request does not.
        (title, title.replace("title", "titel"), false),
        (
            SECOND_FACTOR,
            SECOND_FACTOR.replace("PIN", "PIN, more: x"),
            true,
        ),
        // A type that it does not say.
        (
            "{msg: Too many requests, code: -1}",
            "{msg: Too many requests, code: many}".to_owned(),
            true,
        ),
        (
            "{msg: Too many requests, code: -1}",
            "{msg: Too many requests, code: \"-1\"}".to_owned(),
            true,
        ),
        (
            "              token: 03AFcWeA-5xL9mQ2vTzRk_7uJd",
            "              token: 5".to_owned(),
            true,
        ),
        // A word that a closed enum does not have, and a member that is wanted and missing.
        (SECOND_FACTOR, SECOND_FACTOR.replace("PIN", "pin"), true),
        (
            SECOND_FACTOR,
            SECOND_FACTOR.replace(", auth_type: PIN", ""),
            true,
        ),
        // Parameters and headers, which have no type of their own.
        (
            "example: 03AFcWeA/5xL9mQ2vTzRk+7uJd=",
            "example: 5".to_owned(),
            false,
        ),
        ("example: 71\n", "example: seventy-one\n".to_owned(), false),
    ] {
        let described = vendor.described.altered(good, &broken);
        let (_, misfits) = misfits(&described);
        assert!(!misfits.is_empty(), "{broken} fits");
        assert_eq!(
            !losses(&vendor, &described).is_empty(),
            is_lossy,
            "{broken} is kept"
        );
    }
}

/// Examples that are not what their schemas say, and how many examples there are.
fn misfits(described: &Described) -> (usize, Vec<String>) {
    let mut found = (0, Vec::new());
    visit(&described.document.root, &mut |node| {
        let (schema, examples) = match (node.get("schema"), node.get("type"), node.get("example")) {
            (Some(schema), ..) => (schema, examples(node)),
            (
                None,
                Some(Node {
                    kind: Kind::Text(_),
                    ..
                }),
                Some(example),
            ) => (node, vec![(String::new(), example.to_json())]),
            _ => return,
        };
        let validator = validator(&described.document, schema);
        for (name, example) in examples {
            found.0 += 1;
            let place = format!("{}:{} {name}", described.spec.name, node.place.line);
            let errors = validator.iter_errors(&example);
            found
                .1
                .extend(errors.map(|error| format!("{place}: {} {error}", error.instance_path())));
        }
    });
    found
}

/// Examples of bodies that are not the same after their type has read and written them.
fn losses(vendor: &Vendor, described: &Described) -> Vec<String> {
    let mut losses = Vec::new();
    let mut check = |schema: Option<&str>, place: String, example: &Value| {
        let Some(schema) = schema else { return };
        match vendor.model(schema).kept(example) {
            Err(why) => losses.push(format!("{place}: {why}")),
            Ok(kept)
                if canon(&opened(&kept)) != canon(&opened(&described.settled(schema, example))) =>
            {
                losses.push(format!("{place}: {kept}"))
            }
            Ok(_) => {}
        }
    };
    for operation in &described.spec.operations {
        let asked = schema(&operation.body);
        for (name, example) in described.requests(operation) {
            check(asked, format!("{} request {name}", operation.id), &example);
        }
        for answer in &operation.answers {
            let answered = schema(&answer.content);
            for (name, example) in described.answers(operation, answer.status) {
                check(
                    answered,
                    format!("{} {} {name}", operation.id, answer.status),
                    &example,
                );
            }
        }
    }
    losses
}

/// The value with JSON in the place of texts that hold JSON: there it does not matter how it is written.
fn opened(value: &Value) -> Value {
    let mut value = value.clone();
    for member in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
        let text = member.as_str().unwrap_or_default();
        if let Ok(inner @ Value::Object(_)) = serde_json::from_str(text) {
            *member = inner;
        }
    }
    value
}

const SECOND_FACTOR: &str =
    "example: {ids: [6025d18f-e48a-4d45-9685-28f18a82e265], auth_type: PIN}";

fn visit<'a>(node: &'a Node, look: &mut dyn FnMut(&'a Node)) {
    look(node);
    node.items().iter().for_each(|item| visit(item, look));
    // What stands in an example is data, even if it looks like a schema.
    let entries = node
        .entries()
        .iter()
        .filter(|entry| !["example", "examples"].contains(&&*entry.key));
    entries.for_each(|entry| visit(&entry.value, look));
}

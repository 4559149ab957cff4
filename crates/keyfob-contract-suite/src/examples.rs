//! Every example of every spec fits its schema, and survives its generated type.

use keyfob_codegen::load::{Kind, Node};
use serde_json::{Map, Value};

use crate::json::canon;
use crate::openapi::validator;
use crate::spec::{Described, schema};
use crate::vendor::Vendor;

/// Every example fits its schema; the number of examples.
pub fn every_example_fits_its_schema(vendor: &Vendor) -> usize {
    let (count, misfits) = misfits(&vendor.described);
    assert_eq!(misfits, Vec::<String>::new());
    count
}

/// Every example survives its generated type.
pub fn every_example_survives_its_type(vendor: &Vendor) {
    assert_eq!(losses(vendor, &vendor.described), Vec::<String>::new());
}

/// Every exact decimal of every answer keeps more digits than a binary float has; the number of these.
pub fn every_decimal_is_exact(vendor: &Vendor) -> usize {
    let asked = vendor.described.asked();
    let mut count = 0;
    for model in vendor.models.iter().filter(|one| !asked.contains(one.name)) {
        let properties = vendor.described.schema(model.name).get("properties");
        for property in properties.map(Node::entries).unwrap_or_default() {
            if property.value.text_of("format") != Some("decimal")
                || property.value.get("x-time").is_some()
            {
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
    count
}

const DIGITS: &str = "12345678901.123456789";

/// Examples that are not what their schemas say, and how many examples there are.
pub fn misfits(described: &Described) -> (usize, Vec<String>) {
    let mut found = (0, Vec::new());
    visit(&described.document.root, &mut |node| {
        let (schema, examples) = match (node.get("schema"), node.get("type"), node.get("example")) {
            (Some(schema), ..) => (schema, described.examples_of(node)),
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
pub fn losses(vendor: &Vendor, described: &Described) -> Vec<String> {
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

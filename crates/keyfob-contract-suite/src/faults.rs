//! Errors: what each example means, and errors inside a success.

use std::collections::BTreeSet;

use keyfob_codegen::model::Faults;
use keyfob_core::Error;
use serde_json::{Value, json};

use crate::registry::Outcome;
use crate::stage::{Stage, pointed};
use crate::vendor::Vendor;

/// What an error example must become: operation, status and example, with a `*` for anything, and the name of the variant.
/// The first line that fits counts.
pub type Meaning = (&'static str, &'static str, &'static str, &'static str);

/// Each error example becomes the variant that the table names, and each line of the table is for something: what is not as it
/// should be, and the number of errors.
pub async fn meanings(vendor: &Vendor, meanings: &'static [Meaning]) -> (Vec<String>, usize) {
    let (mut wrong, mut count, mut used) = (Vec::new(), 0, BTreeSet::new());
    let stage = Stage::of(vendor).await;
    for operation in vendor.operations() {
        let call = stage.calls(operation).remove(0);
        for (name, answer) in stage.answers(operation) {
            let status = answer.reply.status;
            if status < 300 || answer.as_written {
                continue;
            }
            let place = format!("{} {status} {name}", stage.name(operation));
            let line = meaning(meanings, &operation.id, status, &name);
            let (at, expected) = line.unwrap_or_else(|| panic!("{place} is in no table"));
            used.insert(at);
            count += 1;
            let variant = variant(&failed(stage.play(&call, &answer).await, &place));
            if variant != expected {
                wrong.push(format!("{place}: {variant}, not {expected}"));
            }
        }
    }
    let idle = (0..meanings.len()).filter(|at| !used.contains(at));
    wrong.extend(idle.map(|at| format!("{:?} is for nothing", meanings[at])));
    (wrong, count)
}

/// An error body that the spec's marks give away is an error with status 200, too, and says the same; the number of these.
pub async fn errors_inside_a_success_are_errors(vendor: &Vendor) -> usize {
    let mut count = 0;
    let stage = Stage::of(vendor).await;
    let faults = &vendor.described.spec.faults;
    for operation in vendor.operations() {
        let call = stage.calls(operation).remove(0);
        for (name, mut answer) in stage.answers(operation) {
            let body = answer.reply.body.clone();
            // What is read as it comes is not looked into.
            let is_out = answer.reply.status < 300 || operation.streams();
            if is_out || !is_marked(faults, &body) {
                continue;
            }
            let place = format!("{} 200 {name}", stage.name(operation));
            answer.status = Some(200);
            let error = failed(stage.play(&call, &answer).await, &place);
            assert_eq!(
                error.status().map(|status| status.as_u16()),
                Some(200),
                "{place}"
            );
            assert_eq!(
                error.code(),
                pointed(&body, &faults.code).as_deref(),
                "{place}"
            );
            assert_eq!(
                error.message(),
                pointed(&body, &faults.message).as_deref(),
                "{place}"
            );
            count += 1;
        }
    }
    count
}

/// A list is no object, even if it has no more elements than the object has members, and an object is no list.
pub async fn an_answer_of_another_shape_is_none(vendor: &Vendor) {
    let stage = Stage::of(vendor).await;
    for (kind, other) in [("object", json!(["a"])), ("array", json!({"a": 1}))] {
        let mut mock = stage.server.mock(|_, then| {
            then.status(200).json_body(other);
        });
        let operations = vendor.operations().iter().filter(|one| {
            let success = one.success().and_then(|content| content.schema.as_deref());
            success.is_some_and(|name| vendor.described.schema(name).text_of("type") == Some(kind))
        });
        for operation in operations {
            let place = stage.name(operation);
            match failed(stage.call(&stage.calls(operation).remove(0)).await, &place) {
                Error::Undecodable { status, .. } if kind == "object" => {
                    assert_eq!(status, 200, "{place}");
                }
                // An object may say why there is no list.
                Error::Incomplete { member: "list", .. } if kind == "array" => {}
                other => panic!("{place}: {other:?}"),
            }
        }
        mock.delete();
    }
}

/// The first line that fits, and its place.
fn meaning(
    lines: &'static [Meaning],
    operation: &str,
    status: u16,
    example: &str,
) -> Option<(usize, &'static str)> {
    let status = status.to_string();
    let fits = |pattern: &str, text: &str| match pattern.split_once('*') {
        Some((start, end)) => text.starts_with(start) && text.ends_with(end),
        None => pattern == text,
    };
    let mut lines = lines.iter().enumerate();
    let line = lines.find(|(_, (of, at, named, _))| {
        fits(of, operation) && fits(at, &status) && fits(named, example)
    });
    line.map(|(at, (.., variant))| (at, *variant))
}

/// The error that a call came to.
pub fn failed(outcome: Outcome, place: &str) -> Error {
    match outcome {
        Outcome::Failed(error) => error,
        other => panic!("{place} was taken for a success: {other:?}"),
    }
}

/// The name of the variant: `Debug` begins with it.
pub fn variant(error: &Error) -> String {
    let shown = format!("{error:?}");
    shown
        .split(['(', ' '])
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn is_marked(faults: &Faults, body: &Value) -> bool {
    faults
        .in_success
        .iter()
        .any(|(at, wanted)| match (body.pointer(at), wanted) {
            (None | Some(Value::Null | Value::Bool(false)), _) => false,
            (Some(Value::String(text)), Some(wanted)) => text.eq_ignore_ascii_case(wanted),
            (Some(Value::String(text)), None) => !text.is_empty(),
            (Some(_), wanted) => wanted.is_none(),
        })
}

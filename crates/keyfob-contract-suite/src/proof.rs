//! No operation takes an error for its answer: what vendors were seen to send with 200 in its place, to every operation.

use keyfob_codegen::model::Operation;
use serde_json::{Value, json};

use crate::registry::Outcome;
use crate::stage::Stage;
use crate::vendor::Vendor;

/// What came in the place of books and lists (field reports 2), and its relatives.
fn strangers(proof: &[String]) -> Vec<Value> {
    let mut shapes = vec![
        json!({}),
        json!({"code": 400, "message": "Please try later"}),
        json!({"code": 400, "type": "x", "message": "Please try later", "description": "later"}),
        json!({"message": "Unauthorized"}),
        json!({"stat": "not ok"}),
        json!({"stat": "the order system is busy"}),
        json!({"Fault": {"code": 1, "message": "no"}}),
    ];
    for member in proof {
        for inner in [
            json!(null),
            json!("No such book today"),
            json!({"code": 400, "message": "no"}),
            json!({"fault": {"code": 400, "message": "no"}}),
            json!([{"code": 400, "message": "no"}]),
            json!([{"stat": "Not_Ok", "errMsg": "no"}]),
        ] {
            shapes.push(json!({ member: inner }));
        }
    }
    shapes
}

/// Whether errors of this vendor have members of these names, so that such a body can be told from an answer.
fn is_of_errors(vendor: &Vendor, body: &Value, proof: &[String]) -> bool {
    let faults = &vendor.described.spec.faults;
    let marks = faults.in_success.iter().map(|(at, _)| at);
    let pointers = faults.code.iter().chain(&faults.message).chain(marks);
    let names: Vec<_> = pointers.flat_map(|at| at.split('/')).collect();
    let known = |value: &Value| {
        value
            .as_object()
            .is_none_or(|members| members.keys().all(|name| names.contains(&name.as_str())))
    };
    let inner = proof.iter().filter_map(|member| body.get(member));
    inner.into_iter().all(|value| match value {
        Value::Array(rows) => rows.iter().all(known),
        other => known(other),
    })
}

/// Whether a text stands in it where the answer has a text anyhow: nobody can tell that from another.
fn is_any_text(vendor: &Vendor, operation: &Operation, body: &Value) -> bool {
    let schema = operation
        .success()
        .and_then(|content| content.schema.as_deref());
    let members = body.as_object().into_iter().flatten();
    let mut texts = members.filter(|(_, value)| value.is_string());
    texts.any(|(name, _)| {
        let properties = schema.and_then(|name| vendor.described.schema(name).get("properties"));
        let own = properties.and_then(|properties| properties.get(name));
        own.is_some_and(|own| own.text_of("type") == Some("string"))
    })
}

/// No operation takes an error for its answer; the number of answers that are none.
pub async fn no_operation_takes_an_error_for_its_answer(vendor: &Vendor) -> usize {
    let mut count = 0;
    let stage = Stage::of(vendor).await;
    for operation in vendor.operations() {
        if operation.proof.is_empty() {
            continue;
        }
        let call = stage.calls(operation).remove(0);
        for body in strangers(&operation.proof) {
            let is_told = is_of_errors(vendor, &body, &operation.proof)
                && !is_any_text(vendor, operation, &body);
            if !is_told {
                continue;
            }
            let mut mock = stage.server.mock(|_, then| {
                then.status(200).json_body(body.clone());
            });
            let outcome = stage.call(&call).await;
            let place = format!("{} {body}", stage.name(operation));
            match outcome {
                Outcome::Answered { .. } => panic!("{place}: taken for an answer"),
                Outcome::Failed(error) => assert!(
                    error.status().is_some_and(|status| status == 200),
                    "{place}: {error:?}"
                ),
            }
            count += 1;
            mock.delete();
        }
    }
    count
}

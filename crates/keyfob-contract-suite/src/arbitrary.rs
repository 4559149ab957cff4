//! Any bytes at all, as the answer to every operation: they come to a value or to an error, and never to a panic.

use std::cell::Cell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::spec::schema;
use crate::vendor::Vendor;

/// Runs of each kind of bytes for each type.
const RUNS: u32 = 16;

/// An answer type: an operation and a status that bring it, and what it looks like.
struct Answered {
    operation: String,
    status: u16,
    example: Value,
}

/// Every type that is the answer of an operation, errors included.
fn answered(vendor: &Vendor) -> BTreeMap<String, Answered> {
    let mut all = BTreeMap::new();
    for operation in vendor.operations() {
        for answer in &operation.answers {
            let Some(schema) = schema(&answer.content) else {
                continue;
            };
            let examples = vendor.described.answers(operation, answer.status);
            let (_, example) = examples.into_iter().next().unwrap();
            let answered = Answered {
                operation: operation.id.clone(),
                status: answer.status,
                example,
            };
            all.entry(schema.to_owned()).or_insert(answered);
        }
    }
    all
}

/// The pieces that JSON is made of, some that it should not be made of, and the type's own members.
fn pieces(example: &Value) -> Vec<Vec<u8>> {
    let mut pieces: Vec<Vec<u8>> = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "18446744073709551616",
        "0.10000000000000000000000000000001",
        "NaN",
        "{}",
        "[]",
        "[{},{}]",
        "\"\"",
        "\"x\"",
        " ",
        "\n",
        "<html>",
        "\u{feff}",
        "\u{0}",
        "\"stat\":\"Not_Ok\"",
        "\"1970-99-99\"",
        "-9223372036854775809",
    ]
    .iter()
    .map(|piece| piece.as_bytes().to_vec())
    .collect();
    pieces.push(b"\xff\xfe".to_vec());
    pieces.push(b"[".repeat(200));
    pieces.push(b"{\"data\":".repeat(200));
    collect(example, &mut pieces);
    pieces
}

fn collect(value: &Value, pieces: &mut Vec<Vec<u8>>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                pieces.push(format!("\"{name}\":").into_bytes());
                collect(member, pieces);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, pieces)),
        other => pieces.push(other.to_string().into_bytes()),
    }
}

/// Bytes of three kinds: any, pieces in any order, and an answer to which something happened.
fn bytes(example: &Value) -> impl Strategy<Value = Vec<u8>> {
    let pieces = pieces(example);
    let whole = example.to_string().into_bytes();
    let damage = vec((any::<Index>(), 0..12_usize, select(pieces.clone())), 1..6);
    prop_oneof![
        vec(any::<u8>(), 0..120),
        vec(select(pieces), 0..40).prop_map(|pieces| pieces.concat()),
        damage.prop_map(move |damages| {
            let mut bytes = whole.clone();
            for (at, length, piece) in damages {
                let from = at.index(bytes.len() + 1);
                let to = (from + length).min(bytes.len());
                bytes.splice(from..to, piece);
            }
            bytes
        }),
    ]
}

/// What became of bytes.
#[derive(Debug, Default, Clone, Copy)]
pub struct Came {
    /// To how many types they came.
    pub types: usize,
    /// How often they were a value.
    pub values: usize,
    /// How often they were an error.
    pub errors: usize,
}

/// No bytes make any answer type panic.
pub fn no_bytes_make_any_answer_type_panic(vendor: &Vendor) -> Came {
    let (values, errors) = (Cell::new(0), Cell::new(0));
    let all = answered(vendor);
    for (name, answered) in &all {
        let Answered {
            operation,
            status,
            example,
        } = answered;
        let (receive, recode) = (vendor.model(name).receive, vendor.model(name).recode);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: RUNS * 3,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let outcome = runner.run(&bytes(example), |bytes| {
            // As the answer that it should be, as one of another kind, and on its own.
            for status in [*status, 200, 401, 500] {
                match receive(vendor.api, operation, status, &bytes) {
                    Ok(()) => values.set(values.get() + 1),
                    Err(error) => {
                        errors.set(errors.get() + 1);
                        let shown = format!("{error} {error:?}");
                        prop_assert!(shown.len() < 20_000, "{}", shown.len());
                    }
                }
            }
            let _ = recode(&String::from_utf8_lossy(&bytes));
            Ok(())
        });
        if let Err(why) = outcome {
            panic!("{} {name}, answer to {operation}: {why}", vendor.api.name);
        }
    }
    Came {
        types: all.len(),
        values: values.get(),
        errors: errors.get(),
    }
}

/// What comes with the type's own example comes through: the check calls what a call calls.
pub fn every_answer_type_is_reached(vendor: &Vendor) {
    for (name, answered) in answered(vendor) {
        let bytes = answered.example.to_string().into_bytes();
        let receive = vendor.model(&name).receive;
        let outcome = receive(vendor.api, &answered.operation, answered.status, &bytes);
        assert_eq!(
            outcome.is_ok(),
            answered.status < 300,
            "{name}: {outcome:?}"
        );
    }
}

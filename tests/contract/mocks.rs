//! The typed mocks take what they were told to expect, and nothing else.

use serde_json::Value;

use crate::contract::kotak_neo;
use crate::contract::registry::{Reply, Sent};
use crate::contract::spec::schema;
use crate::contract::stage::{Call, Stage};
use crate::contract::vendors::{Vendor, vendors};

/// For each credential, parameter and body: a mock that expects another one is not met.
#[tokio::test]
async fn a_mock_with_another_expectation_is_not_met() {
    let mut count = 0;
    for vendor in vendors() {
        let stage = Stage::of(vendor).await;
        for operation in stage.vendor.operations() {
            for call in stage.calls(operation) {
                let name = stage.name(operation);
                assert_eq!(hits(&stage, &call, &call.sent).await, 1, "{name}");
                for (what, other) in others(&stage, &call) {
                    let hits = hits(&stage, &call, &other).await;
                    assert_eq!(hits, 0, "{name}: any {what} will do");
                    count += 1;
                }
            }
        }
    }
    println!("{count} other expectations");
}

/// A mock that expects nothing in particular takes the calls of its own operation, and of no other.
#[tokio::test]
async fn a_mock_takes_no_other_operation() {
    for vendor in vendors() {
        let stage = Stage::of(vendor).await;
        let operations = stage.vendor.operations();
        // The first mock that fits takes a call, so all are there at once, and again the other way round: of two that take
        // the same call, each is once before the other.
        for is_reversed in [false, true] {
            let mut order: Vec<_> = operations.iter().collect();
            if is_reversed {
                order.reverse();
            }
            let bare = |id: &str| (stage.vendor.entry(id).bare)(&stage.server);
            let mut mocks: Vec<_> = order.iter().map(|one| (&one.id, bare(&one.id))).collect();
            for (at, operation) in operations.iter().enumerate() {
                // Only what the operation asks for: the first call of all holds every credential.
                let place = stage.name(operation);
                let (_, own) = mocks.iter().find(|(id, _)| **id == operation.id).unwrap();
                let before = own.calls();
                stage.call(&stage.calls(operation).pop().unwrap()).await;
                let is_own = own.calls() == before + 1;
                let taken: usize = mocks.iter().map(|(_, mock)| mock.calls()).sum();
                assert_eq!(taken, at + 1, "{place}");
                assert!(is_own, "another mock takes {place}");
            }
            mocks.iter_mut().for_each(|(_, mock)| mock.delete());
        }
    }
}

/// One URL, two operations: only the view session tells them apart.
#[tokio::test]
async fn the_two_steps_of_neo_are_told_apart() {
    let stage = Stage::of(kotak_neo::vendor()).await;
    let steps = ["login", "session_2fa"];
    for order in [steps, ["session_2fa", "login"]] {
        // Both at once, and it must not matter which one is asked first.
        let mocks = order.map(|id| (id, (stage.vendor.entry(id).bare)(&stage.server)));
        for step in steps {
            let operation = stage.vendor.described.operation(step).unwrap();
            stage.call(&stage.calls(operation).pop().unwrap()).await;
        }
        for (id, mut mock) in mocks {
            assert_eq!(mock.calls(), 1, "{id}");
            mock.delete();
        }
    }
}

async fn hits(stage: &Stage, call: &Call<'_>, expected: &Sent) -> usize {
    let operation = call.operation;
    let (_, body) = stage
        .vendor
        .described
        .answers(operation, operation.answers[0].status)
        .remove(0);
    let reply = Reply {
        status: operation.answers[0].status,
        body,
        ..Reply::default()
    };
    let entry = stage.vendor.entry(&operation.id);
    let mut mock = (entry.mock)(&stage.server, call.way, expected, &reply, &|_, _| {});
    stage.call(call).await;
    let hits = mock.calls();
    mock.delete();
    hits
}

/// The same call with one thing different, by the name of what is.
fn others(stage: &Stage, call: &Call<'_>) -> Vec<(String, Sent)> {
    let credentials = call.operation.security.get(call.way).into_iter().flatten();
    let credentials = credentials.map(|name| {
        let other = Some(name.clone());
        (
            name.clone(),
            Sent {
                other,
                ..call.sent.clone()
            },
        )
    });
    let described = &stage.vendor.described;
    let inputs = call.sent.inputs.iter().flat_map(|(name, value)| {
        let different = match (name.as_str(), schema(&call.operation.body)) {
            ("body", Some(body)) => changed(&stage.vendor, body, value),
            // The typed mocks expect no bytes.
            ("body", None) => Vec::new(),
            _ => described.others(described.parameter_schema(call.operation, name), value),
        };
        different.into_iter().map(|value| {
            let mut sent = call.sent.clone();
            sent.inputs.insert(name.clone(), value);
            (name.clone(), sent)
        })
    });
    credentials.chain(inputs).collect()
}

/// The body with another value in one of its members, as far as its type has one.
fn changed(vendor: &Vendor, schema: &str, body: &Value) -> Vec<Value> {
    let members = body.as_object().into_iter().flatten();
    let changed = members.flat_map(|(key, value)| {
        let properties = vendor.described.schema(schema).get("properties").unwrap();
        let others = vendor.described.others(properties.get(key).unwrap(), value);
        let is_possible = |other: &Value| (vendor.model(schema).recode)(&other.to_string()).is_ok();
        let mut bodies = others.into_iter().map(|other| {
            let mut body = body.clone();
            body[key] = other;
            body
        });
        bodies.find(is_possible)
    });
    changed.collect()
}

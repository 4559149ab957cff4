//! The typed mocks take what they were told to expect, and nothing else.

use serde_json::Value;

use crate::contract::kotak_neo;
use crate::contract::registry::{Reply, Sent};
use crate::contract::stage::{Call, Stage};
use crate::contract::vendors::vendors;

/// For each credential, parameter and body: a mock that expects another one is not met.
#[tokio::test]
async fn a_mock_with_another_expectation_is_not_met() {
    let mut count = 0;
    for vendor in vendors() {
        let stage = Stage::of(vendor).await;
        for operation in stage.vendor.operations() {
            for call in stage.calls(operation) {
                for (what, other) in others(&stage, &call) {
                    let name = stage.name(operation);
                    assert_eq!(hits(&stage, &call, &call.sent).await, 1, "{name}");
                    assert_eq!(
                        hits(&stage, &call, &other).await,
                        0,
                        "{name}: any {what} will do"
                    );
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
        for expected in stage.vendor.operations() {
            let mut mock = (stage.vendor.entry(&expected.id).bare)(&stage.server);
            for operation in stage.vendor.operations() {
                let before = mock.calls();
                // Only what the operation asks for: the first call of all holds every credential.
                let call = stage.calls(operation).pop().unwrap();
                stage.call(&call).await;
                let (taken, is_own) = (mock.calls() - before, operation.id == expected.id);
                let place = format!("{} for {}", stage.name(operation), expected.id);
                assert_eq!(taken, usize::from(is_own), "{place}");
            }
            mock.delete();
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
        (
            name.clone(),
            Sent {
                other: Some(name.clone()),
                ..call.sent.clone()
            },
        )
    });
    let inputs = call.sent.inputs.iter().flat_map(|(name, value)| {
        let different = match value {
            Value::Object(members) => members.keys().map(|key| changed(value, key)).collect(),
            _ => vec![another(value)],
        };
        different.into_iter().map(|value| {
            let mut sent = call.sent.clone();
            sent.inputs.insert(name.clone(), value);
            (name.clone(), sent)
        })
    });
    let model = stage
        .vendor
        .entry(&call.operation.id)
        .body
        .map(|body| stage.vendor.model(body));
    let is_possible = |(name, sent): &(String, Sent)| {
        // A closed enum of one word cannot be anything else.
        name != "body" || model.is_none_or(|m| (m.recode)(&sent.inputs["body"].to_string()).is_ok())
    };
    credentials.chain(inputs).filter(is_possible).collect()
}

fn changed(body: &Value, key: &str) -> Value {
    let mut changed = body.clone();
    changed[key] = another(&body[key]);
    changed
}

fn another(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::String(text) => Value::String(format!("{text}0")),
        other => panic!("nothing else than {other} is known"),
    }
}

//! The typed mocks take what they were told to expect, and nothing else.

use std::collections::BTreeSet;

use keyfob_codegen::model::Operation;
use serde_json::Value;

use crate::registry::{Reply, Sent};
use crate::spec::{Described, schema};
use crate::stage::{Call, Stage};
use crate::vendor::Vendor;

/// For each credential, parameter and body: a mock that expects another one is not met. The number of other expectations.
pub async fn a_mock_with_another_expectation_is_not_met(vendor: &Vendor) -> usize {
    let mut count = 0;
    let stage = Stage::of(vendor).await;
    for operation in vendor.operations() {
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
    count
}

/// A mock that expects nothing in particular takes the calls of its own operation, and of no other.
pub async fn a_mock_takes_no_other_operation(vendor: &Vendor) {
    let stage = Stage::of(vendor).await;
    for operations in alike(vendor) {
        // The first mock that fits takes a call, so all are there at once, and again the other way round: of two that take
        // the same call, each is once before the other.
        for is_reversed in [false, true] {
            let mut order = operations.clone();
            if is_reversed {
                order.reverse();
            }
            let bare = |id: &str| (vendor.entry(id).bare)(&stage.server);
            let mut mocks: Vec<_> = order.iter().map(|one| (&one.id, bare(&one.id))).collect();
            for operation in &operations {
                // Only what the operation asks for: the first call of all holds every credential.
                let place = stage.name(operation);
                let (_, own) = mocks.iter().find(|(id, _)| **id == operation.id).unwrap();
                let before = own.calls();
                let outcome = stage.call(&stage.calls(operation).pop().unwrap()).await;
                let after = own.calls();
                assert_eq!(
                    after,
                    before + 1,
                    "no mock or another takes {place}: {outcome:?}"
                );
            }
            let taken: usize = mocks.iter().map(|(_, mock)| mock.calls()).sum();
            assert_eq!(taken, operations.len(), "{}", vendor.api.name);
            mocks.iter_mut().for_each(|(_, mock)| mock.delete());
        }
    }
}

/// The operations, those together that a mock could mistake for each other: of one method, with paths of one length.
fn alike(vendor: &Vendor) -> Vec<Vec<&Operation>> {
    let spec = &vendor.described.spec;
    let lengths = |operation| -> BTreeSet<usize> {
        let paths = spec.paths_of(operation);
        paths.map(|path| path.matches('/').count()).collect()
    };
    let mut all: Vec<(&str, BTreeSet<usize>, Vec<&Operation>)> = Vec::new();
    for operation in vendor.operations() {
        let mut found = (operation.method.as_str(), lengths(operation), Vec::new());
        let is_like = |other: &(&str, BTreeSet<usize>, _), own: &BTreeSet<usize>| {
            other.0 == operation.method && !other.1.is_disjoint(own)
        };
        while let Some(at) = all.iter().position(|other| is_like(other, &found.1)) {
            let (_, lengths, operations) = all.remove(at);
            found.1.extend(lengths);
            found.2.extend(operations);
        }
        found.2.push(operation);
        all.push(found);
    }
    all.into_iter()
        .map(|(_, _, operations)| operations)
        .collect()
}

async fn hits(stage: &Stage<'_>, call: &Call<'_>, expected: &Sent) -> usize {
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
fn others(stage: &Stage<'_>, call: &Call<'_>) -> Vec<(String, Sent)> {
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
            ("body", Some(body)) => changed(stage.vendor, body, value),
            // The typed mocks expect no bytes.
            ("body", None) => Vec::new(),
            _ => other_parameters(described, call.operation, name, value),
        };
        different.into_iter().map(|value| {
            let mut sent = call.sent.clone();
            sent.inputs.insert(name.clone(), value);
            (name.clone(), sent)
        })
    });
    credentials.chain(inputs).collect()
}

/// Other values of a parameter; of a list, with other elements: it is expected element by element.
fn other_parameters(
    described: &Described,
    operation: &Operation,
    name: &str,
    value: &Value,
) -> Vec<Value> {
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|parameter| parameter.rust == name).unwrap();
    let schema = described.parameter_schema(operation, parameter);
    match (value, schema.get("items")) {
        (Value::Array(values), Some(of_item)) => {
            let others = values
                .iter()
                .flat_map(|value| described.others(of_item, value));
            let others = others.filter(|other| !values.contains(other));
            others.map(|other| Value::Array(vec![other])).collect()
        }
        _ => described.others(schema, value),
    }
}

/// The body with another value in one of its members, as far as its type has one.
fn changed(vendor: &Vendor, schema: &str, body: &Value) -> Vec<Value> {
    let described = &vendor.described;
    let recode = vendor.model(schema).recode;
    let own = recode(&body.to_string());
    let is_other = |other: &Value| {
        let other = recode(&other.to_string());
        other.is_ok() && other != own
    };
    let node = described.schema(schema);
    let Some(properties) = node.get("properties") else {
        let others = described.others(node, body).into_iter();
        return others.filter(is_other).take(1).collect();
    };
    let members = body.as_object().into_iter().flatten();
    let changed = members.flat_map(|(key, value)| {
        let property = properties.get(key);
        let others = property.map(|property| described.others(property, value));
        let mut bodies = others.unwrap_or_default().into_iter().map(|other| {
            let mut body = body.clone();
            body[key] = other;
            body
        });
        bodies.find(is_other)
    });
    changed.collect()
}

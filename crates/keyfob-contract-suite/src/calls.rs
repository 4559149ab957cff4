//! Every operation, every way in, every body, every status that the spec documents, every example of its answer.

use std::collections::BTreeSet;
use std::time::Duration;

use keyfob_codegen::model::{Content, Operation};
use keyfob_core::Error;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::json::{canon, is_nothing};
use crate::registry::Outcome;
use crate::stage::{Answer, Stage, pointed};
use crate::vendor::Vendor;

/// Nothing is sent without a credential that the only way in asks for; the number of credentials that were left out.
pub async fn nothing_leaves_without_its_credentials(vendor: &Vendor) -> usize {
    let stage = Stage::of(vendor).await;
    let all = stage.server.mock(|_, then| {
        then.status(200);
    });
    let mut count = 0;
    let operations = vendor.operations().iter();
    for operation in operations.filter(|one| one.security.len() == 1) {
        for missing in &operation.security[0] {
            let mut call = stage.calls(operation).remove(0);
            call.held.retain(|held| held != missing);
            match stage.call(&call).await {
                Outcome::Failed(Error::MissingCredential {
                    operation: id,
                    credential,
                }) => {
                    assert_eq!((id, credential), (operation.id.as_str(), missing.as_str()));
                }
                other => panic!("{} without {missing}: {other:?}", stage.name(operation)),
            }
            count += 1;
        }
    }
    assert_eq!(all.calls(), 0, "{}", vendor.api.name);
    count
}

/// What must be sent and is not is an error before anything is sent; the number of things that were left out.
pub async fn nothing_leaves_without_what_it_needs(vendor: &Vendor) -> usize {
    let stage = Stage::of(vendor).await;
    let all = stage.server.mock(|_, then| {
        then.status(200);
    });
    let mut count = 0;
    for operation in vendor.operations() {
        let parameters = operation.parameters.iter();
        let needed = parameters.filter(|parameter| parameter.required);
        let needed = needed.map(|parameter| parameter.rust.as_str());
        let body = needs_a_body(vendor, operation).then_some("body");
        for name in needed.chain(body) {
            let mut call = stage.calls(operation).remove(0);
            call.sent.inputs.remove(name);
            match stage.call(&call).await {
                Outcome::Failed(Error::InvalidInput { .. }) => count += 1,
                other => panic!("{} without {name}: {other:?}", stage.name(operation)),
            }
        }
    }
    assert_eq!(all.calls(), 0, "{}", vendor.api.name);
    count
}

/// A body of which nothing is needed can be empty.
fn needs_a_body(vendor: &Vendor, operation: &Operation) -> bool {
    let body = operation.body.as_ref().filter(|_| !operation.optional_body);
    body.is_some_and(|body| match &body.schema {
        Some(name) => vendor.described.spec.empty(name).is_none(),
        None => true,
    })
}

/// Every call and every answer; the number of calls.
pub async fn every_call_and_answer(vendor: &Vendor) -> usize {
    let stage = Stage::of(vendor).await;
    let (mut calls, mut statuses) = (0, BTreeSet::new());
    for operation in stage.vendor.operations() {
        for (at, call) in stage.calls(operation).into_iter().enumerate() {
            // What was asked does not change what an answer means: every answer once, and one for every call.
            let answers = stage.answers(operation).into_iter();
            for (name, answer) in answers.take(if at == 0 { usize::MAX } else { 1 }) {
                let outcome = stage.play(&call, &answer).await;
                let place = format!("{} {} {name}", stage.name(operation), answer.reply.status);
                check(stage.vendor, operation, &answer, outcome, &place);
                calls += 1;
                statuses.insert((operation.id.clone(), answer.reply.status));
            }
        }
    }
    let documented: usize = stage
        .vendor
        .operations()
        .iter()
        .map(|one| one.answers.len())
        .sum();
    assert_eq!(statuses.len(), documented);
    calls
}

fn check(vendor: &Vendor, operation: &Operation, answer: &Answer, outcome: Outcome, place: &str) {
    let reply = &answer.reply;
    match outcome {
        Outcome::Answered {
            status,
            headers,
            body,
        } => {
            assert!(reply.status < 300, "{place} was taken for a success");
            assert_eq!(status, reply.status, "{place}");
            let documented = content(operation, reply.status);
            let settled = settled(vendor, documented, &reply.body);
            // Where other successes have a body, one without is an answer without members.
            let is_empty = documented.is_none() && (is_nothing(&body) || body == "");
            let body = if is_empty { Value::Null } else { canon(&body) };
            assert_eq!(body, canon(&settled), "{place}");
            check_headers(answer, &headers, place);
        }
        Outcome::Failed(error) => {
            assert!(
                reply.status >= 300,
                "{place} was taken for an error: {error:?}"
            );
            check_error(vendor, operation, answer, &error, place);
        }
    }
}

fn check_headers(answer: &Answer, headers: &HeaderMap, place: &str) {
    for (name, value) in &answer.reply.headers {
        let came = headers.get(name).map(|value| value.to_str().unwrap());
        assert_eq!(came, Some(value.as_str()), "{place}: header {name}");
    }
}

fn check_error(
    vendor: &Vendor,
    operation: &Operation,
    answer: &Answer,
    error: &Error,
    place: &str,
) {
    let reply = &answer.reply;
    let faults = &vendor.described.spec.faults;
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(reply.status),
        "{place}: {error:?}"
    );
    assert_eq!(error.operation(), Some(operation.id.as_str()), "{place}");
    assert_eq!(
        error.code(),
        cut(pointed(&reply.body, &faults.code), CODE).as_deref(),
        "{place}"
    );
    assert_eq!(
        error.message(),
        cut(pointed(&reply.body, &faults.message), MESSAGE).as_deref(),
        "{place}"
    );
    let wait = reply
        .headers
        .get("retry-after")
        .and_then(|value| value.parse().ok());
    assert_eq!(
        error.retry_after(),
        wait.map(Duration::from_secs),
        "{place}"
    );
    let refusal = error
        .refusal()
        .unwrap_or_else(|| panic!("{place} is no refusal: {error:?}"));
    match content(operation, reply.status) {
        None => assert!(refusal.body().is_empty(), "{place}"),
        // Bytes have no type.
        Some(Content { schema: None, .. }) => assert_eq!(refusal.body(), reply.text().as_bytes()),
        Some(Content {
            schema: Some(schema),
            ..
        }) => {
            let (_, decode) = vendor.refused(schema);
            let decoded = decode(refusal).unwrap_or_else(|why| panic!("{place}: {why}"));
            let decoded: Value = serde_json::from_str(&decoded).unwrap();
            let settled = vendor.described.settled(schema, &reply.body);
            assert_eq!(canon(&decoded), canon(&settled), "{place}");
            let raw: Value = serde_json::from_slice(refusal.body()).unwrap();
            assert_eq!(canon(&raw), canon(&reply.body), "{place}");
        }
    }
}

/// The longest code and the longest message of an error, in characters.
const CODE: usize = 64;
const MESSAGE: usize = 1_000;

/// A text as errors show it.
fn cut(text: Option<String>, most: usize) -> Option<String> {
    text.map(|text| match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    })
}

fn content(operation: &Operation, status: u16) -> Option<&Content> {
    let mut answers = operation.answers.iter();
    let answer = answers.find(|one| one.status == status).unwrap();
    answer.content.as_ref()
}

/// The body as its type keeps it; bytes are kept as they are.
fn settled(vendor: &Vendor, content: Option<&Content>, body: &Value) -> Value {
    match content.and_then(|content| content.schema.as_deref()) {
        Some(schema) => vendor.described.settled(schema, body),
        None => body.clone(),
    }
}

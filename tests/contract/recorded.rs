//! Every operation that another client was recorded calling sends what that client sent.

use keyfob_core::{Handle, Retry};

use crate::contract::recording::Recording;
use crate::contract::vendors::{Vendor, vendors};
use crate::recordings::cases::{Body, CALLS, Case};
use crate::recordings::compare::differences;
use crate::recordings::recorder::{Answer, Recorder};
use crate::recordings::request::Request;

#[tokio::test]
async fn calls_send_what_was_recorded() {
    let mut faults = Vec::new();
    for vendor in vendors() {
        for case in &CALLS[vendor.api.name].cases {
            let sent = sent(&vendor, case).await;
            let found = differences(case, &sent).into_iter();
            faults.extend(found.map(|fault| format!("{}: {fault}", case.name)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The comparison sees each part of a request.
#[tokio::test]
async fn a_call_that_differs_from_its_recording_is_told() {
    for vendor in vendors() {
        for case in &CALLS[vendor.api.name].cases {
            let sent = sent(&vendor, case).await;
            for (what, other) in others(case) {
                let found = differences(&other, &sent);
                assert_ne!(found.len(), 0, "{}, {what}", case.name);
            }
        }
    }
}

/// What a client sends when it makes the call that was recorded.
async fn sent(vendor: &Vendor, case: &Case) -> Request {
    let recording = Recording::of(vendor, case);
    let answer = Answer {
        status: 200,
        headers: &[],
        body: "{}".to_owned(),
    };
    let recorder = Recorder::start([case.host.as_str()].into(), [answer].into()).await;
    let settings = recorder.settings().with_variant(&case.variant);
    let session = Handle::new(vendor.api, settings.with_retry(Retry::never())).unwrap();
    for (name, value) in recording.variables() {
        session.servers().set_variable(name, &value).unwrap();
    }
    for (name, value) in recording.credentials() {
        let held = vendor.credentials.iter().find(|held| held.name == name);
        session.credentials().set(held.unwrap().scheme, value);
    }
    let call = vendor.entry(&case.operation).call;
    let outcome = call(session, recording.sent()).await;
    let mut seen = recorder.seen();
    assert_eq!(seen.len(), 1, "{}: {outcome:?}", case.name);
    seen.remove(0)
}

/// The same case with one thing changed.
fn others(case: &Case) -> Vec<(String, Case)> {
    let mut others = Vec::new();
    let mut change = |what: String, change: &dyn Fn(&mut Case)| {
        let mut other = case.clone();
        change(&mut other);
        others.push((what, other));
    };
    change("method".to_owned(), &|case| case.method.push('X'));
    change("host".to_owned(), &|case| case.host.push('x'));
    change("target".to_owned(), &|case| case.target.push('x'));
    change("header".to_owned(), &|case| {
        case.headers.push(("X-Other".to_owned(), String::new()));
    });
    for at in 0..case.headers.len() {
        let name = &case.headers[at].0;
        change(format!("another {name}"), &|case| {
            case.headers[at].1.push('x');
        });
    }
    change("body".to_owned(), &|case| {
        case.body = match case.body.take() {
            None => Some(Body::Bytes("x".to_owned())),
            Some(Body::Bytes(text)) => Some(Body::Bytes(text + "x")),
            Some(Body::Json(mut json)) => {
                json["other"] = 1.into();
                Some(Body::Json(json))
            }
            Some(Body::Form(mut members)) => {
                members["jData"]["other"] = 1.into();
                Some(Body::Form(members))
            }
        };
    });
    others
}

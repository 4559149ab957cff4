//! Every operation that another client was recorded calling sends what that client sent.

use std::path::Path;

use keyfob_core::{Handle, Proxy, Retry};

use crate::contract::quatrix;
use crate::contract::recording::{Given, Recording};
use crate::contract::told::told;
use crate::contract::vendors::vendors;
use crate::recordings::cases::{Body, CALLS, Case, File};
use crate::recordings::caught::caught;
use crate::recordings::compare::differences;
use crate::recordings::further;
use crate::recordings::recorder::{Answer, Recorder};
use crate::recordings::request::Request;
use keyfob_contract_suite::vendor::Vendor;

#[tokio::test]
async fn calls_send_what_was_recorded() {
    let mut faults = Vec::new();
    for vendor in vendors() {
        faults.extend(differing(&vendor, &CALLS[vendor.api.name]).await);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Recordings that are not ours: those of the folder that `KEYFOB_RECORDINGS` names; without it, of one of the test's own, in each
/// form that there is.
#[tokio::test]
async fn calls_send_what_was_recorded_elsewhere() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/elsewhere");
    let files = further::files(&further::folder().unwrap_or(own));
    assert!(!files.is_empty(), "no recordings in the folder");
    let vendors = vendors();
    let (mut faults, mut count) = (Vec::new(), 0);
    for file in &files {
        let vendor = vendors
            .iter()
            .find(|vendor| file.name.starts_with(vendor.api.name));
        match vendor {
            Some(vendor) => faults.extend(differing(vendor, file).await),
            None => faults.push(format!("{}: whose is it?", file.name)),
        }
        count += file.cases.len();
    }
    assert!(
        faults.is_empty() && count > 0,
        "{} of {count} requests:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// What the cases of a file differ in from what we send. One that cannot be read or panics is one that differs.
async fn differing(vendor: &Vendor, file: &File) -> Vec<String> {
    let broken = file.broken.iter();
    let mut faults: Vec<String> = broken.map(|why| format!("{}: {why}", file.name)).collect();
    for case in &file.cases {
        let found = caught(async {
            let case = told(vendor, case);
            let sent = sent(vendor, &case).await;
            differences(&case, &sent)
        });
        let found = found.await.unwrap_or_else(|panic| vec![panic]).into_iter();
        faults.extend(found.map(|fault| format!("{}, {}: {fault}", file.name, case.name)));
    }
    faults
}

#[tokio::test]
async fn a_panic_in_one_case_does_not_hide_the_rest() {
    let vendor = quatrix::vendor();
    let mut file = File::empty("quatrix".to_owned());
    let good = &CALLS["quatrix"].cases[0];
    let (mut strange, mut other) = (good.clone(), good.clone());
    strange.operation = "no_such_operation".to_owned();
    other.headers.push(("X-Other".to_owned(), "1".to_owned()));
    file.cases = vec![strange, good.clone(), other];
    file.broken.push("line 3: unreadable".to_owned());
    let faults = differing(&vendor, &file).await;
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(faults[1].contains("panicked"), "{faults:#?}");
    assert!(faults[2].contains("x-other"), "{faults:#?}");
}

#[test]
fn lengths_digits_and_members_that_are_there_twice_are_compared() {
    let recorded = |body: &str| {
        let line = serde_json::json!({"method": "POST", "path": "/a", "host": "a.test", "client": "c",
            "headers": [["Content-Type", "application/json"]], "body": body});
        further::case(&line.to_string(), 1).unwrap()
    };
    let sent = |body: &str, length: &str| {
        let mut sent = Request::head(&format!(
            "POST /a HTTP/1.1\r\ncontent-type: application/json\r\n{length}\r\n"
        ));
        sent.host = "a.test".to_owned();
        sent.body = body.as_bytes().to_vec();
        sent
    };
    let compared = |theirs: &str, ours: &str| {
        let length = format!("content-length: {}\r\n", ours.len());
        differences(&recorded(theirs), &sent(ours, &length)).len()
    };
    let body = r#"{"a": 1571234567.123456, "b": 2}"#;
    assert_eq!(compared(body, r#"{"b":2,"a":1571234567.123456}"#), 0);
    for other in [
        r#"{"b":2,"a":1571234567.1234560}"#,
        r#"{"b":2.0,"a":1571234567.123456}"#,
        r#"{"b":2,"a":1571234567.123456,"b":2}"#,
        r#"{"b":2,"a":"1571234567.123456"}"#,
    ] {
        assert_eq!(compared(body, other), 1, "{other}");
    }
    let large = r#"{"n": 12345678901234567890123}"#;
    assert_eq!(compared(large, r#"{"n":12345678901234567890124}"#), 1);
    for (length, wrong) in [
        ("content-length: 2\r\n", 0),
        ("content-length: 3\r\n", 1),
        ("content-length: 2\r\ncontent-length: 2\r\n", 1),
        ("", 1),
    ] {
        let found = differences(&recorded("{}"), &sent("{}", length));
        assert_eq!(found.len(), wrong, "{length:?}: {found:?}");
    }
    let mut nothing = recorded("");
    assert_eq!(
        differences(&nothing, &sent("", "content-length: 0\r\n")).len(),
        0
    );
    assert_eq!(differences(&nothing, &sent("", "")).len(), 1);
    for (told, wrong) in [("0", 0), ("1", 1)] {
        let length = ("Content-Length".to_owned(), told.to_owned());
        nothing.headers.push(length);
        let found = differences(&nothing, &sent("", "content-length: 0\r\n"));
        assert_eq!(found.len(), wrong, "{told}: {found:?}");
        nothing.headers.pop();
    }
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
    let mut settings = recorder.settings().with_variant(&case.variant);
    if case.proxied {
        let (user, password) = recording.proxy_login().unwrap_or_default();
        let proxy = Proxy::new(recorder.proxy()).with_login(user, password);
        settings = settings.with_proxy(proxy);
    }
    let session = Handle::new(vendor.api, settings.with_retry(Retry::never())).unwrap();
    for (name, value) in recording.variables() {
        session.servers().set_variable(name, &value).unwrap();
    }
    for (name, given) in recording.credentials() {
        let held = vendor.credentials.iter().find(|held| held.name() == name);
        let (held, scheme) = (session.credentials(), held.unwrap().scheme);
        match given {
            Given::Secret(value) => held.set(scheme, value),
            Given::Pair(user, password) => held.set_basic(scheme, user, password),
        }
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
            Some(Body::Json(json)) => Some(Body::Json(json.with("other"))),
            Some(Body::Form(members)) => Some(Body::Form(members.with("other"))),
        };
    });
    others
}

//! Nothing of an answer is in a report: no value, no name that may be data, in no place where a vendor may put it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use keyfob_sandbox::{Answer, Drift, Failure, Sandbox, When};
use serde_json::{Value, json};

use super::sessions::{Session, VENDORS, check, spec};

/// A name, a PAN, mobile numbers, an e-mail address, account numbers, tokens.
const PLANTED: [&str; 9] = [
    "Asha Exampleson",
    "ABCPE1234F",
    "+919876543210",
    "9876543210",
    "asha.exampleson@example.org",
    "00112233445566",
    "S3CR3T-t0ken-value",
    "hunter2hunter2",
    "ashaexampleson",
];

/// Answers with what is planted as values, names, headers and messages, below names that are known and unknown ones.
fn answers() -> Vec<Answer> {
    let mut members = serde_json::Map::new();
    for (number, planted) in PLANTED.iter().enumerate() {
        members.insert((*planted).to_owned(), json!({*planted: [planted]}));
        members.insert(format!("note{number}"), json!(planted));
        members.insert(format!("{planted}_token"), json!(number));
        members.insert(format!("token{planted}"), json!(null));
    }
    for name in [
        "data", "Success", "success", "id", "name", "email", "stat", "Net", "msg",
    ] {
        members.insert(
            name.to_owned(),
            json!({"message": PLANTED, PLANTED[0]: PLANTED}),
        );
    }
    let object = Value::Object(members.clone());
    let list = json!([object, PLANTED, PLANTED[6]]);
    let fault =
        json!({"fault": {"code": PLANTED[6], "message": PLANTED.join(" "), "description": object}});
    let mut answers = Vec::new();
    for body in [object, list, fault, json!(PLANTED[4])] {
        for status in [200, 400, 404, 418, 500] {
            answers.push(answer(status, "application/json", &body.to_string()));
        }
    }
    let page = format!("<html>{}</html>", PLANTED.join(" "));
    answers.push(answer(200, "text/html", &page));
    answers.push(answer(502, "text/html", &page));
    answers.push(answer(200, &format!("text/{}", PLANTED[6]), &page));
    answers.push(answer(200, "application/json", &PLANTED.join(" ")));
    answers
}

fn answer(status: u16, kind: &str, body: &str) -> Answer {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Answer {
        status,
        headers: vec![
            header("content-type", kind),
            header("x-planted", PLANTED[6]),
            header("set-cookie", &format!("session={}", PLANTED[7])),
            header(PLANTED[7], PLANTED[4]),
        ],
        body: body.as_bytes().to_vec(),
    }
}

#[tokio::test]
async fn what_is_planted_is_nowhere() {
    for (vendor, operation) in [
        ("kotak-neo", "get_holdings"),
        ("kotak-neo", "get_limits"),
        ("kotak-trade", "get_margins"),
        ("kotak-trade", "positions_today"),
        ("quatrix", "profile_get"),
        ("quatrix", "user_list"),
        ("quatrix", "file_search"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let session = Session::of(vendor, &sandbox).await;
        let mut told = 0;
        for answer in answers() {
            let when = When::operation(vendor, operation).unwrap();
            sandbox.fail_next(when, Failure::Verbatim(answer));
            let report = check(vendor, &session).await;
            told += usize::from(report.findings_of(operation).next().is_some());
            let text = report.to_json() + &report.to_string() + &format!("{report:?}");
            PLANTED.iter().for_each(|planted| is_absent(planted, &text));
        }
        // Nothing is described of the bodies of some statuses.
        assert!(told > 15, "{vendor}/{operation}: {told}");
    }
}

/// Neither as it is, nor in small letters, nor in base64, hexadecimal or percent-encoding.
fn is_absent(planted: &str, text: &str) {
    let hex: String = planted.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = planted.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for spelt in [
        planted.to_owned(),
        planted.replace(' ', "%20"),
        planted.replace('@', "%40"),
        planted.replace('+', "%2B"),
        STANDARD.encode(planted),
        URL_SAFE_NO_PAD.encode(planted),
        hex,
        percent,
    ] {
        let text = text.to_lowercase();
        assert!(
            !text.contains(&spelt.to_lowercase()),
            "{spelt} is in {text}"
        );
    }
}

/// Every text and every longer number that the sandbox sent, and every header that was sent to it, is held against the report.
#[tokio::test]
async fn no_value_of_any_answer_is_in_a_report() {
    for vendor in VENDORS {
        let sandbox = Sandbox::start().await.unwrap();
        let session = Session::of(vendor, &sandbox).await;
        sandbox.drift(Drift::ALL);
        let mut text = check(vendor, &session).await.to_json();
        sandbox.drift([]);
        text += &check(vendor, &session).await.to_json();
        let mut values = Vec::new();
        for exchange in sandbox.take_exchanges() {
            let headers = exchange.request_headers.iter();
            values.extend(headers.map(|(_, value)| value.clone()));
            let Some(answer) = exchange.answer else {
                continue;
            };
            if let Ok(body) = serde_json::from_slice::<Value>(&answer.body) {
                collect(&body, &mut values);
            }
        }
        let known = spec(vendor);
        let told: Vec<_> = values
            .iter()
            .filter(|value| value.len() > 4 && !known.contains(value.as_str()))
            .filter(|value| text.contains(value.as_str()))
            .collect();
        assert!(told.is_empty(), "{vendor}: {told:?}");
        assert!(values.len() > 500, "{vendor}: {}", values.len());
    }
}

fn collect(value: &Value, values: &mut Vec<String>) {
    match value {
        Value::String(text) => values.push(text.clone()),
        Value::Number(number) => values.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, values)),
        Value::Object(members) => members.values().for_each(|item| collect(item, values)),
        Value::Null | Value::Bool(_) => {}
    }
}

//! Errors as vendors send them.

use super::*;
use serde_json::json;

const SHAPE: FaultShape = FaultShape {
    code: &["/fault/code", "/error/0/code", "/code"],
    message: &[
        "/fault/message",
        "/error/0/message",
        "/errMsg",
        "/error",
        "/stat",
    ],
    vague: &["error from core", "Not_Ok"],
    in_success: &[
        FaultMark {
            at: "/fault",
            equals: None,
        },
        FaultMark {
            at: "/error",
            equals: None,
        },
        FaultMark {
            at: "/stat",
            equals: Some("Not_Ok"),
        },
    ],
    meanings: &[],
};

fn read(body: &Value) -> (Option<String>, Option<String>) {
    let fault = SHAPE.read(&body.to_string());
    (fault.code, fault.message)
}

fn pair(code: &str, message: &str) -> (Option<String>, Option<String>) {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (some(code), some(message))
}

#[test]
fn reads_the_first_that_is_there() {
    for (body, fault) in [
        (
            json!({"fault": {"code": -22, "message": "no"}, "code": 1}),
            pair("-22", "no"),
        ),
        (
            json!({"error": [{"code": "10512", "message": "header"}]}),
            pair("10512", "header"),
        ),
        (
            json!({"error": "invalid_client"}),
            pair("", "invalid_client"),
        ),
        (json!("text"), pair("", "")),
    ] {
        assert_eq!(read(&body), fault, "{body}");
    }
}

#[test]
fn a_reason_comes_before_a_phrase_that_says_nothing() {
    let used = "Put Order Response : Client OrderID already exists Data: 0";
    let body = json!({"errMsg": "error from core", "stat": used});
    assert_eq!(read(&body), pair("", used));
    let body = json!({"errMsg": "error from core", "stat": "Not_Ok"});
    assert_eq!(read(&body), pair("", "error from core"));
}

#[test]
fn what_stands_in_the_place_of_the_answer_is_read_too() {
    for (body, fault) in [
        (
            json!({"data": {"code": 400, "error": "no"}}),
            pair("400", "no"),
        ),
        (json!({"data": [{"fault": {"code": 7}}]}), pair("7", "")),
        (json!({"data": "No data found"}), pair("", "No data found")),
        (json!({"data": null}), pair("", "")),
    ] {
        let read = SHAPE.read_answer(&body.to_string(), &["data"]);
        assert_eq!((read.code, read.message), fault, "{body}");
    }
}

#[test]
fn marks() {
    let marked = |body: &Value| SHAPE.marks(&body.to_string());
    assert!(marked(&json!({"fault": {"code": 1}})));
    assert!(marked(&json!({"stat": "not_ok"})));
    assert!(marked(&json!({"error": ["x"]})));
    for fine in [
        json!({"stat": "Ok"}),
        json!({"stat": "Ok", "error": []}),
        json!({"stat": "Ok", "error": {}}),
        json!({"fault": null}),
        json!({"fault": ""}),
        json!([1]),
        json!({}),
        json!({"data": {"fault": {}, "stat": "Not_Ok"}}),
    ] {
        assert!(!marked(&fine), "{fine}");
    }
    assert!(!SHAPE.marks(r#"{"error": [ ], "fault": {  }}"#));
    assert!(!SHAPE.marks("<html>"));
    assert!(SHAPE.marks(r#"{"rows": [1, {"a": 2}], "f\u0061ult": 1}"#));
    assert!(SHAPE.marks(r#"{"stat":"Ok","stat":"Not_Ok"}"#));
}

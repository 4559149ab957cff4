//! Answers that are given word for word.

use serde_json::{Value, json};

use super::{Port, controlled};
use crate::harness::{get, request, send};

#[tokio::test]
async fn an_answer_is_given_word_for_word() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    for (body, expected) in [
        (json!({"text": "plain"}), b"plain".as_slice()),
        (json!({"json": {"a": [1, null]}}), br#"{"a":[1,null]}"#),
        (json!({"base64": "AP8="}), b"\x00\xff"),
        (Value::Null, b""),
    ] {
        let mut give = json!({
            "when": {"vendor": "quatrix", "operation": "account_metadata_get"},
            "status": 207,
            "headers": {"x-odd": "1", "content-type": "text/odd"},
        });
        if !body.is_null() {
            give["body"] = body;
        }
        port.call("POST", "/answers", give).await.expect(204);
        let answer = request("GET", &url, &[]).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 207);
        assert_eq!(answer.headers()["x-odd"], "1");
        assert_eq!(answer.headers()["content-type"], "text/odd");
        assert_eq!(answer.bytes().await.unwrap(), expected);
        get(&url, &[]).await.expect(200);
    }
    for wrong in [
        json!({"status": 100}),
        json!({"status": 200, "headers": {"content-length": "3"}}),
        json!({"status": 200, "headers": {"not a name": "3"}}),
        json!({"status": 200, "headers": {"x": "line\nend"}}),
        json!({"status": 200, "body": {"base64": "!"}}),
        json!({"status": 200, "body": {"text": "a", "json": 1}}),
        json!({"status": 204, "body": {"text": "a"}}),
        json!({"status": 304, "body": {"json": null}}),
        json!({"status": 200, "headers": "x: 1"}),
        json!({"status": 200, "headers": [{"name": "x"}]}),
        json!({"status": 200, "headers": [{"name": "Content-Length", "value": "3"}]}),
    ] {
        let reply = port.call("POST", "/answers", wrong.clone()).await;
        assert_eq!(reply.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn headers_keep_their_order_and_may_come_twice_and_none_is_added() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    let listed =
        r#"[{"name": "set-cookie", "value": "b=1"}, {"name": "set-cookie", "value": "a=2"}]"#;
    let mapped = r#"{"set-cookie": "b=1", "set-cookie": "a=2"}"#;
    for headers in [listed, mapped] {
        let give = format!(r#"{{"status": 200, "headers": {headers}, "body": {{"json": 1}}}}"#);
        write(&port, give).await;
        let answer = request("GET", &url, &[]).send().await.unwrap();
        let cookies: Vec<_> = answer.headers().get_all("set-cookie").iter().collect();
        assert_eq!(cookies, ["b=1", "a=2"], "{headers}");
        assert!(!answer.headers().contains_key("content-type"));
    }
}

#[tokio::test]
async fn json_is_answered_as_it_was_written() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    for json in [
        r#"{"z": 10.50, "a": 1e3}"#,
        "123456789012345678901234567890",
        r#"{"a": 1, "a": "\u00e9\/"}"#,
    ] {
        let give = format!(r#"{{"status": 200, "body": {{"json": {json}}}}}"#);
        write(&port, give).await;
        assert_eq!(get(&url, &[]).await.text, json);
    }
}

#[tokio::test]
async fn an_answer_without_a_body_can_have_a_status_that_has_none() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    for status in [204, 304] {
        let give = json!({"status": status, "headers": {"etag": "1"}});
        port.call("POST", "/answers", give).await.expect(204);
        get(&url, &[]).await.expect(status);
    }
}

/// Sends an answer to give as it stands, with digits and order that a value would lose.
async fn write(port: &Port, give: String) {
    let headers = [
        ("authorization", port.bearer.as_str()),
        ("content-type", "application/json"),
    ];
    let request = request("POST", &format!("{}/answers", port.url), &headers);
    send(request.body(give)).await.expect(204);
}

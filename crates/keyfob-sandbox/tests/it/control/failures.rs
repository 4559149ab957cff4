//! Failures and answers.

use serde_json::{Value, json};

use super::{Port, controlled};
use crate::harness::{get, request, send};

#[tokio::test]
async fn every_kind_of_failure_comes_once() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    for (failure, status) in [
        (
            json!({"kind": "fault_in_ok", "body": {"code": 1}}),
            Some(200),
        ),
        (json!({"kind": "html", "status": 502}), Some(502)),
        (json!({"kind": "gateway_xml", "status": 503}), Some(503)),
        (
            json!({"kind": "json", "status": 418, "body": [1]}),
            Some(418),
        ),
        (
            json!({"kind": "too_many_requests", "retry_after": 7}),
            Some(429),
        ),
        (
            json!({"kind": "too_many_requests", "retry_after": "Wed, 21 Oct 2026 07:28:00 GMT"}),
            Some(429),
        ),
        (json!({"kind": "dropped"}), None),
        (json!({"kind": "answer_lost"}), None),
        (json!({"kind": "slow", "seconds": 0.01}), Some(200)),
        (
            json!({"kind": "redirect", "to": "http://127.0.0.1:1/x"}),
            Some(302),
        ),
    ] {
        let when = json!({"path_prefix": "/api/1.0/account"});
        let body = json!({"when": when, "failure": failure});
        port.call("POST", "/failures", body).await.expect(204);
        assert_eq!(port.get("/failures").await, json!({"waiting": 1}));
        let answered = request("GET", &url, &[]).send().await.ok();
        let answered = answered.map(|answer| answer.status().as_u16());
        assert_eq!(answered, status, "{failure}");
        assert_eq!(port.get("/failures").await, json!({"waiting": 0}));
    }
    for wrong in [
        json!({"kind": "html", "status": 99}),
        json!({"kind": "html"}),
        json!({"kind": "html", "status": 502, "colour": 1}),
        json!({"kind": "slow", "seconds": -1}),
        json!({"kind": "other"}),
        json!({"kind": "html", "status": 204}),
        json!({"kind": "json", "status": 304, "body": 1}),
        json!({"kind": "redirect", "to": "/a\r\nx: 1"}),
        json!({"kind": "too_many_requests", "retry_after": "tomorrow"}),
        json!({"kind": "too_many_requests", "retry_after": "2026-10-21T07:28:00Z"}),
        json!({"kind": "too_many_requests", "retry_after": "1\n"}),
        json!({"kind": "too_many_requests", "retry_after": -1}),
    ] {
        let reply = port
            .call("POST", "/failures", json!({"failure": wrong}))
            .await;
        assert_eq!(reply.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn a_failure_waits_for_its_operation_and_an_unknown_one_is_refused() {
    let (sandbox, port) = controlled().await;
    let fail = |vendor: &str, operation: &str| {
        let when = json!({"vendor": vendor, "operation": operation});
        let body = json!({"when": when, "failure": {"kind": "html", "status": 502}});
        port.call("POST", "/failures", body)
    };
    fail("quatrix", "account_metadata_get").await.expect(204);
    let metadata = format!("{}/account/metadata", sandbox.quatrix_url());
    let ping = format!("{}/check/ping", sandbox.quatrix_url());
    assert_ne!(get(&ping, &[]).await.status, 502);
    get(&metadata, &[]).await.expect(502);
    let refused = fail("kotak-neo", "plaec_order").await.expect(422).json();
    assert_eq!(refused["error"]["kind"], "unknown_operation");
    assert_eq!(refused["error"]["nearest"][0], "kotak-neo/place_order");
    fail("neo", "place_order").await.expect(422);
    for when in [
        json!({"vendor": "quatrix"}),
        json!({"operation": "login"}),
        json!({"path_prefix": "api/1.0"}),
        json!({"path_prefix": ""}),
        json!({"path_prefix": "/api/1.0?a=b"}),
        json!({"path_prefix": "/my files"}),
        json!({"path_prefix": "/", "vendor": "quatrix", "operation": "login"}),
    ] {
        let body = json!({"when": when, "failure": {"kind": "dropped"}});
        port.call("POST", "/failures", body).await.expect(422);
    }
    let known = port.get("/operations").await;
    let of = |vendor: &str| {
        let rows = known.as_array().unwrap().iter();
        rows.filter(|row| row["vendor"] == vendor).count()
    };
    assert!(of("kotak-neo") > 50 && of("kotak-trade") > 40 && of("quatrix") > 140);
}

#[tokio::test]
async fn waiting_failures_can_be_forgotten() {
    let (sandbox, port) = controlled().await;
    let body = json!({"failure": {"kind": "html", "status": 502}});
    port.call("POST", "/failures", body).await.expect(204);
    port.call("DELETE", "/failures", Value::Null)
        .await
        .expect(204);
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    get(&url, &[]).await.expect(200);
}

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

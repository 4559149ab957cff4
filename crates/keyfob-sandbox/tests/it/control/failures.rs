//! Failures.

use serde_json::{Value, json};

use super::controlled;
use crate::harness::{get, request};

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

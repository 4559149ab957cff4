//! Time, prices, failures, answers, records.

use serde_json::{Value, json};

use super::controlled;
use crate::harness::{get, request, send};
use crate::trader::Neo;

#[tokio::test]
async fn time_moves_forward_and_never_back() {
    let (sandbox, port) = controlled().await;
    let put = |now: &str| port.call("PUT", "/clock", json!({"now": now}));
    let set = put("2041-02-03T04:05:06+05:30").await.expect(200).json();
    let set = set["now"].as_str().unwrap();
    assert!(set.starts_with("2041-02-02T22:35:0"), "{set}");
    assert!(crate::harness::now(&sandbox) > 2_243_200_000);
    let forward = json!({"seconds": 86400.5});
    let forward = port
        .call("POST", "/clock/advance", forward)
        .await
        .expect(200);
    assert!(
        forward.json()["now"]
            .as_str()
            .unwrap()
            .starts_with("2041-02-03T22:35:0")
    );
    for wrong in ["2041-02-03T00:00:00Z", "tomorrow", "9999-01-01T00:00:00Z"] {
        let reply = put(wrong).await.expect(422);
        assert_eq!(reply.json()["error"]["kind"], "invalid", "{wrong}");
    }
    for seconds in [
        json!(-1),
        json!(1e300),
        json!(1e12),
        json!("1"),
        Value::Null,
    ] {
        let body = json!({"seconds": seconds});
        port.call("POST", "/clock/advance", body).await.expect(422);
    }
    assert!(
        port.get("/clock").await["now"]
            .as_str()
            .unwrap()
            .starts_with("2041-02-03T22:35:")
    );
}

#[tokio::test]
async fn a_price_fills_as_much_as_the_depth_that_comes_with_it() {
    let (sandbox, port) = controlled().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"qt": "5", "pr": "1500"})).await;
    assert_eq!(neo.order(&number).await["fldQty"], 0);
    let change = json!({"price": "1499.95", "depth": 2});
    let changed = port.call("PATCH", "/instruments/1001", change).await;
    let changed = changed.expect(200).json();
    assert_eq!(
        (&changed["last"], &changed["depth"]),
        (&json!("1499.95"), &json!(2))
    );
    assert_eq!(neo.order(&number).await["fldQty"], 2);
    assert_eq!(port.get("/instruments/1001").await, changed);
    assert!(
        port.get("/instruments")
            .await
            .as_array()
            .unwrap()
            .contains(&changed)
    );
    for wrong in [
        json!({"price": 1499.95}),
        json!({"price": "1.234"}),
        json!({"price": "-1"}),
        json!({"depth": -1}),
        json!({"prize": "1"}),
    ] {
        let reply = port.call("PATCH", "/instruments/1001", wrong.clone()).await;
        assert_eq!(reply.status, 422, "{wrong}: {}", reply.text);
    }
    for unknown in ["7", "SANDBOXCO"] {
        let path = format!("/instruments/{unknown}");
        port.call("PATCH", &path, json!({"depth": 1}))
            .await
            .expect(404);
    }
    assert_eq!(port.get("/instruments/1001").await, changed);
}

#[tokio::test]
async fn an_index_is_quoted_by_what_was_set() {
    let (sandbox, port) = controlled().await;
    let index = json!({"segment": "nse_cm", "name": "Sandbox 5", "last": "5.25"});
    port.call("PUT", "/indices", index).await.expect(204);
    let token = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    let url = sandbox.url();
    let url = format!("{url}/script-details/1.0/quotes/neosymbol/nse_cm%7CSandbox%205/ltp");
    let quote = get(&url, &[("Authorization", &token)]).await.expect(200);
    assert!(quote.text.contains("5.25"), "{}", quote.text);
}

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
    ] {
        let reply = port.call("POST", "/answers", wrong.clone()).await;
        assert_eq!(reply.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn what_went_over_the_wire_is_listed_and_taken() {
    let (sandbox, port) = controlled().await;
    let url = format!("{}/account/metadata?a=b", sandbox.quatrix_url());
    get(&url, &[("x-mine", "1")]).await.expect(200);
    let odd = format!("{}/odd", sandbox.url());
    send(request("POST", &odd, &[]).body(b"\xff".to_vec())).await;
    let listed = port.get("/exchanges").await;
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let first = &listed[0];
    assert_eq!(
        (&first["method"], &first["path"], &first["query"]),
        (
            &json!("GET"),
            &json!("/api/1.0/account/metadata"),
            &json!("a=b")
        )
    );
    let sent = first["request_headers"].as_array().unwrap();
    assert!(sent.contains(&json!({"name": "x-mine", "value": "1"})));
    assert_eq!(first["answer"]["status"], 200);
    assert!(
        first["answer"]["body"]["text"]
            .as_str()
            .unwrap()
            .starts_with('{')
    );
    assert_eq!(listed[1]["request_body"], json!({"base64": "/w=="}));
    let taken = port.call("POST", "/exchanges/take", Value::Null).await;
    assert_eq!(taken.expect(200).json(), listed);
    assert_eq!(port.get("/exchanges").await, json!([]));
}

#[tokio::test]
async fn a_reset_begins_anew_but_keeps_the_port() {
    let (sandbox, port) = controlled().await;
    let change = json!({"price": "1.00"});
    port.call("PATCH", "/instruments/1001", change)
        .await
        .expect(200);
    get(&format!("{}/account/metadata", sandbox.quatrix_url()), &[]).await;
    port.call("POST", "/sandbox/reset", Value::Null)
        .await
        .expect(204);
    assert_eq!(port.get("/instruments/1001").await["last"], "1510.75");
    assert_eq!(port.get("/exchanges").await, json!([]));
    assert_eq!(port.get("/sandbox").await["url"], sandbox.url());
}

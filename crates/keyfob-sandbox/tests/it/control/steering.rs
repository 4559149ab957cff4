//! Time, switches, records, and beginning anew.

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
async fn a_time_that_was_gone_to_is_reached() {
    let (_sandbox, port) = controlled().await;
    for minute in 10..30 {
        let to = format!("2041-02-03T04:{minute}:06.0005");
        let body = json!({"now": format!("{to}Z")});
        let set = port.call("PUT", "/clock", body).await.expect(200).json();
        let set = set["now"].as_str().unwrap();
        assert!(set > to.as_str(), "{set}, asked for {to}");
    }
}

#[tokio::test]
async fn a_clock_that_was_moved_too_far_can_still_be_read() {
    let (sandbox, port) = controlled().await;
    sandbox.clock().advance(std::time::Duration::MAX);
    let now = port.get("/clock").await["now"].to_string();
    assert!(now.starts_with("\"9000-01-01T00:0"), "{now}");
    port.call("POST", "/clock/advance", json!({"seconds": 60}))
        .await
        .expect(422);
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

#[tokio::test]
async fn switches_change_what_they_name_and_nothing_else() {
    let (sandbox, port) = controlled().await;
    let neo = Neo::newest(&sandbox).await;
    let change = |switches: Value| port.call("PATCH", "/switches", switches);
    let book = || neo.book("positions");
    let usual = book().await.json();
    change(json!({"kotak_neo": {"odd_book": "empty"}}))
        .await
        .expect(204);
    assert_eq!(book().await.expect(200).json(), json!({}));
    change(json!({"quatrix": {"site_suspended": true}}))
        .await
        .expect(204);
    assert_eq!(book().await.json(), json!({}));
    change(json!({"kotak_neo": {"odd_book": "none"}}))
        .await
        .expect(204);
    let keys = |book: &Value| book["data"].as_array().map(Vec::len);
    assert_eq!(keys(&book().await.json()), keys(&usual));

    let none = json!({"login_limit": {"logins": 0, "window_seconds": 60}});
    change(json!({"quatrix": none})).await.expect(204);
    let account = &sandbox.accounts().quatrix[0];
    let url = format!("{}/session/login", sandbox.quatrix_url());
    let login = request("GET", &url, &[]).basic_auth(&account.email, Some(&account.password));
    send(login).await.expect(429);
    for wrong in [
        json!({"quatrix": {"site_suspended": false}, "kotak_neo": {"odd_book": "other"}}),
        json!({"kotak_neo": {"book_delay_seconds": -1}}),
        json!({"kotak_neo": {"book_delay_seconds": 1e300}}),
        json!({"other": {}}),
    ] {
        change(wrong).await.expect(422);
    }
    let metadata = format!("{}/account/metadata", sandbox.quatrix_url());
    assert_eq!(get(&metadata, &[]).await.json()["status"], "S");
}

#[tokio::test]
async fn null_lifts_a_limit_and_turns_a_switch_to_what_it_was() {
    let (sandbox, port) = controlled().await;
    let change = |switches: Value| port.call("PATCH", "/switches", switches);
    let start = port.get("/switches").await;
    assert_eq!(start["quatrix"]["login_limit"], Value::Null);
    let none = json!({"logins": 0, "window_seconds": 1.5});
    let set = json!({
        "kotak_trade": {"login_limit": none, "redirect_to_second_host": true},
        "kotak_neo": {"login_limit": none, "book_delay_seconds": 4, "odd_book": "sentence"},
        "quatrix": {"login_limit": none, "site_suspended": true, "storage_limit_bytes": 1, "job_delay_seconds": 2},
    });
    change(set.clone()).await.expect(204);
    assert_eq!(port.get("/switches").await, set);
    let account = &sandbox.accounts().quatrix[0];
    let url = format!("{}/session/login", sandbox.quatrix_url());
    let login = || request("GET", &url, &[]).basic_auth(&account.email, Some(&account.password));
    send(login()).await.expect(429);
    change(json!({"quatrix": {"job_delay_seconds": 2}}))
        .await
        .expect(204);
    send(login()).await.expect(429);
    change(json!({"quatrix": {"login_limit": null}}))
        .await
        .expect(204);
    send(login()).await.expect(200);
    let mut all = set;
    for vendor in all.as_object_mut().unwrap().values_mut() {
        for switch in vendor.as_object_mut().unwrap().values_mut() {
            *switch = Value::Null;
        }
    }
    change(all).await.expect(204);
    assert_eq!(port.get("/switches").await, start);
}

#[tokio::test]
async fn used_codes_and_captcha_are_read_back() {
    let (_sandbox, port) = controlled().await;
    for (path, name) in [("/used-codes", "allowed"), ("/captcha", "required")] {
        for on in [true, false] {
            let set = port.call("PUT", path, json!({ name: on })).await;
            assert!(set.status < 300, "{}", set.text);
            assert_eq!(port.get(path).await[name], on, "{path}");
        }
    }
}

//! Switches of the vendors.

use serde_json::{Value, json};

use super::controlled;
use crate::harness::{get, request, send};
use crate::trader::Neo;

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
        "kotak_neo": {"login_limit": none, "book_delay_seconds": 4, "odd_book": "sentence", "hsm_ack_interval": 2,
            "sfeed_native_fallback": true, "order_hello": "raw", "refuse_empty_server_id": true},
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

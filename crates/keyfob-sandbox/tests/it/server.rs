use std::time::Duration;

use keyfob_sandbox::{Clock, Sandbox};
use serde_json::json;

use crate::harness::{get, post, request, sandbox, send};

#[tokio::test]
async fn both_origins_share_one_state() {
    let sandbox = sandbox().await;
    assert_ne!(sandbox.url(), sandbox.second_url());
    assert!(!sandbox.url().ends_with('/'));
    for origin in [sandbox.url(), sandbox.second_url()] {
        get(&format!("{origin}/api/1.0/account/metadata"), &[])
            .await
            .expect(200);
    }
    assert_eq!(sandbox.exchanges().len(), 2);
}

#[tokio::test]
async fn the_tls_origin_shows_its_certificate_and_has_the_same_behind_it() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let tls = sandbox.tls().unwrap();
    let url = format!("{}/api/1.0/account/metadata", tls.url());
    request("GET", &url, &[]).send().await.unwrap_err();
    let certificate = reqwest::Certificate::from_pem(tls.certificate().as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([certificate]);
    let client = client.build().unwrap();
    for host in ["localhost", "127.0.0.1"] {
        let answer = client.get(url.replace("localhost", host)).send().await;
        assert_eq!(answer.unwrap().status(), 200);
    }
    assert_eq!(sandbox.exchanges().len(), 2);
}

#[tokio::test]
async fn unknown_paths_and_wrong_methods_answer_as_the_vendor_would() {
    let sandbox = sandbox().await;
    let url = sandbox.url();
    let trade = get(&format!("{url}/apim/historical/x"), &[])
        .await
        .expect(404);
    assert!(trade.text.contains("<am:fault"));
    assert!(trade.header("content-type").starts_with("application/xml"));
    let neo = get(&format!("{url}/quick/nothing"), &[])
        .await
        .expect(404)
        .json();
    assert_eq!(neo["code"], "404");
    let quatrix = get(&format!("{url}/api/1.0/nothing"), &[])
        .await
        .expect(404)
        .json();
    assert_eq!(quatrix["code"], 20);
    send(request(
        "DELETE",
        &format!("{url}/apim/session/1.0/session/init"),
        &[],
    ))
    .await
    .expect(405);
    post(&format!("{url}/login/1.0/get-client-ip"), &[], json!({}))
        .await
        .expect(405);
    post(&format!("{url}/api/1.0/session/logout"), &[], json!({}))
        .await
        .expect(405);
}

#[tokio::test]
async fn records_both_sides_of_a_call() {
    let sandbox = sandbox().await;
    let url = format!("{}/session/unblock-captcha?a=%2F", sandbox.quatrix_url());
    post(&url, &[("X-Auth-Token", "t")], json!({"token": "x"}))
        .await
        .expect(401);
    let exchanges = sandbox.take_exchanges();
    let [exchange] = &*exchanges else {
        panic!("{exchanges:?}")
    };
    assert_eq!(
        (&*exchange.method, &*exchange.path),
        ("POST", "/api/1.0/session/unblock-captcha")
    );
    assert_eq!(exchange.query.as_deref(), Some("a=%2F"));
    assert_eq!(exchange.request_header("x-auth-token"), Some("t"));
    assert_eq!(exchange.request_body, br#"{"token":"x"}"#);
    assert_eq!(exchange.status(), Some(401));
    let answer = exchange.answer.as_ref().unwrap();
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert!(answer.body.starts_with(b"{"));
    assert!(sandbox.exchanges().is_empty());
}

#[tokio::test]
async fn stops_on_shutdown_and_on_drop() {
    for by_shutdown in [true, false] {
        let sandbox = sandbox().await;
        let url = format!("{}/account/metadata", sandbox.quatrix_url());
        get(&url, &[]).await.expect(200);
        if by_shutdown {
            sandbox.shutdown().await;
        } else {
            drop(sandbox);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(
            request("GET", &url, &[])
                .send()
                .await
                .unwrap_err()
                .is_connect()
        );
    }
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let sandbox = sandbox().await;
    let port = sandbox.url().rsplit_once(':').unwrap().1.parse().unwrap();
    assert!(Sandbox::builder().port(port).start().await.is_err());
}

#[test]
fn the_clock_only_goes_forward_and_clones_share_it() {
    let clock = Clock::default();
    let before = clock.now();
    clock.clone().advance(Duration::from_secs(3600));
    assert!(clock.now() >= before + Duration::from_secs(3600));
}

//! Accounts that are locked, and logins that are too many.

use std::time::Duration;

use serde_json::json;

use super::client::Client;
use crate::harness::sandbox;

#[tokio::test]
async fn locks_after_five_wrong_passwords() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    for _ in 0..5 {
        let reply = client.login("wrong").await.expect(401);
        assert!(!reply.text.contains("locked"));
    }
    let reply = client.login(&client.account.password).await.expect(401);
    assert!(reply.text.contains("locked"));
}

#[tokio::test]
async fn wrong_access_codes_lock_across_logins() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    for _ in 0..5 {
        let token = client.one_time_token().await;
        client
            .second("accesscode", &token, json!({"accessCode": "0000"}))
            .await
            .expect(401);
    }
    assert!(
        client
            .login(&client.account.password)
            .await
            .expect(401)
            .text
            .contains("locked")
    );
}

#[tokio::test]
async fn limits_logins() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    sandbox
        .kotak_trade()
        .limit_logins(1, Duration::from_secs(60));
    client.one_time_token().await;
    let reply = client.login(&client.account.password).await.expect(429);
    let wait: u64 = reply.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait));
    sandbox.clock().advance(Duration::from_secs(wait));
    client.one_time_token().await;
}

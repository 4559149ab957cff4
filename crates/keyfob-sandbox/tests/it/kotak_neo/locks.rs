//! Accounts that are locked, and logins that are too many.

use std::time::Duration;

use serde_json::json;

use super::client::Client;
use crate::harness::sandbox;

#[tokio::test]
async fn locks_and_limits() {
    let sandbox = sandbox().await;
    let client = Client::newest(&sandbox);
    let wrong =
        json!({"mobileNumber": client.account.mobile, "ucc": client.account.ucc, "totp": "12345"});
    for _ in 0..5 {
        client
            .post("/login/1.0/tradeApiLogin", wrong.clone())
            .await
            .expect(401);
    }
    let locked = client
        .post("/login/1.0/tradeApiLogin", client.totp_login())
        .await
        .expect(401);
    assert!(locked.text.contains("locked"));
    sandbox.kotak_neo().limit_logins(0, Duration::from_secs(60));
    let limited = client
        .post("/login/1.0/tradeApiLogin", client.totp_login())
        .await
        .expect(429);
    assert_eq!(
        (limited.header("retry-after"), &limited.json()["code"]),
        ("60", &json!(429))
    );
}

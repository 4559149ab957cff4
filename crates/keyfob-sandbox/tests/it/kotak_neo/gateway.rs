//! The gateway's tokens, and the headers every login step needs.

use std::time::Duration;

use serde_json::json;

use super::client::{Client, FIN_KEY};
use crate::harness::{post, sandbox};
use crate::trader::oauth;
use crate::trader::{Neo, gateway_token};

#[tokio::test]
async fn the_gateway_and_missing_headers() {
    let sandbox = sandbox().await;
    assert_eq!(
        oauth(&sandbox, "k", "s").await.expect(401).json()["error"],
        "invalid_client"
    );
    let mut client = Client::behind_gateway(&sandbox).await;
    let body = client.totp_login();
    let url = format!("{}/apim/login/2.0/login/v6/totp/login", sandbox.url());
    let wanted = json!({"error": [{"code": "10512", "message": "Required header not found."}]});
    let fin_key_missing = post(
        &url,
        &[("Authorization", &client.authorization)],
        body.clone(),
    )
    .await;
    assert_eq!(fin_key_missing.expect(400).json(), wanted);
    assert_eq!(
        post(&url, &[FIN_KEY], body.clone())
            .await
            .expect(400)
            .json(),
        wanted
    );
    client.sid = "x".into();
    let half = client.post("/login/1.0/login/v2/validate", json!({})).await;
    assert_eq!(half.expect(400).json(), wanted);
    // A dashboard token is no gateway token, with or without Bearer; and the other way round.
    for token in [
        client.account.dashboard_token.clone(),
        format!("Bearer {}", client.account.dashboard_token),
    ] {
        let refused = post(&url, &[("Authorization", &token), FIN_KEY], body.clone())
            .await
            .expect(401);
        assert_eq!(refused.json()["code"], "900901");
    }
    let newest = format!("{}/login/1.0/tradeApiLogin", sandbox.url());
    let bearer = format!("Bearer {}", client.account.dashboard_token);
    post(&newest, &[("Authorization", &bearer), FIN_KEY], body)
        .await
        .expect(401);
    sandbox.clock().advance(Duration::from_secs(3600));
    client.sid.clear();
    let expired = client
        .post("/apim/login/2.0/login/v6/totp/login", client.totp_login())
        .await;
    assert_eq!(expired.expect(401).json()["code"], "900901");
}

#[tokio::test]
async fn an_applications_token_ends_before_the_session_and_a_new_one_goes_on_with_it() {
    let sandbox = sandbox().await;
    let mut neo = Neo::first(&sandbox).await;
    neo.book("positions").await.expect(200);
    sandbox.clock().advance(Duration::from_secs(3600));
    let ended = neo.book("positions").await.expect(401);
    assert_eq!(ended.json()["code"], "900901");
    let token = gateway_token(&sandbox).await;
    neo.headers[0].1 = token;
    neo.book("positions").await.expect(200);
}

//! Login with an authenticator's code and an MPIN.

use std::time::Duration;

use serde_json::json;

use super::client::{Client, listed};
use crate::harness::{early_in_step, keys, sandbox};

#[tokio::test]
async fn a_view_session_works_once_and_with_its_own_sid() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let mut client = Client::behind_gateway(&sandbox).await;
    client
        .step("/apim/login/2.0/login/v6/totp/login", client.totp_login())
        .await;
    let (sid, auth) = (client.sid.clone(), client.auth.clone());
    let pin = json!({"mpin": client.account.mpin});
    let validate = "/apim/login/2.0/login/v6/totp/validate";
    client.sid = "00000000-0000-4000-8000-000000000000".into();
    assert_eq!(
        listed(&client.post(validate, pin.clone()).await),
        (401, "100022".into())
    );
    client.sid = sid.clone();
    let elsewhere = json!({"pan": client.account.pan, "mpin": client.account.mpin});
    client
        .post("/login/1.0/login/v2/validate", elsewhere)
        .await
        .expect(401);
    client.step(validate, pin.clone()).await;
    (client.sid, client.auth) = (sid, auth);
    client.post(validate, pin).await.expect(401);
}

#[tokio::test]
async fn authenticator_and_pin_behind_the_gateway() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let mut client = Client::behind_gateway(&sandbox).await;
    let base = client
        .get("/algo-user/v5/get-base-url?id=SBX42")
        .await
        .expect(200)
        .json();
    assert_eq!(base, json!({"data": {"baseURL": sandbox.url()}}));
    let login = client.totp_login();
    let view = client
        .step("/login/1.0/login/v6/totp/login", login.clone())
        .await;
    assert_eq!(view["kType"], "View");
    let wrong = client
        .post(
            "/login/1.0/login/v6/totp/validate",
            json!({"mpin": "000000"}),
        )
        .await;
    assert_eq!(listed(&wrong), (401, "10020".into()));
    let trade = client
        .step(
            "/login/1.0/login/v6/totp/validate",
            json!({"mpin": "739146"}),
        )
        .await;
    assert_eq!(
        (&trade["kType"], &trade["hsServerId"]),
        (&json!("Trade"), &json!("server1"))
    );
    assert!(trade.get("baseUrl").is_none() && trade.get("rcFlag").is_none());
    client
        .get("/apim/orders/2.0/quick/user/positions?sId=server1")
        .await
        .expect(200);
    // The same code again.
    client
        .post("/login/1.0/login/v6/totp/login", login)
        .await
        .expect(401);
    sandbox.clock().advance(Duration::from_secs(30));
    client
        .step("/login/1.0/login/v6/totp/login", client.totp_login())
        .await;
}

#[tokio::test]
async fn the_newest_generation() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let mut client = Client::newest(&sandbox);
    let view = client
        .step("/login/1.0/tradeApiLogin", client.totp_login())
        .await;
    assert!(view.get("baseUrl").is_none());
    let wrong = client
        .post("/login/1.0/tradeApiValidate", json!({"mpin": "000000"}))
        .await
        .expect(401);
    let wanted = json!({"status": "error", "message": "Invalid MPIN.", "errorCode": "401"});
    assert_eq!(wrong.json(), wanted);
    let trade = client
        .step("/login/1.0/tradeApiValidate", json!({"mpin": "739146"}))
        .await;
    assert_eq!(
        (&trade["baseUrl"], &trade["kType"]),
        (&json!(sandbox.url()), &json!("Trade"))
    );
    assert!(trade.get("hsServerId").is_none());

    let ip = client
        .get("/login/1.0/get-client-ip")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&ip["stCode"], keys(&ip["data"][0])),
        (&json!(1000), vec!["ip", "time"])
    );
    let rows = client.get("/quick/user/positions").await.expect(200).json();
    assert_eq!(rows["data"][0].as_object().unwrap().len(), 34);
    assert!(rows["data"][0]["brdLtQty"].is_u64());
    let feeds = client
        .get("/5config/config?appVersion=3.0.1&platform=api&environment=prod")
        .await;
    assert!(feeds.expect(200).json()["data"]["configs"]["E43_broadcast_source"].is_string());

    sandbox.clock().advance(Duration::from_secs(24 * 3600));
    assert_eq!(
        client.get("/quick/user/positions").await.expect(403).json()["stCode"],
        1003
    );
    sandbox.clock().advance(Duration::from_secs(60));
    client
        .step("/login/1.0/tradeApiLogin", client.totp_login())
        .await;
    client
        .step("/login/1.0/tradeApiValidate", json!({"mpin": "739146"}))
        .await;
    client.logout("/apim/login/2.0/logout").await.expect(200);
    client.get("/quick/user/positions").await.expect(403);
}

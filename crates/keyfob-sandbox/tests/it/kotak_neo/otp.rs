//! The one-time password of a login.

use std::time::Duration;

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::demo;
use serde_json::json;

use super::client::Client;

#[tokio::test]
async fn an_otp_works_once_and_for_five_minutes() {
    let mut accounts = demo();
    accounts.kotak_neo[0].otp = None;
    let sandbox = Sandbox::builder().accounts(accounts).start().await.unwrap();
    let path = "/login/1.0/login/v2/validate";
    let mut client = Client::behind_gateway(&sandbox).await;
    let ucc = client.account.ucc.clone();
    let ask = json!({"userId": ucc, "sendEmail": true, "isWhitelisted": true});
    let password = json!({"pan": client.account.pan, "password": client.account.password});
    client.step(path, password.clone()).await;
    client
        .post("/login/1.0/login/otp/generate", ask.clone())
        .await
        .expect(201);
    let otp = sandbox.kotak_neo().last_otp().unwrap();
    assert_eq!(otp.len(), 4);
    client.step(path, json!({"userId": ucc, "otp": otp})).await;
    (client.sid, client.auth) = (String::new(), String::new());
    client.step(path, password).await;
    client
        .post(path, json!({"userId": ucc, "otp": otp}))
        .await
        .expect(401);

    client
        .post("/login/1.0/login/otp/generate", ask)
        .await
        .expect(201);
    let otp = sandbox.kotak_neo().last_otp().unwrap();
    sandbox.clock().advance(Duration::from_secs(300));
    client
        .post(path, json!({"userId": ucc, "otp": otp}))
        .await
        .expect(401);
}

//! Login and logout, by each name of a user, and how long the tokens last.

use std::time::Duration;

use serde_json::json;

use super::client::{Client, fault, text};
use crate::harness::{get, keys, post, sandbox};

#[tokio::test]
async fn logs_in_with_an_access_code_and_out() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    let init = client.init().await.expect(200).json();
    assert_eq!(init["Success"]["redirect"]["host"], client.base);
    assert!(init["Success"]["redirect"]["port"].is_u64());

    let first = client.one_time_token().await;
    let asked = client.ask_access_code(&first).await.expect(200).json();
    let second = text(&asked["Success"]["oneTimeToken"]);
    assert_ne!(first, second);
    let code = json!({"accessCode": client.account.access_code});
    // The old token died when the new one was made.
    assert_eq!(
        fault(&client.second("accesscode", &first, code.clone()).await),
        (401, 50001)
    );
    let opened = client
        .second("accesscode", &second, code.clone())
        .await
        .expect(200)
        .json();
    assert_eq!(keys(&opened), ["success"]);
    assert_eq!(opened["success"]["userId"], client.account.user_id);
    // And the new one when it was used.
    assert_eq!(
        fault(&client.second("accesscode", &second, code).await),
        (401, 50001)
    );

    let session = text(&opened["success"]["sessionToken"]);
    let positions = client.positions(&session).await.expect(200).json();
    assert_eq!(positions["Success"][0].as_object().unwrap().len(), 45);
    let out = client.logout(&session).await.expect(200).json();
    assert!(out["Success"]["message"].is_string());
    assert_eq!(client.positions(&session).await.status, 403);
    assert_eq!(client.logout(&session).await.status, 400);
}

#[tokio::test]
async fn tokens_grow_old() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    let token = client.one_time_token().await;
    let session = client.session().await;
    sandbox.clock().advance(Duration::from_secs(301));
    assert_eq!(
        fault(&client.second("oneTimeToken", &token, json!({})).await),
        (401, 50001)
    );
    client.positions(&session).await.expect(200);
    sandbox.clock().advance(Duration::from_secs(24 * 3600));
    client.positions(&session).await.expect(403);
}

#[tokio::test]
async fn the_other_ways_to_name_a_user() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    let bearer = client.bearer();
    let headers = client.headers(&[], &bearer);
    get(&client.url("init/userid/SBXTRADE01"), &headers)
        .await
        .expect(200);
    get(&client.url("init/userid/NOBODY"), &headers)
        .await
        .expect(401);
    get(&client.url("init/nickname/sandbox-trader"), &headers)
        .await
        .expect(200);
    let body = json!({"nickname": "sandbox-trader", "password": client.account.password});
    post(&client.url("login/nickname"), &headers, body)
        .await
        .expect(200);
}

#[tokio::test]
async fn the_app_id_may_be_empty_but_not_left_out() {
    let sandbox = sandbox().await;
    let mut client = Client::of(&sandbox);
    client.account.app_id = String::new();
    client.init().await.expect(200);
    let session = client.session().await;
    client.logout(&session).await.expect(200);
    let bearer = client.bearer();
    let mut headers = client.headers(&[("userid", "SBXTRADE01")], &bearer);
    headers.retain(|(name, _)| *name != "appId");
    assert_eq!(fault(&get(&client.url("init"), &headers).await), (400, -1));
}

#[tokio::test]
async fn the_logins_redirect_names_the_user() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    let login = client.login(&client.account.password).await.expect(200);
    let redirect = &login.json()["Success"]["redirect"];
    assert_eq!(redirect["userid"], client.account.user_id);
    let init = client.init().await.expect(200).json();
    assert_eq!(keys(&init["Success"]["redirect"]), ["host", "port"]);
}

//! The tokens of the gateway, and the headers it wants.

use super::client::{Client, fault};
use crate::harness::{get, request, sandbox, send};
use crate::trader::encoded;

#[tokio::test]
async fn the_gateway_wants_token_key_and_headers() {
    let sandbox = sandbox().await;
    let mut client = Client::of(&sandbox);
    let (user, bearer) = (client.account.user_id.clone(), client.bearer());
    let headers = client.headers(&[("userid", &user)], &bearer);
    for missing in ["ip", "appId", "consumerKey", "userid"] {
        let fewer: Vec<_> = headers
            .iter()
            .copied()
            .filter(|(name, _)| *name != missing)
            .collect();
        let reply = get(&client.url("init"), &fewer).await;
        assert_eq!(fault(&reply), (400, -1));
        assert!(reply.text.contains(missing));
    }
    client.account.access_token = "another".into();
    assert_eq!(fault(&client.init().await), (401, 900901));
    let mut client = Client::of(&sandbox);
    client.account.consumer_key = "another".into();
    assert_eq!(fault(&client.init().await), (401, 900901));
    let mut client = Client::of(&sandbox);
    client.account.user_id = "NOBODY".into();
    assert_eq!(fault(&client.init().await), (401, -1));
}

#[tokio::test]
async fn the_gateway_gives_and_takes_tokens() {
    let sandbox = sandbox().await;
    let account = sandbox.accounts().kotak_trade[0].clone();
    let ask = async |path: &str, key: &str, body: String| {
        let url = format!("{}/{path}", sandbox.kotak_trade_url());
        let request = request("POST", &url, &[]).basic_auth(key, Some("secret"));
        let kind = "application/x-www-form-urlencoded";
        send(request.header("content-type", kind).body(body)).await
    };
    let key = &account.consumer_key;
    let grant = || "grant_type=client_credentials".to_owned();
    let token = ask("token", key, grant()).await.expect(200).json();
    assert_eq!(token["access_token"], account.access_token);
    let refresh = format!(
        "grant_type=refresh_token&refresh_token={}",
        token["refresh_token"].as_str().unwrap()
    );
    ask("token", key, refresh).await.expect(200);
    let password = encoded(&account.password);
    let by_password = format!(
        "grant_type=password&username={}&password={password}",
        account.user_id
    );
    ask("token", key, by_password).await.expect(200);
    ask(
        "token",
        key,
        format!(
            "grant_type=password&username={}&password=x",
            account.user_id
        ),
    )
    .await
    .expect(401);
    ask("token", "other", grant()).await.expect(401);
    ask("token", key, "grant_type=magic".into())
        .await
        .expect(400);
    ask("token", key, format!("{}&more=1", grant()))
        .await
        .expect(400);
    assert_eq!(
        ask(
            "revoke",
            key,
            "token=abc&token_type_hint=access_token".into()
        )
        .await
        .expect(200)
        .text,
        ""
    );
    ask("revoke", key, "token=".into()).await.expect(400);
}

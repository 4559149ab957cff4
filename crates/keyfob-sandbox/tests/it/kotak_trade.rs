use std::time::Duration;

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{Accounts, KotakTradeAccount, demo};
use serde_json::{Value, json};

use crate::harness::{Reply, get, keys, post, request, sandbox, send};

struct Client {
    base: String,
    account: KotakTradeAccount,
}

impl Client {
    fn of(sandbox: &Sandbox) -> Self {
        let account = sandbox.accounts().kotak_trade[0].clone();
        Self {
            base: sandbox.kotak_trade_url(),
            account,
        }
    }

    fn url(&self, tail: &str) -> String {
        format!("{}/session/1.0/session/{tail}", self.base)
    }

    fn headers<'a>(
        &'a self,
        more: &[(&'a str, &'a str)],
        bearer: &'a str,
    ) -> Vec<(&'a str, &'a str)> {
        let mut headers = vec![
            ("Authorization", bearer),
            ("consumerKey", &*self.account.consumer_key),
            ("ip", "127.0.0.1"),
            ("appId", &*self.account.app_id),
        ];
        headers.extend_from_slice(more);
        headers
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.account.access_token)
    }

    async fn init(&self) -> Reply {
        let bearer = self.bearer();
        let headers = self.headers(&[("userid", &self.account.user_id)], &bearer);
        get(&self.url("init"), &headers).await
    }

    async fn login(&self, password: &str) -> Reply {
        let bearer = self.bearer();
        let body = json!({"userid": self.account.user_id, "password": password});
        post(&self.url("login/userid"), &self.headers(&[], &bearer), body).await
    }

    async fn one_time_token(&self) -> String {
        let reply = self.login(&self.account.password).await.expect(200);
        text(&reply.json()["Success"]["oneTimeToken"])
    }

    async fn second(&self, kind: &str, token: &str, extra: Value) -> Reply {
        let bearer = self.bearer();
        let headers = self.headers(&[("oneTimeToken", token)], &bearer);
        let mut body = json!({"userid": self.account.user_id});
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        post(&self.url(&format!("2FA/{kind}")), &headers, body).await
    }

    async fn ask_access_code(&self, token: &str) -> Reply {
        let bearer = self.bearer();
        let more = [("oneTimeToken", token), ("userid", &*self.account.user_id)];
        get(&self.url("2FA/accesscode"), &self.headers(&more, &bearer)).await
    }

    async fn session(&self) -> String {
        let token = self.one_time_token().await;
        let reply = self
            .second("oneTimeToken", &token, json!({}))
            .await
            .expect(200);
        text(&reply.json()["success"]["sessionToken"])
    }

    async fn positions(&self, session: &str) -> Reply {
        let bearer = self.bearer();
        let url = format!("{}/positions/1.0/positions/todays", self.base);
        let headers = [
            ("Authorization", &*bearer),
            ("consumerKey", &*self.account.consumer_key),
            ("sessionToken", session),
        ];
        get(&url, &headers).await
    }

    async fn logout(&self, session: &str) -> Reply {
        let bearer = self.bearer();
        let more = [
            ("sessionToken", session),
            ("userid", &*self.account.user_id),
        ];
        send(request(
            "DELETE",
            &self.url("logout"),
            &self.headers(&more, &bearer),
        ))
        .await
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn fault(reply: &Reply) -> (u16, i64) {
    let body = reply.json();
    assert_eq!(keys(&body), ["fault"]);
    assert_eq!(keys(&body["fault"]), ["code", "description", "message"]);
    (reply.status, body["fault"]["code"].as_i64().unwrap())
}

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
async fn takes_each_second_factor_and_no_other() {
    let sandbox = sandbox().await;
    let client = Client::of(&sandbox);
    let mpin = json!({"mpin": client.account.mpin});
    let biometric = json!({"whateverItsName": client.account.biometric});
    for (kind, right, wrong) in [
        ("mpin", mpin, json!({"mpin": "000000"})),
        ("biometric", biometric, json!({"biometric": "no"})),
        (
            "accesscode",
            json!({"accessCode": "0417"}),
            json!({"accessCode": "417"}),
        ),
    ] {
        let token = client.one_time_token().await;
        assert_eq!(
            fault(&client.second(kind, &token, wrong).await),
            (401, -1),
            "{kind}"
        );
        let opened = client.second(kind, &token, right).await.expect(200).json();
        assert!(opened["success"]["sessionToken"].is_string());
    }
    let token = client.one_time_token().await;
    assert_eq!(
        fault(
            &client
                .second("accesscode", &token, json!({"accessCode": 417}))
                .await
        ),
        (400, 0)
    );
    let unknown = client
        .second("mpin", &token, json!({"mpin": "1", "more": true}))
        .await;
    assert_eq!(fault(&unknown), (400, -1));
}

#[tokio::test]
async fn says_which_second_factors_are_offered() {
    let mut account = demo().kotak_trade[0].clone();
    account.mpin = None;
    let accounts = Accounts {
        kotak_trade: vec![account],
        ..Accounts::default()
    };
    let sandbox = Sandbox::builder().accounts(accounts).start().await.unwrap();
    let client = Client::of(&sandbox);
    let answer = client
        .login(&client.account.password)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&answer["Success"]["mpin"], &answer["Success"]["biometric"]),
        (&json!("N"), &json!("Y"))
    );
    let token = text(&answer["Success"]["oneTimeToken"]);
    assert_eq!(
        client
            .second("mpin", &token, json!({"mpin": ""}))
            .await
            .status,
        401
    );
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
async fn sends_clients_to_the_second_host() {
    let sandbox = sandbox().await;
    let mut client = Client::of(&sandbox);
    sandbox.kotak_trade().redirect_to_second_host(true);
    let init = client.init().await.expect(200).json();
    let host = text(&init["Success"]["redirect"]["host"]);
    assert_eq!(host, format!("{}/apim", sandbox.second_url()));
    assert_eq!(
        fault(&client.login(&client.account.password).await),
        (401, 900901)
    );
    client.base = host.clone();
    assert_eq!(
        client.init().await.expect(200).json()["Success"]["redirect"]["host"],
        host
    );
    let session = client.session().await;
    client.positions(&session).await.expect(200);
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

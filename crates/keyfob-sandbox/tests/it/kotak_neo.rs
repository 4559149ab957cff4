use std::time::Duration;

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{KotakNeoAccount, demo};
use serde_json::{Value, json};

use crate::harness::{Reply, early_in_step, get, keys, post, request, sandbox, send};

const FIN_KEY: (&str, &str) = ("neo-fin-key", "neotradeapi");

struct Client<'a> {
    sandbox: &'a Sandbox,
    account: KotakNeoAccount,
    /// The whole `Authorization` header.
    authorization: String,
    /// What the last login step gave.
    sid: String,
    auth: String,
}

impl<'a> Client<'a> {
    fn with(sandbox: &'a Sandbox, authorization: String) -> Self {
        let account = sandbox.accounts().kotak_neo[0].clone();
        Self {
            sandbox,
            account,
            authorization,
            sid: String::new(),
            auth: String::new(),
        }
    }

    async fn behind_gateway(sandbox: &'a Sandbox) -> Self {
        let KotakNeoAccount {
            consumer_key,
            consumer_secret,
            ..
        } = &sandbox.accounts().kotak_neo[0];
        let reply = oauth(sandbox, consumer_key, consumer_secret)
            .await
            .expect(200)
            .json();
        assert_eq!(
            keys(&reply),
            ["access_token", "expires_in", "scope", "token_type"]
        );
        Self::with(
            sandbox,
            format!("Bearer {}", reply["access_token"].as_str().unwrap()),
        )
    }

    fn newest(sandbox: &'a Sandbox) -> Self {
        let token = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
        Self::with(sandbox, token)
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        let mut headers = vec![("Authorization", &*self.authorization), FIN_KEY];
        if !self.sid.is_empty() {
            headers.extend([("sid", &*self.sid), ("Auth", &*self.auth)]);
        }
        headers
    }

    async fn post(&self, path: &str, body: Value) -> Reply {
        post(
            &format!("{}{path}", self.sandbox.kotak_neo_url()),
            &self.headers(),
            body,
        )
        .await
    }

    async fn get(&self, path: &str) -> Reply {
        get(
            &format!("{}{path}", self.sandbox.kotak_neo_url()),
            &self.headers(),
        )
        .await
    }

    /// A step that must work; its token is used from here on.
    async fn step(&mut self, path: &str, body: Value) -> Value {
        let data = self.post(path, body).await.expect(200).json()["data"].clone();
        self.sid = data["sid"].as_str().unwrap().to_owned();
        self.auth = data["token"].as_str().unwrap().to_owned();
        data
    }

    fn totp_login(&self) -> Value {
        let totp = self.sandbox.totp(&self.account.totp_secret).unwrap();
        json!({"mobileNumber": self.account.mobile, "ucc": self.account.ucc, "totp": totp})
    }

    async fn logout(&self, path: &str) -> Reply {
        let url = format!("{}{path}", self.sandbox.kotak_neo_url());
        send(request("POST", &url, &self.headers())).await
    }
}

async fn oauth(sandbox: &Sandbox, key: &str, secret: &str) -> Reply {
    let url = format!("{}/oauth2/token", sandbox.kotak_neo_url());
    let request = request("POST", &url, &[]).basic_auth(key, Some(secret));
    send(request.json(&json!({"grant_type": "client_credentials"}))).await
}

fn claims(token: &str) -> Value {
    let parts: Vec<_> = token.split('.').collect();
    assert_eq!(parts.len(), 3);
    serde_json::from_slice(&base64url(parts[1])).unwrap()
}

fn base64url(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|&known| known == letter).unwrap();
        bits = (bits << 6 | u32::try_from(value).unwrap()) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
        }
    }
    bytes
}

fn listed(reply: &Reply) -> (u16, String) {
    let body = reply.json();
    (
        reply.status,
        body["error"][0]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

#[tokio::test]
async fn password_and_otp_in_each_environment() {
    let environments = [
        ("/login/1.0", "/Orders/2.0"),
        ("/api/1.0", "/orderapi/1.0"),
        ("/apim/login/2.0", "/apim/orders/2.0"),
    ];
    for (login, orders) in environments {
        let sandbox = sandbox().await;
        let mut client = Client::behind_gateway(&sandbox).await;
        let validate = format!("{login}/login/v2/validate");
        let password =
            json!({"mobileNumber": client.account.mobile, "password": client.account.password});
        let view = client.step(&validate, password).await;
        assert_eq!(claims(&client.auth)["scope"], json!(["View"]));
        assert_eq!(claims(&client.auth)["iss"], "login-service");
        let sub = claims(&client.auth)["sub"].clone();
        let wanted = [
            "caches",
            "dataCenter",
            "greetingName",
            "hsServerId",
            "isTrialAccount",
            "isUserPwdExpired",
        ];
        assert_eq!(keys(&view)[..6], wanted);
        assert_eq!(
            keys(&view)[6..],
            ["rid", "searchAPIKey", "sid", "token", "ucc"]
        );

        let positions = format!("{orders}/quick/user/positions?sId=server1");
        let early = client.get(&positions).await.expect(403).json();
        assert_eq!(early["stCode"], 100021);

        let no_otp_yet = client
            .post(&validate, json!({"userId": sub, "otp": "4821"}))
            .await;
        assert_eq!(no_otp_yet.status, 401);
        let ask = json!({"userId": sub, "sendEmail": true, "isWhitelisted": true});
        assert_eq!(
            client
                .post(&format!("{login}/login/otp/generate"), ask)
                .await
                .expect(201)
                .text,
            ""
        );
        let otp = sandbox.kotak_neo().last_otp().unwrap();
        assert_eq!(otp, "4821");
        client
            .step(&validate, json!({"userId": sub, "otp": otp}))
            .await;
        assert_eq!(claims(&client.auth)["scope"], json!(["Trade"]));

        let rows = client.get(&positions).await.expect(200).json();
        assert_eq!(rows["data"][0].as_object().unwrap().len(), 31);
        assert!(rows["data"][0]["brdLtQty"].is_string());
        client
            .get(&format!("{orders}/quick/user/positions?sId=server9"))
            .await
            .expect(400);
        client
            .get(&format!("{orders}/quick/user/positions"))
            .await
            .expect(400);
        client.logout(&format!("{login}/logout")).await.expect(200);
        assert_eq!(
            client.get(&positions).await.expect(403).json()["stCode"],
            100022
        );
    }
}

#[tokio::test]
async fn every_identity_and_secret_of_the_password_login() {
    let sandbox = sandbox().await;
    let path = "/login/1.0/login/v2/validate";
    let account = sandbox.accounts().kotak_neo[0].clone();
    for (first, second) in [
        (
            json!({"pan": account.pan, "password": account.password}),
            json!({"pan": account.pan, "mpin": account.mpin}),
        ),
        (
            json!({"mobileNumber": account.mobile, "mpin": account.mpin}),
            json!({"mobileNumber": account.mobile, "mpin": account.mpin}),
        ),
    ] {
        let mut client = Client::behind_gateway(&sandbox).await;
        client.step(path, first).await;
        client.step(path, second).await;
    }
    let client = Client::behind_gateway(&sandbox).await;
    let named = json!({"userid": account.user_id, "password": account.password});
    client.post(path, named).await.expect(200);
    for bad in [
        json!({"userId": account.user_id, "password": account.password}),
        json!({"userid": account.user_id, "pan": account.pan, "password": account.password}),
        json!({"userid": account.user_id}),
    ] {
        assert_eq!(listed(&client.post(path, bad).await), (400, "400".into()));
    }
    let wrong = json!({"userid": account.user_id, "password": "x"});
    assert_eq!(
        listed(&client.post(path, wrong).await),
        (401, "10020".into())
    );
}

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
async fn a_scanned_code() {
    let sandbox = sandbox().await;
    let mut client = Client::behind_gateway(&sandbox).await;
    assert_eq!(sandbox.kotak_neo().last_ott("SBX42"), None);
    let link = "/apim/login/2.0/algo-user/v5/login/authorization/dialog?id=SBX42";
    let data = client.get(link).await.expect(200).json()["data"].clone();
    assert_eq!(keys(&data), ["baseDomain", "redirectUrl"]);
    let ott = sandbox.kotak_neo().last_ott("SBX42").unwrap();
    let path = "/apim/login/2.0/algo-user/v5/login/generate-session-token";
    client
        .post(path, json!({"ott": "wrong", "id": "SBX42"}))
        .await
        .expect(401);
    let body = json!({"ott": ott, "id": "SBX42"});
    let trade = client.step(path, body.clone()).await;
    assert!(trade["caches"]["lastUpdatedTS"].is_string() && trade.get("kType").is_none());
    client
        .get("/apim/orders/2.0/quick/user/positions?sId=server1")
        .await
        .expect(200);
    client.post(path, body).await.expect(401);
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
    assert!(feeds.expect(200).json()["data"]["configs"]["e43_broadcast_source"].is_string());

    sandbox.clock().advance(Duration::from_secs(3600));
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

//! A client that logs in to Kotak Neo step by step.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::KotakNeoAccount;
use serde_json::{Value, json};

use crate::harness::{Reply, get, keys, post, request, send};
use crate::trader::oauth;

pub(crate) const FIN_KEY: (&str, &str) = ("neo-fin-key", "neotradeapi");

pub(crate) struct Client<'a> {
    sandbox: &'a Sandbox,
    pub(crate) account: KotakNeoAccount,
    /// The whole `Authorization` header.
    pub(crate) authorization: String,
    /// What the last login step gave.
    pub(crate) sid: String,
    pub(crate) auth: String,
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

    pub(crate) async fn behind_gateway(sandbox: &'a Sandbox) -> Self {
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

    pub(crate) fn newest(sandbox: &'a Sandbox) -> Self {
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

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        post(
            &format!("{}{path}", self.sandbox.kotak_neo_url()),
            &self.headers(),
            body,
        )
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        get(
            &format!("{}{path}", self.sandbox.kotak_neo_url()),
            &self.headers(),
        )
        .await
    }

    /// A step that must work; its token is used from here on.
    pub(crate) async fn step(&mut self, path: &str, body: Value) -> Value {
        let data = self.post(path, body).await.expect(200).json()["data"].clone();
        self.sid = data["sid"].as_str().unwrap().to_owned();
        self.auth = data["token"].as_str().unwrap().to_owned();
        data
    }

    pub(crate) fn totp_login(&self) -> Value {
        let totp = self.sandbox.totp(&self.account.totp_secret).unwrap();
        json!({"mobileNumber": self.account.mobile, "ucc": self.account.ucc, "totp": totp})
    }

    pub(crate) async fn logout(&self, path: &str) -> Reply {
        let url = format!("{}{path}", self.sandbox.kotak_neo_url());
        send(request("POST", &url, &self.headers())).await
    }
}

pub(crate) fn listed(reply: &Reply) -> (u16, String) {
    let body = reply.json();
    (
        reply.status,
        body["error"][0]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

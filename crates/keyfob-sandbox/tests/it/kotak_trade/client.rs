//! A client that logs in to Kotak Trade step by step.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::KotakTradeAccount;
use serde_json::{Value, json};

use crate::harness::{Reply, get, keys, post, request, send};

pub(crate) struct Client {
    pub(crate) base: String,
    pub(crate) account: KotakTradeAccount,
}

impl Client {
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        let account = sandbox.accounts().kotak_trade[0].clone();
        Self {
            base: sandbox.kotak_trade_url(),
            account,
        }
    }

    pub(crate) fn url(&self, tail: &str) -> String {
        format!("{}/session/1.0/session/{tail}", self.base)
    }

    pub(crate) fn headers<'a>(
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

    pub(crate) fn bearer(&self) -> String {
        format!("Bearer {}", self.account.access_token)
    }

    pub(crate) async fn init(&self) -> Reply {
        let bearer = self.bearer();
        let headers = self.headers(&[("userid", &self.account.user_id)], &bearer);
        get(&self.url("init"), &headers).await
    }

    pub(crate) async fn login(&self, password: &str) -> Reply {
        let bearer = self.bearer();
        let body = json!({"userid": self.account.user_id, "password": password});
        post(&self.url("login/userid"), &self.headers(&[], &bearer), body).await
    }

    pub(crate) async fn one_time_token(&self) -> String {
        let reply = self.login(&self.account.password).await.expect(200);
        text(&reply.json()["Success"]["oneTimeToken"])
    }

    pub(crate) async fn second(&self, kind: &str, token: &str, extra: Value) -> Reply {
        let bearer = self.bearer();
        let headers = self.headers(&[("oneTimeToken", token)], &bearer);
        let mut body = json!({"userid": self.account.user_id});
        body.as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        post(&self.url(&format!("2FA/{kind}")), &headers, body).await
    }

    pub(crate) async fn ask_access_code(&self, token: &str) -> Reply {
        let bearer = self.bearer();
        let more = [("oneTimeToken", token), ("userid", &*self.account.user_id)];
        get(&self.url("2FA/accesscode"), &self.headers(&more, &bearer)).await
    }

    pub(crate) async fn session(&self) -> String {
        let token = self.one_time_token().await;
        let reply = self
            .second("oneTimeToken", &token, json!({}))
            .await
            .expect(200);
        text(&reply.json()["success"]["sessionToken"])
    }

    pub(crate) async fn positions(&self, session: &str) -> Reply {
        let bearer = self.bearer();
        let url = format!("{}/positions/1.0/positions/todays", self.base);
        let headers = [
            ("Authorization", &*bearer),
            ("consumerKey", &*self.account.consumer_key),
            ("sessionToken", session),
        ];
        get(&url, &headers).await
    }

    pub(crate) async fn logout(&self, session: &str) -> Reply {
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

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

pub(crate) fn fault(reply: &Reply) -> (u16, i64) {
    let body = reply.json();
    assert_eq!(keys(&body), ["fault"]);
    assert_eq!(keys(&body["fault"]), ["code", "description", "message"]);
    (reply.status, body["fault"]["code"].as_i64().unwrap())
}

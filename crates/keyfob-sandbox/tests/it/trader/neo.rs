//! A logged-in client of Kotak Neo.

use keyfob_sandbox::Sandbox;
use serde_json::{Value, json};

use super::jdata::{encoded, order};
use crate::harness::{Reply, early_in_step, get, post, request, send};

/// A session of Kotak Neo: where its calls go, and with which headers.
pub(crate) struct Neo {
    url: String,
    pub(crate) orders: &'static str,
    pub(crate) history: &'static str,
    pub(crate) holdings: &'static str,
    query: &'static str,
    pub(crate) headers: Vec<(String, String)>,
}

impl Neo {
    /// A session of the newest generation.
    pub(crate) async fn newest(sandbox: &Sandbox) -> Self {
        let token = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
        let paths = ["/login/1.0/tradeApiLogin", "/login/1.0/tradeApiValidate"];
        Self::by_totp(sandbox, token, paths, ["", "", ""], "").await
    }

    /// A session of the middle generation, whose calls have this prefix.
    pub(crate) async fn second(sandbox: &Sandbox, prefixes: [&'static str; 3]) -> Self {
        let token = gateway_token(sandbox).await;
        let login = "/apim/login/2.0/login/v6/totp/login";
        let paths = [login, "/apim/login/2.0/login/v6/totp/validate"];
        Self::by_totp(sandbox, token, paths, prefixes, "?sId=server1").await
    }

    async fn by_totp(
        sandbox: &Sandbox,
        token: String,
        paths: [&str; 2],
        prefixes: [&'static str; 3],
        query: &'static str,
    ) -> Self {
        early_in_step(sandbox).await;
        let account = &sandbox.accounts().kotak_neo[0];
        let mut neo = Self::before_login(sandbox, token, prefixes, query);
        let totp = sandbox.totp(&account.totp_secret).unwrap();
        let first = json!({"mobileNumber": account.mobile, "ucc": account.ucc, "totp": totp});
        neo.step(paths[0], first).await;
        neo.step(paths[1], json!({"mpin": account.mpin})).await;
        neo
    }

    /// A session of the first generation.
    pub(crate) async fn first(sandbox: &Sandbox) -> Self {
        let account = &sandbox.accounts().kotak_neo[0];
        let token = gateway_token(sandbox).await;
        let prefixes = ["/Orders/2.0", "/Orders/2.0", "/Portfolio/1.0"];
        let mut neo = Self::before_login(sandbox, token, prefixes, "?sId=server1");
        let validate = "/login/1.0/login/v2/validate";
        let password = &account.password;
        let login = json!({"mobileNumber": account.mobile, "password": password});
        neo.step(validate, login).await;
        let second = json!({"mpin": account.mpin, "mobileNumber": account.mobile});
        neo.step(validate, second).await;
        neo
    }

    fn before_login(
        sandbox: &Sandbox,
        token: String,
        [orders, history, holdings]: [&'static str; 3],
        query: &'static str,
    ) -> Self {
        let fin_key = ("neo-fin-key".to_owned(), "neotradeapi".to_owned());
        Self {
            url: sandbox.kotak_neo_url(),
            orders,
            history,
            holdings,
            query,
            headers: vec![("Authorization".to_owned(), token), fin_key],
        }
    }

    async fn step(&mut self, path: &str, body: Value) {
        let url = format!("{}{path}", self.url);
        let reply = post(&url, &self.borrowed(), body).await.expect(200).json();
        let data = &reply["data"];
        self.headers.truncate(2);
        for (name, member) in [("sid", "sid"), ("Auth", "token")] {
            let value = data[member].as_str().unwrap().to_owned();
            self.headers.push((name.to_owned(), value));
        }
    }

    fn borrowed(&self) -> Vec<(&str, &str)> {
        let headers = self.headers.iter();
        headers.map(|(name, value)| (&**name, &**value)).collect()
    }

    pub(crate) fn without(&self, header: &str) -> Self {
        let mut headers = self.headers.clone();
        headers.retain(|(name, _)| name != header);
        Self {
            url: self.url.clone(),
            headers,
            ..*self
        }
    }

    pub(crate) async fn get_at(&self, path: &str) -> Reply {
        get(&format!("{}{path}", self.url), &self.borrowed()).await
    }

    /// A book of the orders API.
    pub(crate) async fn book(&self, name: &str) -> Reply {
        self.get_at(&format!("{}/quick/user/{name}{}", self.orders, self.query))
            .await
    }

    pub(crate) async fn holdings(&self) -> Reply {
        self.get_at(&format!(
            "{}/portfolio/v1/holdings{}",
            self.holdings, self.query
        ))
        .await
    }

    pub(crate) async fn form(&self, path: &str, body: String) -> Reply {
        let url = format!("{}{path}{}", self.url, self.query);
        let request = request("POST", &url, &self.borrowed());
        let kind = "application/x-www-form-urlencoded";
        send(request.header("content-type", kind).body(body)).await
    }

    /// A call with `jData`.
    pub(crate) async fn post(&self, tail: &str, data: &Value) -> Reply {
        let prefix = if tail == "order/history" {
            self.history
        } else {
            self.orders
        };
        let body = format!("jData={}", encoded(&data.to_string()));
        self.form(&format!("{prefix}/quick/{tail}"), body).await
    }

    /// What a call with `jData` that the vendor understands answers.
    pub(crate) async fn call(&self, tail: &str, data: &Value) -> Value {
        self.post(tail, data).await.expect(200).json()
    }

    /// An order that must be taken; its number.
    pub(crate) async fn place(&self, more: Value) -> String {
        let reply = self.call("order/rule/ms/place", &order(more)).await;
        assert_eq!(
            (&reply["stat"], &reply["stCode"]),
            (&json!("Ok"), &json!(200)),
            "{reply}"
        );
        reply["nOrdNo"].as_str().unwrap().to_owned()
    }

    /// An order that must be refused; the code.
    pub(crate) async fn refused(&self, more: Value) -> i64 {
        let reply = self.call("order/rule/ms/place", &order(more)).await;
        assert_eq!(reply["stat"], "Not_Ok", "{reply}");
        assert!(reply["errMsg"].is_string());
        reply["stCode"].as_i64().unwrap()
    }

    /// An order as the book has it.
    pub(crate) async fn order(&self, number: &str) -> Value {
        let book = self.book("orders").await.expect(200).json();
        let rows = book["data"].as_array().unwrap();
        rows.iter()
            .find(|row| row["nOrdNo"] == number)
            .unwrap()
            .clone()
    }
}

pub(crate) async fn gateway_token(sandbox: &Sandbox) -> String {
    let account = &sandbox.accounts().kotak_neo[0];
    let reply = oauth(sandbox, &account.consumer_key, &account.consumer_secret).await;
    let reply = reply.expect(200).json();
    format!("Bearer {}", reply["access_token"].as_str().unwrap())
}

pub(crate) async fn oauth(sandbox: &Sandbox, key: &str, secret: &str) -> Reply {
    let url = format!("{}/oauth2/token", sandbox.kotak_neo_url());
    let request = request("POST", &url, &[]).basic_auth(key, Some(secret));
    send(request.json(&json!({"grant_type": "client_credentials"}))).await
}

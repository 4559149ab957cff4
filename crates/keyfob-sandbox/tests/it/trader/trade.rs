//! A logged-in client of Kotak Trade.

use keyfob_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::harness::{Reply, post, request, send};

/// A session of Kotak Trade.
pub(crate) struct Trade {
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
}

impl Trade {
    pub(crate) async fn logged_in(sandbox: &Sandbox) -> Self {
        let account = &sandbox.accounts().kotak_trade[0];
        let mut headers = vec![
            (
                "Authorization".to_owned(),
                format!("Bearer {}", account.access_token),
            ),
            ("consumerKey".to_owned(), account.consumer_key.clone()),
        ];
        let url = sandbox.kotak_trade_url();
        let session = format!("{url}/session/1.0/session");
        let mut known: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        known.extend([("ip", "127.0.0.1"), ("appId", "x")]);
        let login = json!({"userid": account.user_id, "password": account.password});
        let first = post(&format!("{session}/login/userid"), &known, login)
            .await
            .expect(200)
            .json();
        let token = first["Success"]["oneTimeToken"].as_str().unwrap();
        known.push(("oneTimeToken", token));
        let user = json!({"userid": account.user_id});
        let second = post(&format!("{session}/2FA/oneTimeToken"), &known, user).await;
        let token = second.expect(200).json()["success"]["sessionToken"].clone();
        headers.push((
            "sessionToken".to_owned(),
            token.as_str().unwrap().to_owned(),
        ));
        Self { url, headers }
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let request = request(method, &format!("{}{path}", self.url), &headers);
        send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.send("GET", path, None).await.expect(200).json()
    }

    /// An order that must be taken; its number.
    pub(crate) async fn place(&self, kind: &str, more: Value) -> u64 {
        let reply = self
            .send(
                "POST",
                &format!("/orders/1.0/{kind}"),
                Some(new_order(more)),
            )
            .await;
        let reply = reply.expect(200).json();
        let number = reply["Success"]["NSE"]["orderId"].as_u64();
        number.unwrap_or_else(|| panic!("{reply}"))
    }

    /// The fault code of a call that answers 200.
    pub(crate) async fn fault(&self, method: &str, path: &str, body: Option<Value>) -> i64 {
        let reply = self.send(method, path, body).await.expect(200).json();
        reply["fault"]["code"]
            .as_i64()
            .unwrap_or_else(|| panic!("{reply}"))
    }

    /// An order as the report has it.
    pub(crate) async fn order(&self, number: u64) -> Value {
        let report = self.get("/reports/1.0/orders").await;
        let rows = report["success"].as_array().unwrap();
        rows.iter()
            .find(|row| row["orderId"] == number)
            .unwrap()
            .clone()
    }
}

/// Ten of the demo share at 1500, with other members put in place.
pub(crate) fn new_order(more: Value) -> Value {
    let mut order = json!({
        "instrumentToken": 1001, "transactionType": "BUY", "quantity": 10, "price": 1500,
        "triggerPrice": 0, "disclosedQuantity": 0, "tag": "t1",
    });
    order
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    order
}

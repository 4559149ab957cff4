//! A client that knows nothing of any vendor.

use std::time::UNIX_EPOCH;

use keyfob_sandbox::Sandbox;
use reqwest::{Method, RequestBuilder, redirect};
use serde_json::Value;

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

pub(crate) fn request(method: &str, url: &str, headers: &[(&str, &str)]) -> RequestBuilder {
    // Built together with the clients, reqwest has TLS, and then wants a provider even for plain HTTP. Choosing fails
    // where another test has chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap();
    let method: Method = method.parse().unwrap();
    headers
        .iter()
        .fold(client.request(method, url), |request, (name, value)| {
            request.header(*name, *value)
        })
}

pub(crate) async fn send(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Reply {
        status,
        headers,
        text: response.text().await.unwrap(),
    }
}

pub(crate) async fn get(url: &str, headers: &[(&str, &str)]) -> Reply {
    send(request("GET", url, headers)).await
}

pub(crate) async fn post(url: &str, headers: &[(&str, &str)], body: Value) -> Reply {
    send(request("POST", url, headers).json(&body)).await
}

pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::start().await.unwrap()
}

/// The names of an object's members, in order.
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

/// Sandbox time in whole Unix seconds.
pub(crate) fn now(sandbox: &Sandbox) -> u64 {
    let now = sandbox.clock().now().duration_since(UNIX_EPOCH);
    now.unwrap().as_secs()
}

/// Waits until sandbox time is early in an authenticator step, so that a test's steps do not shift.
pub(crate) async fn early_in_step(sandbox: &Sandbox) {
    let into = now(sandbox) % 30;
    if into > 20 {
        sandbox
            .clock()
            .advance(std::time::Duration::from_secs(30 - into));
    }
}

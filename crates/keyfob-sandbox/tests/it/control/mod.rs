//! The control port, over HTTP.

mod access;
mod answers;
mod document;
mod failures;
mod feeds;
mod login;
mod overtaken;
mod sessions;
mod steering;
mod switches;
mod trading;

use keyfob_sandbox::{ControlSettings, Sandbox};
use serde_json::Value;

use crate::harness::{Reply, request, send};

/// Steers a sandbox as a program in another language would.
pub(crate) struct Port {
    pub(crate) url: String,
    bearer: String,
}

impl Port {
    /// Sends a call, with a body unless it is null.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Reply {
        let headers = [("authorization", self.bearer.as_str())];
        let request = request(method, &format!("{}{path}", self.url), &headers);
        send(match body {
            Value::Null => request,
            body => request.json(&body),
        })
        .await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let reply = self.call("GET", path, Value::Null).await;
        reply.expect(200).json()
    }
}

pub(crate) async fn controlled() -> (Sandbox, Port) {
    let sandbox = Sandbox::builder().control(ControlSettings::new());
    let sandbox = sandbox.start().await.unwrap();
    let control = sandbox.control().unwrap();
    let port = Port {
        url: control.url().to_owned(),
        bearer: format!("Bearer {}", control.token()),
    };
    (sandbox, port)
}

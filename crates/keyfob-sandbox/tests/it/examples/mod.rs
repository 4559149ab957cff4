//! Vendors that are played from the examples of their specs.

mod calls;
mod choice;
mod refused;
mod start;
mod tokens;

use keyfob_sandbox::examples::ExampleServer;
use serde_json::Value;

use crate::yaml;

/// The lint's own example of a spec.
pub(crate) fn acme() -> Value {
    yaml::read("../keyfob-codegen/src/lint/tests/good.yaml")
}

pub(crate) async fn play(spec: &Value) -> ExampleServer {
    ExampleServer::start(&spec.to_string()).await.unwrap()
}

pub(crate) const OAUTH: &str = include_str!("oauth.json");

pub(crate) async fn pets() -> ExampleServer {
    ExampleServer::start(OAUTH).await.unwrap()
}

/// `Authorization` of a user or a client.
pub(crate) fn basic(name: &str, password: &str) -> String {
    use base64::Engine;
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{name}:{password}"));
    format!("Basic {pair}")
}

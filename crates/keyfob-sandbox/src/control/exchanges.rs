//! What went over the wire.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::json::bytes;
use crate::answer::json;
use crate::backend::Backend;
use crate::record::{Answer, Exchange};

pub(super) async fn list(State(backend): State<Arc<Backend>>) -> Response {
    all(&backend.recording.exchanges())
}

/// Lists and forgets, so that a test sees its own calls only.
pub(super) async fn take(State(backend): State<Arc<Backend>>) -> Response {
    all(&backend.recording.take())
}

fn all(exchanges: &[Exchange]) -> Response {
    json(StatusCode::OK, exchanges.iter().map(exchange).collect())
}

fn exchange(exchange: &Exchange) -> Value {
    let mut body = json!({
        "method": exchange.method,
        "path": exchange.path,
        "request_headers": headers(&exchange.request_headers),
        "request_body": bytes(&exchange.request_body),
    });
    if let Value::Object(body) = &mut body {
        if let Some(query) = &exchange.query {
            body.insert("query".into(), query.as_str().into());
        }
        if let Some(sent) = &exchange.answer {
            body.insert("answer".into(), answer(sent));
        }
    }
    body
}

fn answer(answer: &Answer) -> Value {
    json!({
        "status": answer.status,
        "headers": headers(&answer.headers),
        "body": bytes(&answer.body),
    })
}

/// A name can be there more than once.
fn headers(headers: &[(String, String)]) -> Value {
    let pairs = headers.iter();
    pairs
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

//! Bodies of calls to the control port.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::problem::Problem;
use crate::exchange::{Decimal, parse_rupees};

/// A JSON body that says nothing but what is known.
pub(super) struct Sent<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/json") {
            return Err(Problem::not_json());
        }
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|error| Problem::invalid(error.body_text()))?;
        let read = serde_json::from_slice(&body);
        read.map(Self)
            .map_err(|error| Problem::invalid(error.to_string()))
    }
}

/// Bytes as text if they are, and as base64 if not.
pub(super) fn bytes(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!({"text": text}),
        Err(_) => json!({"base64": STANDARD.encode(bytes)}),
    }
}

/// Amounts are text: numbers of JSON are not exact everywhere.
pub(super) fn amount(text: &str) -> Result<Decimal, Problem> {
    let amount = parse_rupees(text).filter(|amount| *amount >= Decimal::ZERO);
    let wrong = "an amount is text with at most two decimals, like 1510.75, and not below 0";
    amount.ok_or_else(|| Problem::invalid(wrong))
}

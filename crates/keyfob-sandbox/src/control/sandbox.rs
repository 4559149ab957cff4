//! The sandbox as a whole, and the document of the control port.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::answer::json;
use crate::backend::Backend;

/// `control.yaml` as JSON, which a test compares.
pub(super) const DOCUMENT: &str = include_str!("../../control.json");

pub(super) async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}

/// Where the vendors are played.
pub(super) async fn origins(State(backend): State<Arc<Backend>>) -> Response {
    let url = &backend.context.url;
    let body = json!({
        "url": url,
        "second_url": backend.context.second_url,
        "kotak_trade_url": format!("{url}/apim"),
        "kotak_neo_url": url,
        "quatrix_url": format!("{url}/api/1.0"),
    });
    json(StatusCode::OK, body)
}

pub(super) async fn reset(State(backend): State<Arc<Backend>>) -> StatusCode {
    backend.reset();
    StatusCode::NO_CONTENT
}

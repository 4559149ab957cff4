//! Sessions of the vendors: how many there are, and their end.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::json::Sent;
use crate::answer::json;
use crate::backend::Backend;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    vendor: Vendor,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Vendor {
    KotakNeo,
    KotakTrade,
    Quatrix,
}

/// How many are open, and how many logins there were.
pub(super) async fn count(State(backend): State<Arc<Backend>>) -> Response {
    let (trade, neo, quatrix) = (
        backend.kotak_trade(),
        backend.kotak_neo(),
        backend.quatrix(),
    );
    let body = json!({
        "kotak_trade": counts(trade.open_sessions(), trade.logins()),
        "kotak_neo": counts(neo.open_sessions(), neo.logins()),
        "quatrix": counts(quatrix.open_sessions(), quatrix.logins()),
    });
    json(StatusCode::OK, body)
}

fn counts(open: usize, logins: u64) -> Value {
    json!({"open": open, "logins": logins})
}

/// Ends all of a vendor.
pub(super) async fn end(
    State(backend): State<Arc<Backend>>,
    Sent(End { vendor }): Sent<End>,
) -> Response {
    let ended = match vendor {
        Vendor::KotakNeo => backend.kotak_neo().end_sessions(),
        Vendor::KotakTrade => backend.kotak_trade().end_sessions(),
        Vendor::Quatrix => backend.quatrix().end_sessions(),
    };
    json(StatusCode::OK, json!({"ended": ended}))
}

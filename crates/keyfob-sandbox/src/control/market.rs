//! Prices and liquidity.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::json::{Sent, amount};
use super::problem::Problem;
use crate::answer::json;
use crate::backend::Backend;
use crate::exchange::{Instrument, Rupees, Segment};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    price: Option<String>,
    depth: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetIndex {
    segment: Segment,
    name: String,
    last: String,
}

pub(super) async fn list(State(backend): State<Arc<Backend>>) -> Response {
    let instruments = backend.exchange().instruments();
    let instruments: Vec<Value> = instruments.iter().map(to_json).collect();
    json(StatusCode::OK, json!(instruments))
}

pub(super) async fn get(
    State(backend): State<Arc<Backend>>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    Ok(json(StatusCode::OK, to_json(&find(&backend, &token)?)))
}

/// The depth first, so that the price fills as much as it says.
pub(super) async fn change(
    State(backend): State<Arc<Backend>>,
    Path(token): Path<String>,
    Sent(change): Sent<Change>,
) -> Result<Response, Problem> {
    let known = find(&backend, &token)?;
    let price = change.price.as_deref().map(amount).transpose()?;
    if change.depth.is_some_and(|depth| depth < 0) {
        return Err(Problem::invalid("depth must be 0 or more"));
    }
    if let Some(depth) = change.depth {
        backend.exchange().set_depth(known.token, depth);
    }
    if let Some(price) = price {
        backend.exchange().set_price(known.token, price);
    }
    get(State(backend), Path(token)).await
}

pub(super) async fn set_index(
    State(backend): State<Arc<Backend>>,
    Sent(index): Sent<SetIndex>,
) -> Result<StatusCode, Problem> {
    let last = amount(&index.last)?;
    backend
        .exchange()
        .set_index(index.segment, &index.name, last);
    Ok(StatusCode::NO_CONTENT)
}

fn find(backend: &Backend, token: &str) -> Result<Instrument, Problem> {
    let known = token.parse().ok();
    let known = known.and_then(|token| backend.exchange().instrument(token));
    known.ok_or_else(|| {
        Problem::not_found("no instrument has this token; GET /instruments tells all")
    })
}

fn to_json(instrument: &Instrument) -> Value {
    json!({
        "token": instrument.token,
        "segment": instrument.segment.code(),
        "name": instrument.name,
        "trading_symbol": instrument.trading_symbol,
        "lot": instrument.lot,
        "last": instrument.last.text(),
        "close": instrument.close.text(),
        "band": {"low": instrument.band.0.text(), "high": instrument.band.1.text()},
        "depth": instrument.depth,
    })
}

//! What became of the traders' orders.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::answer::json;
use crate::backend::Backend;
use crate::exchange::{self, Order, OrderKind, Rupees, Side, Trade};

pub(super) async fn orders(State(backend): State<Arc<Backend>>) -> Response {
    let orders = backend.exchange().orders();
    json(StatusCode::OK, orders.iter().map(order).collect())
}

pub(super) async fn trades(State(backend): State<Arc<Backend>>) -> Response {
    let trades = backend.exchange().trades();
    json(StatusCode::OK, trades.iter().map(trade).collect())
}

/// Order numbers have more digits than some languages' numbers, so they are text.
fn order(order: &Order) -> Value {
    let request = &order.request;
    json!({
        "number": order.number.to_string(),
        "account": order.owner,
        "token": request.token,
        "side": match request.side {
            Side::Buy => "buy",
            Side::Sell => "sell",
        },
        "kind": match request.kind {
            OrderKind::Limit => "limit",
            OrderKind::Market => "market",
            OrderKind::StopLimit => "stop_limit",
            OrderKind::StopMarket => "stop_market",
        },
        "product": request.product,
        "quantity": request.quantity,
        "filled": order.filled,
        "cancelled": order.cancelled,
        "price": request.price.text(),
        "trigger": request.trigger.text(),
        "average": order.average().text(),
        "state": match order.state {
            exchange::State::AfterMarket => "after_market",
            exchange::State::TriggerPending => "trigger_pending",
            exchange::State::Open => "open",
            exchange::State::Complete => "complete",
            exchange::State::Cancelled => "cancelled",
            exchange::State::Rejected => "rejected",
        },
        "reason": order.reason,
        "tag": request.tag,
    })
}

fn trade(trade: &Trade) -> Value {
    json!({
        "id": trade.id,
        "order": trade.order.to_string(),
        "account": trade.owner,
        "quantity": trade.quantity,
        "price": trade.price.text(),
    })
}

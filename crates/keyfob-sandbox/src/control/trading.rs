//! What traders have, and what became of their orders.

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
use crate::exchange::{self, Decimal, Order, OrderKind, Rupees, Side, Trade};

/// In place of all that the account had; what is not said is nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Portfolio {
    cash: Option<String>,
    #[serde(default)]
    holdings: Vec<Holding>,
    #[serde(default)]
    positions: Vec<Position>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holding {
    token: u64,
    quantity: i64,
    average: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    token: u64,
    product: String,
    quantity: i64,
    price: String,
}

/// Orders and trades of the account go too.
pub(super) async fn set_portfolio(
    State(backend): State<Arc<Backend>>,
    Path(account): Path<String>,
    Sent(portfolio): Sent<Portfolio>,
) -> Result<StatusCode, Problem> {
    let exchange = backend.exchange();
    let check = |token: u64| match exchange.instrument(token) {
        Some(_) => Ok(token),
        None => Err(Problem::invalid(format!(
            "no instrument has the token {token}"
        ))),
    };
    let cash = portfolio.cash.as_deref().map(amount).transpose()?;
    let mut holdings = Vec::new();
    for one in &portfolio.holdings {
        holdings.push((check(one.token)?, one.quantity, amount(&one.average)?));
    }
    let mut positions = Vec::new();
    for one in &portfolio.positions {
        positions.push((
            check(one.token)?,
            &one.product,
            one.quantity,
            amount(&one.price)?,
        ));
    }
    exchange.clear(&account);
    exchange.set_cash(&account, cash.unwrap_or(Decimal::ZERO));
    for (token, quantity, average) in holdings {
        exchange.hold(&account, token, quantity, average);
    }
    for (token, product, quantity, price) in positions {
        exchange.carry(&account, token, product, quantity, price);
    }
    Ok(StatusCode::NO_CONTENT)
}

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

//! The answer to every order call: an object by exchange.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::answer::json;
use crate::exchange::{Decimal, Market, Order, Rupees};

/// What an order call tells of the order.
pub(super) fn placed(market: &Market, order: &Order) -> Response {
    let request = &order.request;
    let own = order_ack("Placed", order, request.price, request.quantity);
    answer(market, order, own)
}

pub(super) fn modified(market: &Market, order: &Order) -> Response {
    let request = &order.request;
    let own = order_ack("Modified", order, request.price, request.quantity);
    answer(market, order, own)
}

pub(super) fn cancelled(market: &Market, order: &Order) -> Response {
    let own = order_ack("Cancelled", order, Decimal::ZERO, 0);
    answer(market, order, own)
}

fn order_ack(what: &str, order: &Order, price: Decimal, quantity: i64) -> Value {
    json!({
        "message": format!("{what} {}", order.number),
        "orderId": order.number,
        "price": price.number(),
        "quantity": quantity,
        "tag": order.request.tag,
    })
}

/// Routed orders tell of the other exchange as well, which got nothing.
fn answer(market: &Market, order: &Order, own: Value) -> Response {
    let mut exchanges = Map::new();
    if let Some(instrument) = market.instrument(order.request.token) {
        exchanges.insert(instrument.segment.exchange().to_owned(), own);
        let other = market.at_other_exchange(instrument);
        if let Some(other) = other.filter(|_| order.request.product == "SOR") {
            let nothing =
                json!({"message": "", "orderId": 0, "price": 0, "quantity": 0, "tag": ""});
            exchanges.insert(other.exchange().to_owned(), nothing);
        }
    }
    json(StatusCode::OK, json!({"Success": exchanges}))
}

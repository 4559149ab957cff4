//! The messages of the order feed, with the members that the vendor documents.

use std::time::SystemTime;

use serde_json::{Value, json};

use crate::clock::unix_seconds;
use crate::exchange::{Event, Market, Order, OrderKind, Position, Rupees, State};
use crate::india_time;
use crate::kotak_neo::trading::instrument::side_code;
use crate::kotak_neo::trading::states;

/// An order right after one of its steps.
pub(super) fn order(market: &Market, order: &Order, index: usize) -> Option<Value> {
    let instrument = market.instrument(order.request.token)?;
    let step = order.steps.get(index)?;
    let is_at_exchange = matches!(
        step.event,
        Event::Modified
            | Event::PartlyFilled
            | Event::Became(
                State::Open | State::TriggerPending | State::Complete | State::Cancelled
            )
    );
    let (number, confirmed) = match is_at_exchange {
        true => (
            order.exchange_number.to_string(),
            india_time::day_and_clock(step.at),
        ),
        false => ("NA".to_owned(), "--".to_owned()),
    };
    // What waits no longer was taken back.
    let unfilled = match step.event {
        Event::Became(State::Cancelled) => order.pending(),
        _ => step.quantity - step.filled,
    };
    let data = json!({
        "nOrdNo": order.number.to_string(),
        "exOrdId": number,
        "ordSt": state(order, index),
        "avgPrc": step.average.text(),
        "qty": step.quantity,
        "fldQty": step.filled,
        "unFldSz": unfilled,
        "trnsTp": side_code(order.request.side),
        "prcTp": kind(order.request.kind),
        "prod": order.request.product,
        "exSeg": instrument.segment.code(),
        "sym": instrument.name,
        "trdSym": instrument.trading_symbol,
        "tok": instrument.token.to_string(),
        "ordDtTm": india_time::day_and_clock(order.placed_at()),
        "updRecvTm": india_time::nanos(step.at),
        "boeSec": unix_seconds(step.at),
        "exCfmTm": confirmed,
    });
    Some(json!({"type": "order", "data": data}))
}

pub(super) fn position(
    market: &Market,
    account: &str,
    position: &Position,
    now: SystemTime,
) -> Option<Value> {
    let instrument = market.instrument(position.token)?;
    let data = json!({
        "actId": account,
        "sym": instrument.name,
        "exSeg": instrument.segment.code(),
        "prod": position.product,
        "flBuyQty": position.bought.quantity.to_string(),
        "flSellQty": position.sold.quantity.to_string(),
        "buyAmt": position.bought.amount.text(),
        "sellAmt": position.sold.amount.text(),
        "posFlg": "true",
        "sqrFlg": "Y",
        "lotSz": instrument.lot.to_string(),
        "multiplier": "1",
        "hsUpTm": india_time::slashed(now),
    });
    Some(json!({"type": "position", "data": data}))
}

/// As the book says it: an order that is filled in part is open.
fn state(order: &Order, index: usize) -> &'static str {
    match order.steps.get(index).map(|step| step.event) {
        Some(Event::PartlyFilled) => "open",
        _ => states::at(order, index),
    }
}

/// The feed's words are longer than the book's.
fn kind(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Limit => "LMT",
        OrderKind::Market => "MKT",
        OrderKind::StopLimit => "SL",
        OrderKind::StopMarket => "SL-M",
    }
}

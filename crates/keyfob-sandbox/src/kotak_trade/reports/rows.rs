//! Rows of the reports.

use serde_json::{Value, json};

use super::super::instrument::{expiry, is_fno, kind, market_code, option_type, side};
use crate::answer::extend;
use crate::exchange::{Event, Instrument, Order, Rupees, State, Step, Trade};
use crate::india_time;

pub(super) fn order(instrument: &Instrument, order: &Order) -> Value {
    let request = &order.request;
    let mut row = common(instrument, order);
    extend(
        &mut row,
        json!({
            "exchangeOrderId": exchange_number(order),
            "leg": 1,
            "orderQuantity": request.quantity,
            "pendingQuantity": order.pending(),
            "filledQuantity": order.filled,
            "cancelledQuantity": order.cancelled,
            "disclosedQuantity": request.disclosed,
            "price": request.price.number(),
            "triggerPrice": request.trigger.number(),
            "validity": if request.immediate { "IOC" } else { "GFD" },
            "variety": request.variety,
            "status": status(order),
            "tag": request.tag,
        }),
    );
    row
}

pub(super) fn trade(instrument: &Instrument, order: &Order, trade: &Trade) -> Value {
    let mut row = common(instrument, order);
    extend(
        &mut row,
        json!({
            "tradeId": trade.id,
            "exchangeTradeId": trade.id.to_string(),
            "tradeTimestamp": india_time::sybase(trade.at),
            "price": trade.price.number(),
            "quantity": trade.quantity,
        }),
    );
    row
}

/// The last one is how the order stands.
pub(super) fn step(order: &Order, version: u64, step: &Step) -> Value {
    let status = event(step.event);
    let price = if step.trade.is_some() {
        step.average
    } else {
        step.price
    };
    json!({
        "version": version,
        "activityTimestamp": india_time::sybase(step.at),
        "exchOrderId": if version == 1 { String::new() } else { exchange_number(order) },
        "exchTradeId": step.trade.map_or_else(|| "-".into(), |id| id.to_string()),
        "exchangeStatus": status,
        "orderQuantity": step.quantity,
        "filledQuantity": step.filled,
        "disclosedQuantity": order.request.disclosed,
        "price": price.number(),
        "triggerPrice": step.trigger.number(),
        "status": status,
        "statusInfo": "",
        "statusMessage": "",
        "message": "",
        "validity": if order.request.immediate { "IOC" } else { "Good For Day" },
    })
}

fn common(instrument: &Instrument, order: &Order) -> Value {
    json!({
        "orderId": order.number,
        "orderTimestamp": india_time::sybase(order.placed_at()),
        "exchange": instrument.segment.exchange(),
        "marketExchange": market_code(instrument),
        "instrumentName": instrument.name,
        "instrumentToken": instrument.token,
        "instrumentType": kind(instrument),
        "isFNO": is_fno(instrument),
        "optionType": option_type(instrument),
        "strikePrice": instrument.strike().number(),
        "expiryDate": expiry(instrument),
        "marketLot": instrument.lot,
        "multiplier": 1,
        "product": order.request.product,
        "transactionType": side(order.request.side),
        "statusInfo": "",
        "statusMessage": order.reason,
    })
}

fn exchange_number(order: &Order) -> String {
    if order.state == State::AfterMarket {
        return String::new();
    }
    order.exchange_number.to_string()
}

fn status(order: &Order) -> &'static str {
    if order.state == State::Open && order.filled > 0 {
        return event(Event::PartlyFilled);
    }
    event(Event::Became(order.state))
}

fn event(event: Event) -> &'static str {
    match event {
        Event::Received | Event::Became(State::AfterMarket) => "NEWF",
        Event::Modified => "CHRF",
        Event::PartlyFilled => "OPF",
        Event::Became(State::TriggerPending) => "SLO",
        Event::Became(State::Open) => "OPN",
        Event::Became(State::Complete) => "TRAD",
        Event::Became(State::Cancelled) => "CAN",
        Event::Became(State::Rejected) => "REJ",
    }
}

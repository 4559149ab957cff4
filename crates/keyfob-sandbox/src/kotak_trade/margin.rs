//! What an order would block, and what there is.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::authorization::authorize;
use super::fault::Fault;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Decimal, Funds, Instrument, JsonAmount, Refusal, Rupees, Side, required};
use crate::kotak_trade::app::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ReqMargin {
    transaction_type: TransactionType,
    order_info: Vec<OrderInfo>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum TransactionType {
    Buy,
    Sell,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct OrderInfo {
    instrument_token: u64,
    quantity: i64,
    price: JsonAmount,
    #[serde(rename = "amount")]
    _amount: Option<i64>,
    #[serde(rename = "triggerPrice")]
    _trigger: Option<JsonAmount>,
}

/// Each order by itself, as if nothing else were there.
pub(super) async fn required_for(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    authorize(&app, &call)?;
    let ReqMargin {
        transaction_type,
        order_info,
    } = call.json().map_err(|error| Fault::bad_input(&error))?;
    let side = match transaction_type {
        TransactionType::Buy => Side::Buy,
        TransactionType::Sell => Side::Sell,
    };
    let market = app.market();
    let mut rows = Vec::new();
    for order in &order_info {
        let instrument = market.instrument(order.instrument_token);
        let unknown = || Fault::order(-22, Refusal::UnknownInstrument.text());
        rows.push(entry(instrument.ok_or_else(unknown)?, side, order));
    }
    Ok(json(StatusCode::OK, json!({"Success": rows})))
}

fn entry(instrument: &Instrument, side: Side, order: &OrderInfo) -> Value {
    let market_order = order.price.get() == Decimal::ZERO;
    let price = if market_order {
        instrument.last
    } else {
        order.price.get()
    };
    let of = |product| required(instrument, product, side, order.quantity, price).number();
    json!({
        "instrumentToken": instrument.token,
        "normal": of("NORMAL"),
        "mtf": of("MTF"),
        "superMultiple": of("SUPERMULTIPLE"),
    })
}

/// One purse for all segments; commodities are not traded, and have no rows.
pub(super) async fn summary(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let user = authorize(&app, &call)?;
    let funds = app.market().funds(&user.user_id);
    let none = Funds {
        cash: Decimal::ZERO,
        realised: Decimal::ZERO,
        unrealised: Decimal::ZERO,
        used: Decimal::ZERO,
    };
    let equity = json!([{
        "exchange": "NSE,BSE",
        "cash": bucket(funds),
        "mtf": bucket(none),
        "mis": {"misCutOff": 0, "misPnl": 0, "refreshTime": 60},
    }]);
    let segment = json!([{"exchange": "NSE", "futures": bucket(funds), "options": bucket(funds)}]);
    let body = json!({
        "equity": equity,
        "derivatives": segment,
        "currency": segment,
        "commodities": [],
    });
    Ok(json(StatusCode::OK, json!({"Success": body})))
}

fn bucket(funds: Funds) -> Value {
    json!({
        "additionalOptionBrokerage": 0,
        "availableCashBalance": funds.cash.number(),
        "clientGroupLimit": 0,
        "debtorFlag": 0,
        "dtv": 0,
        "dtvBTSTSell": 0,
        "initialMargin": 0,
        "marginAvailable": funds.available().number(),
        "marginUtilised": funds.used.number(),
        "mfLien": 0,
        "mtm": funds.unrealised.number(),
        "nriPinsBalance": 0,
        "optionPremium": 0,
        "realizedPL": funds.realised.number(),
        "securityMargin": 0,
        "totalMargin": funds.total().number(),
    })
}

//! What an order would block.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, Trader, authorize};
use super::jdata;
use crate::call::Call;
use crate::exchange::{Decimal, Refusal, Request, Rupees};
use crate::kotak_neo::app::App;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(rename = "brkName")]
    broker: String,
    #[serde(rename = "brnchId")]
    branch: String,
    #[serde(rename = "exSeg")]
    segment: String,
    #[serde(rename = "prc")]
    price: String,
    #[serde(rename = "prcTp")]
    kind: String,
    #[serde(rename = "prod")]
    product: String,
    #[serde(rename = "qty")]
    quantity: String,
    #[serde(rename = "tok")]
    token: String,
    #[serde(rename = "trnsTp")]
    side: String,
    #[serde(rename = "trgPrc")]
    trigger: Option<String>,
    #[serde(rename = "slAbsOrTks")]
    _stop_loss_type: Option<String>,
    #[serde(rename = "slVal")]
    _stop_loss_value: Option<String>,
    #[serde(rename = "sqrOffAbsOrTks")]
    _square_off_type: Option<String>,
    #[serde(rename = "sqrOffVal")]
    _square_off_value: Option<String>,
    #[serde(rename = "trailSL")]
    _trailing: Option<String>,
    #[serde(rename = "tSLTks")]
    _trailing_value: Option<String>,
}

pub(super) fn check(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let asked: Asked = jdata::read(call)?;
    if asked.broker != "KOTAK" || asked.branch != "ONLINE" {
        return Err(Fault::invalid_request());
    }
    jdata::segment(&asked.segment)?;
    jdata::product(&asked.product)?;
    let market = app.market();
    let token = asked
        .token
        .parse()
        .map_err(|_| Refusal::UnknownInstrument)?;
    let instrument = market.instrument(token);
    let instrument = instrument.filter(|known| known.segment.code() == asked.segment);
    instrument.ok_or(Refusal::UnknownInstrument)?;
    let request = Request {
        token,
        side: jdata::side(&asked.side)?,
        product: asked.product,
        kind: jdata::kind(&asked.kind)?,
        immediate: false,
        after_market: false,
        quantity: jdata::quantity(&asked.quantity)?,
        disclosed: 0,
        price: jdata::price(&asked.price)?,
        trigger: asked
            .trigger
            .as_deref()
            .map_or(Ok(Decimal::ZERO), jdata::price)?,
        tag: String::new(),
        variety: String::new(),
    };
    let before = market.funds(&trader.ucc);
    let after = market.funds_with(&trader.ucc, Some((&request, request.quantity)), None);
    let order = after.used - before.used;
    let short = (-after.available()).max(Decimal::ZERO);
    // Six decimals, of which the vendor's amounts use two.
    let long = |amount: Decimal| format!("{}0000", amount.text());
    let members = json!({
        "avlCash": long(before.total()),
        "totMrgnUsd": long(after.used),
        "mrgnUsd": long(before.used),
        "ordMrgn": long(order),
        "reqdMrgn": long(order.max(Decimal::ZERO)),
        "avlMrgn": long(after.available()),
        "insufFund": long(short),
        "rmsVldtd": verdict(&trader, short == Decimal::ZERO),
    });
    Ok(trader.flat("Ok", members))
}

/// The first generation says it with a number, of which only the good one was seen.
fn verdict(trader: &Trader, enough: bool) -> Value {
    match (trader.is_first(), enough) {
        (true, true) => json!(78),
        (true, false) => json!(0),
        (false, true) => json!("OK"),
        (false, false) => json!("NOT_OK"),
    }
}

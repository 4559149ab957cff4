//! Changing an order that is still open.

use axum::response::Response;
use serde::Deserialize;

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, authorize};
use super::jdata;
use crate::call::Call;
use crate::exchange::{Change, Refusal};
use crate::kotak_neo::app::App;

/// The older generations repeat the whole order; what cannot be changed is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModifyOrder {
    #[serde(rename = "no")]
    number: String,
    #[serde(rename = "pr")]
    price: String,
    #[serde(rename = "pt")]
    kind: String,
    #[serde(rename = "qt")]
    quantity: String,
    #[serde(rename = "vd")]
    validity: String,
    #[serde(rename = "tp")]
    trigger: String,
    #[serde(rename = "dq")]
    disclosed: String,
    #[serde(rename = "mp")]
    market_protection: String,
    #[serde(rename = "am")]
    after_market: String,
    #[serde(rename = "tk")]
    _token: Option<String>,
    #[serde(rename = "pc")]
    _product: Option<String>,
    #[serde(rename = "dd")]
    _days: Option<String>,
    #[serde(rename = "ts")]
    _symbol: Option<String>,
    #[serde(rename = "tt")]
    _side: Option<String>,
    #[serde(rename = "fq")]
    _filled: Option<String>,
    #[serde(rename = "es")]
    _segment: Option<String>,
    #[serde(rename = "os")]
    _source: Option<String>,
}

pub(super) fn modify(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Order)?;
    let order: ModifyOrder = jdata::read(call)?;
    jdata::flag(&order.after_market)?;
    jdata::count(&order.market_protection)?;
    let number = order.number.parse().map_err(|_| Refusal::UnknownOrder)?;
    let change = Change {
        quantity: Some(jdata::quantity(&order.quantity)?),
        price: Some(jdata::price(&order.price)?),
        trigger: Some(jdata::price(&order.trigger)?),
        disclosed: Some(jdata::count(&order.disclosed)?),
        kind: Some(jdata::kind(&order.kind)?),
        immediate: Some(jdata::immediate(&order.validity)?),
    };
    let now = app.now();
    app.market().modify(&trader.ucc, number, &change, now)?;
    Ok(trader.ack(number))
}

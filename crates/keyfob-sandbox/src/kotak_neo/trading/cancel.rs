//! Cancelling, and leaving cover and bracket orders.

use axum::response::Response;
use serde::Deserialize;

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, Trader, authorize};
use super::jdata;
use crate::call::Call;
use crate::exchange::Refusal;
use crate::kotak_neo::app::App;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CancelOrder {
    #[serde(rename = "on")]
    number: String,
    #[serde(rename = "am")]
    after_market: Option<String>,
    #[serde(rename = "ts")]
    _symbol: Option<String>,
}

pub(super) fn cancel(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let (trader, number) = read(app, call, family, Endpoint::Order)?;
    let now = app.now();
    app.market().cancel(&trader.ucc, number, now)?;
    Ok(trader.ack(number))
}

pub(super) fn cover(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    exit(app, call, family, "CO")
}

pub(super) fn bracket(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    exit(app, call, family, "BO")
}

fn exit(app: &App, call: &Call, family: Family, product: &str) -> Result<Response, Fault> {
    let (trader, number) = read(app, call, family, Endpoint::Exit)?;
    let mut market = app.market();
    let order = market.order(&trader.ucc, number);
    let order = order.filter(|order| order.request.product == product);
    order.ok_or(Refusal::UnknownOrder)?;
    market.exit(&trader.ucc, number, app.now())?;
    Ok(trader.ack(number))
}

fn read(
    app: &App,
    call: &Call,
    family: Family,
    endpoint: Endpoint,
) -> Result<(Trader, u64), Fault> {
    let trader = authorize(app, call, family, endpoint)?;
    let CancelOrder {
        number,
        after_market,
        ..
    } = jdata::read(call)?;
    if let Some(flag) = after_market {
        jdata::flag(&flag)?;
    }
    let number = number.parse().map_err(|_| Refusal::UnknownOrder)?;
    Ok((trader, number))
}

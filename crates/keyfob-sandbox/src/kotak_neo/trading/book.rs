//! The order book, one order, the trade book, and the positions.

use axum::response::Response;
use serde_json::{Value, json};

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, authorize};
use super::{order_row, position_row, trade_row};
use crate::answer::extend;
use crate::call::Call;
use crate::exchange::{Instrument, Order, Rupees};
use crate::kotak_neo::app::App;

/// Whether an order shows in the book by now.
pub(super) fn visible(app: &App) -> impl Fn(&Order) -> bool + use<> {
    let delay = app.state().book_delay;
    let now = app.now();
    move |order| order.placed_at() + delay <= now
}

pub(super) fn orders(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let is_visible = visible(app);
    let market = app.market();
    let orders = market.orders(&trader.ucc).filter(|order| is_visible(order));
    let rows = orders.filter_map(|order| order_row::row(&trader, &market, order));
    trader.rows("Ok", rows.collect())
}

pub(super) fn order(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let number = call.path().rsplit('/').next().unwrap_or_default();
    let is_visible = visible(app);
    let market = app.market();
    let order = number
        .parse()
        .ok()
        .and_then(|number| market.order(&trader.ucc, number));
    let order = order.filter(|order| is_visible(order));
    let row = order.and_then(|order| order_row::row(&trader, &market, order));
    trader.rows("Ok", row.into_iter().collect())
}

pub(super) fn trades(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let market = app.market();
    let trades = market.trades(&trader.ucc);
    let rows = trades.filter_map(|trade| trade_row::row(&trader, &market, trade));
    trader.rows("ok", rows.collect())
}

pub(super) fn positions(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    position_rows(app, call, family, |_| json!({}))
}

/// The same, with the last price in each row.
pub(super) fn latest_positions(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let last = |instrument: &Instrument| json!({"ltp": instrument.last.text()});
    position_rows(app, call, family, last)
}

fn position_rows(
    app: &App,
    call: &Call,
    family: Family,
    more: impl Fn(&Instrument) -> Value,
) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let now = app.now();
    let market = app.market();
    let positions = market.positions(&trader.ucc).into_iter();
    let rows = positions.filter_map(|position| {
        let instrument = market.instrument(position.token)?;
        let mut row = position_row::row(&trader, family, instrument, &position, now);
        extend(&mut row, more(instrument));
        Some(row)
    });
    trader.rows("ok", rows.collect())
}

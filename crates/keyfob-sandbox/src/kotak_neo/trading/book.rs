//! The order book, one order, the trade book, and the positions.

use axum::response::Response;
use serde_json::{Value, json};

use super::super::fault::{Family, Fault};
use super::door::{Door, admit};
use super::{order_row, position_row, trade_row};
use crate::answer::extend;
use crate::call::Call;
use crate::exchange::{Instrument, Order};
use crate::world::World;

/// Whether an order shows in the book by now.
pub(super) fn shown(world: &World) -> impl Fn(&Order) -> bool + use<> {
    let delay = world.kotak_neo().book_delay;
    let now = world.clock.now();
    move |order| order.placed_at() + delay <= now
}

pub(super) fn orders(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = admit(world, call, family, Door::Book)?;
    let shown = shown(world);
    let market = world.market();
    let orders = market.orders(&trader.ucc).filter(|order| shown(order));
    let rows = orders.filter_map(|order| order_row::row(&trader, &market, order));
    trader.rows("Ok", rows.collect())
}

pub(super) fn order(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = admit(world, call, family, Door::Book)?;
    let number = call.path().rsplit('/').next().unwrap_or_default();
    let shown = shown(world);
    let market = world.market();
    let order = number
        .parse()
        .ok()
        .and_then(|number| market.order(&trader.ucc, number));
    let order = order.filter(|order| shown(order));
    let row = order.and_then(|order| order_row::row(&trader, &market, order));
    trader.rows("Ok", row.into_iter().collect())
}

pub(super) fn trades(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = admit(world, call, family, Door::Book)?;
    let market = world.market();
    let trades = market.trades(&trader.ucc);
    let rows = trades.filter_map(|trade| trade_row::row(&trader, &market, trade));
    trader.rows("ok", rows.collect())
}

pub(super) fn positions(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    position_rows(world, call, family, |_| json!({}))
}

/// The same, with the last price in each row.
pub(super) fn latest_positions(
    world: &World,
    call: &Call,
    family: Family,
) -> Result<Response, Fault> {
    let last = |instrument: &Instrument| json!({"ltp": instrument.last.to_string()});
    position_rows(world, call, family, last)
}

fn position_rows(
    world: &World,
    call: &Call,
    family: Family,
    more: impl Fn(&Instrument) -> Value,
) -> Result<Response, Fault> {
    let trader = admit(world, call, family, Door::Book)?;
    let now = world.clock.now();
    let market = world.market();
    let positions = market.positions(&trader.ucc).into_iter();
    let rows = positions.filter_map(|position| {
        let instrument = market.instrument(position.token)?;
        let mut row = position_row::row(&trader, family, instrument, &position, now);
        extend(&mut row, more(instrument));
        Some(row)
    });
    trader.rows("ok", rows.collect())
}

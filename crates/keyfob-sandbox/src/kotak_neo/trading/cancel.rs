//! Cancelling, and leaving cover and bracket orders.

use axum::response::Response;
use serde::Deserialize;

use super::super::fault::{Family, Fault};
use super::door::{Door, Trader, admit};
use super::jdata;
use crate::call::Call;
use crate::exchange::Refusal;
use crate::world::World;

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

pub(super) fn cancel(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    let (trader, number) = read(world, call, family, Door::Order)?;
    let now = world.clock.now();
    world.market().cancel(&trader.ucc, number, now)?;
    Ok(trader.ack(number))
}

pub(super) fn cover(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    exit(world, call, family, "CO")
}

pub(super) fn bracket(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    exit(world, call, family, "BO")
}

fn exit(world: &World, call: &Call, family: Family, product: &str) -> Result<Response, Fault> {
    let (trader, number) = read(world, call, family, Door::Exit)?;
    let mut market = world.market();
    let order = market.order(&trader.ucc, number);
    let order = order.filter(|order| order.request.product == product);
    order.ok_or(Refusal::UnknownOrder)?;
    market.exit(&trader.ucc, number, world.clock.now())?;
    Ok(trader.ack(number))
}

fn read(world: &World, call: &Call, family: Family, door: Door) -> Result<(Trader, u64), Fault> {
    let trader = admit(world, call, family, door)?;
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

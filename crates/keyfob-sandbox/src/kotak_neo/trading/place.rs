//! Placing. A number means that the order was taken, not that it is good: a price outside the band shows in
//! the book only.

use axum::response::Response;

use super::super::fault::{Family, Fault};
use super::door::{Door, admit};
use super::jdata;
use super::request::PlaceOrder;
use crate::call::Call;
use crate::exchange::Refusal;
use crate::world::World;

pub(super) fn place(world: &World, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = admit(world, call, family, Door::Order)?;
    let order: PlaceOrder = jdata::read(call)?;
    let now = world.clock.now();
    let mut market = world.market();
    let request = order.request(&market)?;
    let tag = request.tag.as_str();
    if !tag.is_empty()
        && market
            .orders(&trader.ucc)
            .any(|known| known.request.tag == tag)
    {
        let message = "Put Order Response : Client OrderID already exists";
        return Err(Fault::order(5204, message));
    }
    let number = match market.place(&trader.ucc, request.clone(), now) {
        Err(why @ Refusal::Band) => market.reject(&trader.ucc, request, why, now),
        placed => placed?,
    };
    Ok(trader.ack(number))
}

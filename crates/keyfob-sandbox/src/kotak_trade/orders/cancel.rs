use axum::response::Response;

use super::super::door::admit;
use super::super::fault::Fault;
use super::kind::Kind;
use super::{ack, refusal};
use crate::call::Call;
use crate::exchange::Refusal;
use crate::world::World;

pub(super) fn cancel(world: &World, call: &Call, kind: Kind, id: &str) -> Result<Response, Fault> {
    let user = admit(world, call)?;
    if call.has_body() {
        return Err(Fault::bad_input("no body is wanted"));
    }
    let unknown = || refusal::cancelling(Refusal::UnknownOrder);
    let number = id.parse().map_err(|_| unknown())?;
    let mut market = world.market();
    let order = market.order(&user.user_id, number);
    let order = order.filter(|order| kind.may_touch(&order.request.product));
    order.ok_or_else(unknown)?;
    let cancelled = market.cancel(&user.user_id, number, world.clock.now());
    let order = cancelled.map_err(refusal::cancelling)?.clone();
    Ok(ack::cancelled(&market, &order))
}

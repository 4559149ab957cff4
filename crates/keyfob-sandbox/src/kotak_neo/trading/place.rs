//! Placing. A number means that the order was taken, not that it is good: too little money, and a price outside the
//! band, show in the book only.

use axum::response::Response;

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, authorize};
use super::jdata;
use super::request::PlaceOrder;
use crate::call::Call;
use crate::exchange::Refusal;
use crate::kotak_neo::app::App;

pub(super) fn place(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Order)?;
    let order: PlaceOrder = jdata::read(call)?;
    let now = app.now();
    let mut market = app.market();
    let request = order.request(&market)?;
    let tag = request.tag.as_str();
    if !tag.is_empty()
        && market
            .orders(&trader.ucc)
            .any(|known| known.request.tag == tag)
    {
        return Err(Fault::tag_used(trader.is_first()));
    }
    let number = match market.place(&trader.ucc, request.clone(), now) {
        Err(why @ (Refusal::Band | Refusal::Margin)) => {
            market.reject(&trader.ucc, request, why, now)
        }
        placed => placed?,
    };
    Ok(trader.ack(number))
}

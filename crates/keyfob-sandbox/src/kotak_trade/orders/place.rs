use axum::response::Response;

use super::super::authorization::authorize;
use super::super::fault::Fault;
use super::body::NewOrder;
use super::kind::{Kind, order_kind};
use super::{ack, refusal};
use crate::call::Call;
use crate::exchange::{Decimal, JsonAmount, Refusal, Request};
use crate::kotak_trade::app::App;

pub(super) fn place(app: &App, call: &Call, kind: Kind) -> Result<Response, Fault> {
    let user = authorize(app, call)?;
    let order: NewOrder = call.json().map_err(|error| Fault::bad_input(&error))?;
    let request = request(kind, order)?;
    let now = app.now();
    let mut market = app.market();
    let number = market
        .place(&user.user_id, request, now)
        .map_err(refusal::placing)?;
    let order = market.order(&user.user_id, number);
    let order = order.ok_or_else(|| refusal::placing(Refusal::UnknownOrder))?;
    Ok(ack::placed(&market, order))
}

fn request(kind: Kind, order: NewOrder) -> Result<Request, Fault> {
    let product = kind.product_of(&order)?;
    let validity = order.validity.as_deref().unwrap_or("GFD");
    let variety = order.variety.as_deref().unwrap_or("REGULAR");
    if !kind.takes(validity, variety) {
        return Err(Fault::bad_input("validity or variety is wrong here"));
    }
    if kind != Kind::Generic && order.has_blocks() {
        return Err(Fault::bad_input("only generic orders have blocks"));
    }
    if kind == Kind::SuperMultiple && order.trigger_price.is_none() {
        return Err(Fault::bad_input("triggerPrice is missing"));
    }
    let price = order.price.get();
    let trigger = order.trigger_price.map_or(Decimal::ZERO, JsonAmount::get);
    Ok(Request {
        token: order.instrument_token,
        side: order.transaction_type.into(),
        kind: order_kind(&product, price, trigger),
        product,
        immediate: validity == "IOC",
        after_market: variety == "AMO",
        quantity: order.quantity,
        disclosed: order.disclosed_quantity.unwrap_or(0),
        price,
        trigger,
        variety: variety.to_owned(),
        tag: order.tag.unwrap_or_default(),
    })
}

use axum::response::Response;

use super::super::authorization::authorize;
use super::super::fault::Fault;
use super::body::ExistingOrder;
use super::kind::{Kind, order_kind};
use super::{ack, refusal};
use crate::call::Call;
use crate::exchange::{Change, JsonAmount, Refusal};
use crate::kotak_trade::app::App;

pub(super) fn modify(app: &App, call: &Call, kind: Kind) -> Result<Response, Fault> {
    let user = authorize(app, call)?;
    let wanted: ExistingOrder = call.json().map_err(|error| Fault::bad_input(&error))?;
    if kind != Kind::Generic && wanted.has_blocks() {
        return Err(Fault::bad_input("only generic orders have blocks"));
    }
    let validity = match wanted.validity.as_deref() {
        None if kind != Kind::Sor => return Err(Fault::bad_input("validity is missing")),
        Some("IOC") if kind == Kind::Sor => return Err(Fault::bad_input("validity must be GFD")),
        Some("GFD" | "IOC") | None => wanted.validity.as_deref(),
        Some(_) => return Err(Fault::bad_input("validity must be GFD or IOC")),
    };
    let unknown = || refusal::changing(Refusal::UnknownOrder);
    let number = wanted.order_id.parse().map_err(|_| unknown())?;
    let now = app.now();
    let mut market = app.market();
    let order = market.order(&user.user_id, number);
    let order = order.filter(|order| kind.may_touch(&order.request.product));
    let request = &order.ok_or_else(unknown)?.request;
    let price = wanted.price.map_or(request.price, JsonAmount::get);
    let trigger = wanted
        .trigger_price
        .map_or(request.trigger, JsonAmount::get);
    let change = Change {
        quantity: wanted.quantity,
        price: Some(price),
        trigger: Some(trigger),
        disclosed: wanted.disclosed_quantity,
        kind: Some(order_kind(&request.product, price, trigger)),
        immediate: validity.map(|validity| validity == "IOC"),
    };
    let changed = market.modify(&user.user_id, number, &change, now);
    let order = changed.map_err(refusal::changing)?.clone();
    Ok(ack::modified(&market, &order))
}

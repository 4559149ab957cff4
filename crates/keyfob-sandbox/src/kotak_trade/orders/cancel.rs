use axum::response::Response;

use super::super::authorization::authorize;
use super::super::fault::Fault;
use super::kind::Kind;
use super::{ack, refusal};
use crate::call::Call;
use crate::exchange::Refusal;
use crate::kotak_trade::app::App;

pub(super) fn cancel(app: &App, call: &Call, kind: Kind, id: &str) -> Result<Response, Fault> {
    let user = authorize(app, call)?;
    if call.has_body() {
        return Err(Fault::bad_input("no body is wanted"));
    }
    let unknown = || refusal::cancelling(Refusal::UnknownOrder);
    let number = id.parse().map_err(|_| unknown())?;
    let mut market = app.market();
    let order = market.order(&user.user_id, number);
    let order = order.filter(|order| kind.may_touch(&order.request.product));
    order.ok_or_else(unknown)?;
    let cancelled = market.cancel(&user.user_id, number, app.now());
    let order = cancelled.map_err(refusal::cancelling)?.clone();
    Ok(ack::cancelled(&market, &order))
}

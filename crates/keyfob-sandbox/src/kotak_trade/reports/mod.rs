//! Reports of orders and trades. What happened to one order of the derivatives market is told only when the
//! path ends in `Y`.

mod rows;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};

use super::authorization::authorize;
use super::fault::Fault;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::Step;
use crate::kotak_trade::app::{App, Shared};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/apim/reports/1.0/orders", get(orders))
        .route("/apim/reports/1.0/orders/{id}", get(order))
        .route("/apim/reports/1.0/orders/{id}/{is_fno}", get(fno_order))
        .route("/apim/reports/1.0/trades", get(trades))
        .route("/apim/reports/1.0/trades/{id}", get(trades_of))
        .route("/apim/reports/1.0/trades/{id}/{is_fno}", get(fno_trades_of))
}

async fn orders(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let user = authorize(&app, &call)?;
    let market = app.market();
    let orders = market.orders(&user.user_id);
    let rows = orders.filter_map(|order| {
        let instrument = market.instrument(order.request.token)?;
        Some(rows::order(instrument, order))
    });
    Ok(success(rows.collect()))
}

async fn trades(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let user = authorize(&app, &call)?;
    let market = app.market();
    let trades = market.trades(&user.user_id);
    let rows = trades.filter_map(|trade| {
        let order = market.order(&user.user_id, trade.order)?;
        let instrument = market.instrument(order.request.token)?;
        Some(rows::trade(instrument, order, trade))
    });
    Ok(success(rows.collect()))
}

async fn order(
    State(app): State<Shared>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    steps(&app, &call, &id, false, |_| true)
}

async fn fno_order(
    State(app): State<Shared>,
    Path((id, is_fno)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Fault> {
    steps(&app, &call, &id, yes(&is_fno)?, |_| true)
}

async fn trades_of(
    State(app): State<Shared>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    steps(&app, &call, &id, false, |step| step.trade.is_some())
}

async fn fno_trades_of(
    State(app): State<Shared>,
    Path((id, is_fno)): Path<(String, String)>,
    call: Call,
) -> Result<Response, Fault> {
    steps(&app, &call, &id, yes(&is_fno)?, |step| step.trade.is_some())
}

fn yes(is_fno: &str) -> Result<bool, Fault> {
    match is_fno {
        "Y" => Ok(true),
        "N" => Ok(false),
        _ => Err(Fault::bad_input("isFNO must be Y or N")),
    }
}

/// Oldest first; an order that is not there, or in the other market, has none.
fn steps(
    app: &App,
    call: &Call,
    id: &str,
    derivative: bool,
    wanted: impl Fn(&Step) -> bool,
) -> Result<Response, Fault> {
    let user = authorize(app, call)?;
    let number: u64 = id
        .parse()
        .map_err(|_| Fault::bad_input("orderId must be a number"))?;
    let market = app.market();
    let known = market.order(&user.user_id, number);
    let known = known.filter(|order| {
        let instrument = market.instrument(order.request.token);
        instrument.is_some_and(|instrument| instrument.is_derivative() == derivative)
    });
    let rows = known.map_or_else(Vec::new, |order| {
        let steps = (1_u64..).zip(&order.steps).filter(|(_, step)| wanted(step));
        steps
            .map(|(version, step)| rows::step(order, version, step))
            .collect()
    });
    Ok(success(rows))
}

fn success(rows: Vec<Value>) -> Response {
    json(StatusCode::OK, json!({"success": rows}))
}

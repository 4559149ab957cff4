//! Four lists of positions: bare ones, today's, open ones, and the shares in the depot. Today's are all that
//! were carried over or traded.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::authorization::authorize;
use super::fault::Fault;
use super::position_row;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::{Instrument, Market, Position};
use crate::kotak_trade::app::{App, Shared};

pub(super) async fn bare(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    list(&app, &call, |_, instrument, position| {
        Some(position_row::bare(instrument, position))
    })
}

pub(super) async fn today(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    list(&app, &call, |_, instrument, position| {
        Some(position_row::today(instrument, position))
    })
}

pub(super) async fn open(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    list(&app, &call, |_, instrument, position| {
        (position.net() != 0).then(|| position_row::open(instrument, position))
    })
}

pub(super) async fn stocks(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let user = authorize(&app, &call)?;
    let market = app.market();
    let holdings = market.account(&user.user_id).holdings.iter();
    let rows = holdings.filter_map(|holding| {
        let instrument = market.instrument(holding.token)?;
        Some(position_row::stock(instrument, holding))
    });
    Ok(success(rows.collect()))
}

fn list(
    app: &App,
    call: &Call,
    row: impl Fn(&Market, &Instrument, &Position) -> Option<Value>,
) -> Result<Response, Fault> {
    let user = authorize(app, call)?;
    let market = app.market();
    let positions = market.positions(&user.user_id).into_iter();
    let rows = positions.filter_map(|position| {
        let instrument = market.instrument(position.token)?;
        row(&market, instrument, &position)
    });
    Ok(success(rows.collect()))
}

fn success(rows: Vec<Value>) -> Response {
    json(StatusCode::OK, json!({"Success": rows}))
}

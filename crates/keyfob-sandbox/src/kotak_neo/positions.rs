//! Positions: one future bought today. The newest generation has three fields more and one of another type.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::fault::{Family, Fault};
use super::gate::{by_gateway_token, needs_fin_key, trade_session};
use super::state::{SERVER_ID, Step};
use crate::answer::{extend, json};
use crate::call::Call;
use crate::world::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Server {
    #[serde(rename = "sId")]
    id: String,
}

pub(super) async fn older(State(world): State<Shared>, call: Call) -> Result<Response, Fault> {
    let now = world.clock.now();
    let state = world.kotak_neo();
    let user = by_gateway_token(&state, &call, now)?;
    needs_fin_key(&call)?;
    let session = trade_session(Family::Older, &state, &call, now)?;
    if session.user.ucc != user.ucc || session.step == Step::Dashboard {
        return Err(Fault::trade_session(Family::Older));
    }
    let server: Server = call.query().map_err(|_| Fault::invalid_request())?;
    if server.id != SERVER_ID {
        return Err(Fault::invalid_request());
    }
    let mut row = position(&session.user.ucc);
    extend(&mut row, json!({"brdLtQty": "50"}));
    Ok(book(row))
}

pub(super) async fn newest(State(world): State<Shared>, call: Call) -> Result<Response, Fault> {
    let state = world.kotak_neo();
    let session = trade_session(Family::Newest, &state, &call, world.clock.now())?;
    if session.step != Step::Dashboard {
        return Err(Fault::trade_session(Family::Newest));
    }
    let mut row = position(&session.user.ucc);
    let received = 1_767_588_000_000_000_001_u64;
    let more = json!({"brdLtQty": 50, "dscQty": "", "upldPrc": "0.00", "updRecvTm": received});
    extend(&mut row, more);
    Ok(book(row))
}

fn book(row: Value) -> Response {
    json(
        StatusCode::OK,
        json!({"stat": "ok", "stCode": 200, "data": [row]}),
    )
}

fn position(account: &str) -> Value {
    json!({
        "actId": account,
        "cfBuyAmt": "0.00",
        "cfSellAmt": "0.00",
        "cfBuyQty": "0",
        "cfSellQty": "0",
        "exSeg": "nse_fo",
        "buyAmt": "75262.50",
        "sellAmt": "0.00",
        "flBuyQty": "50",
        "flSellQty": "0",
        "prod": "NRML",
        "series": "XX",
        "tok": "60001",
        "trdSym": "SANDBOXCO26JANFUT",
        "optTp": "XX",
        "stkPrc": "0.00",
        "type": "FUTSTK",
        "sym": "SANDBOXCO",
        "sqrFlg": "Y",
        "posFlg": "true",
        "lotSz": "50",
        "multiplier": "1",
        "precision": "2",
        "prcNum": "1",
        "prcDen": "1",
        "hsUpTm": "2026/01/05 10:00:00",
        "expDt": "27 Jan, 2026",
        "exp": "1769472000",
        "genNum": "1",
        "genDen": "1",
    })
}

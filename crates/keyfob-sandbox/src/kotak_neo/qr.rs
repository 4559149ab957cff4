//! Logging in by scanning a QR code.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::authorization::{by_gateway_token, needs_fin_key};
use super::fault::{Family, Fault};
use super::login_answer::qr_answer;
use super::state::{OneTime, Step};
use super::token::Scope;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_neo::app::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkQuery {
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QrSession {
    ott: String,
    id: String,
}

/// The link to the code. Opening it is not played: the token it would yield is there at once.
pub(super) async fn link(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let now = app.now();
    let mut state = app.state();
    let user = by_gateway_token(&state, &call, now)?;
    let LinkQuery { id } = call.query().map_err(|error| Fault::bad_input(&error))?;
    if id != user.ucc {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    state.limit.check(now)?;
    state
        .otts
        .insert(id, OneTime::new(Uuid::new_v4().to_string(), now));
    let data =
        json!({"baseDomain": app.context.url, "redirectUrl": format!("{}/qr", app.context.url)});
    Ok(json(StatusCode::OK, json!({"data": data})))
}

pub(super) async fn session(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let now = app.now();
    let mut guard = app.state();
    let state = &mut *guard;
    let user = by_gateway_token(state, &call, now)?;
    needs_fin_key(&call)?;
    let QrSession { ott, id } = call.json().map_err(|error| Fault::bad_input(&error))?;
    let right = id == user.ucc && OneTime::spend(&mut state.otts, &id, &ott, now);
    state.check_secret(Family::Older, &user, right, "Invalid one time token")?;
    state.lockout.reset(&user.ucc);
    let issued = state.open(Scope::Trade, Step::Qr, &user, now);
    Ok(json(
        StatusCode::OK,
        json!({"data": qr_answer(&user, &issued, now)}),
    ))
}

//! Authenticator code, then PIN: for the middle generation behind the gateway, and for the newest with its
//! dashboard token.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::authorization::{by_token_of, needs_fin_key, view_session};
use super::fault::Fault;
use super::login_answer::totp_answer;
use super::state::Step;
use super::token::Scope;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_neo::app::{App, Shared};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TotpLogin {
    #[serde(rename = "mobileNumber")]
    mobile: String,
    ucc: String,
    totp: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TotpValidate {
    mpin: String,
}

pub(super) async fn login(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    first_step(&app, &call, Step::Totp)
}

pub(super) async fn validate(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    second_step(&app, &call, Step::Totp)
}

pub(super) async fn dashboard_login(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    first_step(&app, &call, Step::Dashboard)
}

pub(super) async fn dashboard_validate(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    second_step(&app, &call, Step::Dashboard)
}

fn first_step(app: &App, call: &Call, step: Step) -> Result<Response, Fault> {
    let now = app.now();
    let mut guard = app.state();
    let state = &mut *guard;
    let user = by_token_of(step, state, call, now)?;
    needs_fin_key(call)?;
    let TotpLogin { mobile, ucc, totp } = call.json().map_err(|error| Fault::bad_input(&error))?;
    state.limit.check(now)?;
    if mobile != user.mobile || ucc != user.ucc {
        return Err(Fault::login(step.family(), "Authentication Failed"));
    }
    let right = state.authenticator.accept(&user.totp_secret, &totp, now);
    state.check_secret(step.family(), &user, right, "Invalid TOTP.")?;
    let issued = state.open(Scope::View, step, &user, now);
    Ok(json(
        StatusCode::OK,
        json!({"data": totp_answer(app, step, Scope::View, &user, &issued)}),
    ))
}

fn second_step(app: &App, call: &Call, step: Step) -> Result<Response, Fault> {
    let now = app.now();
    let mut state = app.state();
    let user = by_token_of(step, &state, call, now)?;
    needs_fin_key(call)?;
    let view = view_session(step, &state, call, &user, now)?;
    let TotpValidate { mpin } = call.json().map_err(|error| Fault::bad_input(&error))?;
    state.check_secret(step.family(), &user, mpin == user.mpin, "Invalid MPIN.")?;
    state.lockout.reset(&user.ucc);
    state.views.remove(&view);
    let issued = state.open(Scope::Trade, step, &user, now);
    Ok(json(
        StatusCode::OK,
        json!({"data": totp_answer(app, step, Scope::Trade, &user, &issued)}),
    ))
}

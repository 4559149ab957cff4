//! Password or PIN, then one-time password or PIN: one path for both steps. The second carries the first
//! one's `sid` and `Auth`.

use std::time::SystemTime;

use axum::extract::State as InState;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::authorization::{by_gateway_token, view_session};
use super::fault::{Family, Fault};
use super::login_answer::password_answer;
use super::state::{OneTime, State, Step};
use super::token::Scope;
use crate::accounts::KotakNeoAccount;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_neo::app::Shared;

/// The first step: one identity and one secret.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginRequest {
    #[serde(rename = "mobileNumber")]
    mobile: Option<String>,
    pan: Option<String>,
    userid: Option<String>,
    password: Option<String>,
    mpin: Option<String>,
}

/// The second step: the one-time password, or the PIN with the identity of the first step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondRequest {
    #[serde(rename = "userId")]
    sub: Option<String>,
    otp: Option<String>,
    #[serde(rename = "mobileNumber")]
    mobile: Option<String>,
    pan: Option<String>,
    mpin: Option<String>,
}

pub(super) async fn validate(InState(app): InState<Shared>, call: Call) -> Result<Response, Fault> {
    let now = app.now();
    let mut state = app.state();
    let user = by_gateway_token(&state, &call, now)?;
    let scope = match (call.header("sid"), call.header("Auth")) {
        (None, None) => {
            let request = call.json().map_err(|error| Fault::bad_input(&error))?;
            first_step(&mut state, &user, &request, now)?;
            Scope::View
        }
        _ => {
            let view = view_session(Step::Password, &state, &call, &user, now)?;
            let request = call.json().map_err(|error| Fault::bad_input(&error))?;
            second_step(&mut state, &user, &request, now)?;
            state.views.remove(&view);
            Scope::Trade
        }
    };
    let issued = state.open(scope, Step::Password, &user, now);
    Ok(json(
        StatusCode::OK,
        json!({"data": password_answer(&user, &issued, now)}),
    ))
}

fn first_step(
    state: &mut State,
    user: &KotakNeoAccount,
    request: &LoginRequest,
    now: SystemTime,
) -> Result<(), Fault> {
    let known = match (&request.mobile, &request.pan, &request.userid) {
        (Some(mobile), None, None) => *mobile == user.mobile,
        (None, Some(pan), None) => *pan == user.pan,
        (None, None, Some(userid)) => *userid == user.user_id,
        _ => {
            return Err(Fault::bad_input(
                "exactly one of mobileNumber, pan and userid is wanted",
            ));
        }
    };
    let right = match (&request.password, &request.mpin) {
        (Some(password), None) => *password == user.password,
        (None, Some(mpin)) => *mpin == user.mpin,
        _ => {
            return Err(Fault::bad_input(
                "exactly one of password and mpin is wanted",
            ));
        }
    };
    state.limit.check(now)?;
    if !known {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    state.check_secret(Family::Older, user, right, "Authentication Failed")
}

fn second_step(
    state: &mut State,
    user: &KotakNeoAccount,
    request: &SecondRequest,
    now: SystemTime,
) -> Result<(), Fault> {
    let (known, right, otherwise) = match request {
        SecondRequest {
            sub: Some(sub),
            otp: Some(otp),
            mobile: None,
            pan: None,
            mpin: None,
        } => {
            let known = *sub == user.ucc;
            (
                known,
                known && OneTime::spend(&mut state.otps, &user.ucc, otp, now),
                "Invalid OTP",
            )
        }
        SecondRequest {
            sub: None,
            otp: None,
            mobile: Some(mobile),
            pan: None,
            mpin: Some(mpin),
        } => (*mobile == user.mobile, *mpin == user.mpin, "Invalid MPIN"),
        SecondRequest {
            sub: None,
            otp: None,
            mobile: None,
            pan: Some(pan),
            mpin: Some(mpin),
        } => (*pan == user.pan, *mpin == user.mpin, "Invalid MPIN"),
        _ => {
            return Err(Fault::bad_input(
                "userId and otp, or one identity and mpin, are wanted",
            ));
        }
    };
    if !known {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    state.check_secret(Family::Older, user, right, otherwise)?;
    state.lockout.reset(&user.ucc);
    Ok(())
}

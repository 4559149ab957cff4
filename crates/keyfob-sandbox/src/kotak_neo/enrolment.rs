//! Setting up and taking away an authenticator. The first call takes any id of a one-time code, because such
//! ids come from calls on another host; an authenticator that is taken away goes on working here.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::authorization::by_gateway_token;
use super::fault::{Family, Fault};
use crate::answer::json;
use crate::call::Call;
use crate::kotak_neo::app::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerifyUser {
    #[serde(rename = "mobileNumber")]
    mobile: String,
    ucc: String,
    #[serde(rename = "sessionId")]
    session: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    #[serde(rename = "sessionID")]
    session: String,
    totp: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deregister {
    mpin: String,
    ucc: String,
    #[serde(rename = "sessionId")]
    session: String,
}

pub(super) async fn verify_user(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let mut state = app.state();
    let user = by_gateway_token(&state, &call, app.now())?;
    let VerifyUser {
        mobile,
        ucc,
        session,
    } = read(&call)?;
    if session.is_empty() || mobile != user.mobile || ucc != user.ucc {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    let session = Uuid::new_v4().to_string();
    state.enrolments.insert(session.clone(), ucc);
    Ok(json(
        StatusCode::OK,
        json!({"data": {"sessionID": session}}),
    ))
}

/// Proves a code of the account's authenticator, once for each session id.
pub(super) async fn register(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    let now = app.now();
    let mut guard = app.state();
    let state = &mut *guard;
    let user = by_gateway_token(state, &call, now)?;
    let Register { session, totp } = read(&call)?;
    if state.enrolments.get(&session) != Some(&user.ucc) {
        return Err(Fault::view_session(Family::Older));
    }
    let right = state.authenticator.accept(&user.totp_secret, &totp, now);
    state.check_secret(Family::Older, &user, right, "Invalid TOTP.")?;
    state.enrolments.remove(&session);
    Ok(StatusCode::OK)
}

pub(super) async fn deregister(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    let mut guard = app.state();
    let state = &mut *guard;
    let user = by_gateway_token(state, &call, app.now())?;
    let Deregister { mpin, ucc, session } = read(&call)?;
    if session.is_empty() || ucc != user.ucc {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    state.check_secret(Family::Older, &user, mpin == user.mpin, "Invalid MPIN.")?;
    Ok(StatusCode::OK)
}

fn read<T: serde::de::DeserializeOwned>(call: &Call) -> Result<T, Fault> {
    call.json().map_err(|error| Fault::bad_input(&error))
}

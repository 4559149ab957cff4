//! The password: a session, open or half-open.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::fault::Fault;
use super::timestamp::Timestamp;
use crate::accounts::SecondFactor;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::app::Shared;

const CODE_WANTED: &str = "71";
const PIN_WANTED: &str = "73";

pub(super) async fn login(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let now = app.now();
    let (email, password) = call.basic().ok_or_else(Fault::credentials)?;
    let mut state = app.state();
    state.limit.check(now)?;
    let user = state
        .users
        .iter()
        .find(|user| user.has_email(&email))
        .cloned();
    let user = user.ok_or_else(Fault::credentials)?;
    if state.lockout.is_locked(&user.account.email) {
        return Err(Fault::locked());
    }
    if !user.signed_up || user.account.password != password {
        state.lockout.count_failure(&user.account.email);
        return Err(Fault::credentials());
    }
    if user.account.suspended {
        return Err(Fault::suspended());
    }
    if !user.enabled {
        return Err(Fault::disabled());
    }
    let mfa_code = match user.account.second_factor {
        SecondFactor::None => {
            state.lockout.reset(&user.account.email);
            None
        }
        SecondFactor::Totp(_) => Some(CODE_WANTED),
        SecondFactor::Pin(_) => Some(PIN_WANTED),
    };
    if let Ok(known) = state.user_mut(user.id) {
        known.last_login = Some(Timestamp::of(now));
    }
    let body = json!({"session_id": state.open_session(&user, now)});
    Ok(match mfa_code {
        None => json(StatusCode::OK, body),
        Some(code) => ([("Mfa-Code", code)], json(StatusCode::MULTI_STATUS, body)).into_response(),
    })
}

//! The second factor: opens a half-open session.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use crate::accounts::SecondFactor;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::app::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    auth_type: AuthType,
    code: String,
}

#[derive(Deserialize)]
enum AuthType {
    #[serde(rename = "2FA")]
    Code,
    #[serde(rename = "PIN")]
    Pin,
}

pub(super) async fn second_factor(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let now = app.now();
    let mut guard = app.state();
    let state = &mut *guard;
    let (id, session) = state.touch(&call, now)?;
    let (user, second_factor) = (session.user, session.second_factor.clone());
    let email = state.user(user)?.account.email.clone();
    let Proof { auth_type, code } = call.json().map_err(|error| Fault::parameter(&error))?;
    if state.lockout.is_locked(&email) {
        return Err(Fault::locked());
    }
    let (right, fault) = match (&second_factor, auth_type) {
        (SecondFactor::Totp(secret), AuthType::Code) => (
            state.authenticator.accept(secret, &code, now),
            Fault::wrong_code as fn() -> Fault,
        ),
        (SecondFactor::Pin(pin), AuthType::Pin) => (
            code == *pin || code == STANDARD.encode(pin),
            Fault::wrong_pin as fn() -> Fault,
        ),
        _ => return Err(Fault::parameter("auth_type is not the one asked for")),
    };
    if !right {
        state.lockout.count_failure(&email);
        return Err(fault());
    }
    state.lockout.reset(&email);
    let (_, session) = state.touch(&call, now)?;
    let is_new = std::mem::take(&mut session.awaits_second_factor);
    state.logins += u64::from(is_new);
    Ok(json(StatusCode::OK, json!({"session_id": id})))
}

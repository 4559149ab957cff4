//! The first password of a user that another one made.

use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use crate::call::Call;
use crate::quatrix::app::Shared;
use crate::quatrix::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignUp {
    email: String,
    password: String,
}

/// Sets the first password; answers with nothing. At the vendor a mailed link leads here.
pub(super) async fn sign_up(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    let asked: SignUp = call.json().map_err(|error| Fault::parameter(&error))?;
    let password = password(&asked.password)?;
    let mut state = app.state();
    let mut users = state.users.iter_mut();
    let user = users
        .find(|user| user.has_email(&asked.email))
        .ok_or_else(|| Fault::parameter("no such user"))?;
    if user.signed_up {
        return Err(Fault::parameter("the user has a password"));
    }
    user.account.password = password;
    user.signed_up = true;
    Ok(StatusCode::OK)
}

/// A password out of its base64.
pub(super) fn password(encoded: &str) -> Result<String, Fault> {
    let bytes = STANDARD.decode(encoded).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .filter(|password| (6..=64).contains(&password.chars().count()))
        .ok_or_else(|| Fault::parameter("password is not base64 of 6 to 64 characters"))
}

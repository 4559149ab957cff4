//! Sends the one-time password.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::authorization::by_gateway_token;
use super::fault::{Family, Fault};
use super::state::OneTime;
use crate::call::Call;
use crate::kotak_neo::app::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OtpRequest {
    #[serde(rename = "userId")]
    sub: String,
    #[serde(rename = "sendEmail")]
    _send_email: bool,
    #[serde(rename = "isWhitelisted")]
    _is_whitelisted: bool,
}

pub(super) async fn generate(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    let now = app.now();
    let mut state = app.state();
    let user = by_gateway_token(&state, &call, now)?;
    let request: OtpRequest = call.json().map_err(|error| Fault::bad_input(&error))?;
    if request.sub != user.ucc {
        return Err(Fault::login(Family::Older, "Authentication Failed"));
    }
    let otp = user.otp.clone().unwrap_or_else(four_digits);
    state.last_otp = Some(otp.clone());
    state.otps.insert(user.ucc.clone(), OneTime::new(otp, now));
    Ok(StatusCode::CREATED)
}

fn four_digits() -> String {
    format!("{:04}", Uuid::new_v4().as_u128() % 10_000)
}

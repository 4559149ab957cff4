//! The gateway token, from consumer key and secret.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use super::token::LIFE;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_neo::app::Shared;

/// Clients are known that leave the grant type out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GrantRequest {
    grant_type: Option<GrantType>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum GrantType {
    ClientCredentials,
}

pub(super) async fn token(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let invalid_client = || Fault::oauth(StatusCode::UNAUTHORIZED, "invalid_client");
    let (key, secret) = call.basic().ok_or_else(invalid_client)?;
    let GrantRequest {
        grant_type: Some(GrantType::ClientCredentials) | None,
    } = call
        .json()
        .map_err(|_| Fault::oauth(StatusCode::BAD_REQUEST, "invalid_request"))?;
    let mut state = app.state();
    let user = state
        .users
        .iter()
        .find(|user| user.consumer_key == key && user.consumer_secret == secret);
    let user = user.cloned().ok_or_else(invalid_client)?;
    let token = state.grant(user, app.now());
    let body = json!({
        "access_token": token,
        "scope": "default",
        "token_type": "Bearer",
        "expires_in": LIFE.as_secs(),
    });
    Ok(json(StatusCode::OK, body))
}

//! The gateway token. One client of the vendor sends the key and secret without the word `Basic`; both are
//! taken. Accounts have no secret here: any will do.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use crate::accounts::KotakTradeAccount;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_trade::app::{App, Shared};

const LIFE_SECONDS: u64 = 3600;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenForm {
    grant_type: String,
    username: Option<String>,
    password: Option<String>,
    refresh_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RevokeForm {
    token: String,
    #[serde(rename = "token_type_hint")]
    _hint: Option<String>,
}

/// The account's access token, every time: it stands for the one from the developer portal.
pub(super) async fn issue(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let user = consumer(&app, &call)?;
    let form: TokenForm = call.form().map_err(|error| Fault::bad_input(&error))?;
    let granted = match form.grant_type.as_str() {
        "client_credentials" => true,
        "password" => {
            form.username.as_ref() == Some(&user.user_id)
                && form.password.as_ref() == Some(&user.password)
        }
        "refresh_token" => form.refresh_token == Some(refresh_token(&user)),
        _ => return Err(Fault::bad_input("grant_type is not supported")),
    };
    if !granted {
        return Err(Fault::wrong("the grant is not valid"));
    }
    let body = json!({
        "access_token": user.access_token,
        "refresh_token": refresh_token(&user),
        "scope": "default",
        "token_type": "Bearer",
        "expires_in": LIFE_SECONDS,
    });
    Ok(json(StatusCode::OK, body))
}

/// Says yes and changes nothing: the demo account would be lost.
pub(super) async fn revoke(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    consumer(&app, &call)?;
    let RevokeForm { token, .. } = call.form().map_err(|error| Fault::bad_input(&error))?;
    if token.is_empty() {
        return Err(Fault::bad_input("token is empty"));
    }
    Ok(StatusCode::OK)
}

fn consumer(app: &App, call: &Call) -> Result<Arc<KotakTradeAccount>, Fault> {
    let header = call.authorization().ok_or_else(Fault::gateway)?;
    let encoded = header.strip_prefix("Basic ").unwrap_or(header);
    let decoded = STANDARD
        .decode(encoded)
        .ok()
        .and_then(|pair| String::from_utf8(pair).ok());
    let (key, secret) = decoded
        .as_deref()
        .and_then(|pair| pair.split_once(':'))
        .ok_or_else(Fault::gateway)?;
    let state = app.state();
    let known = state
        .users
        .iter()
        .find(|account| account.consumer_key == key && !secret.is_empty());
    known.cloned().ok_or_else(Fault::gateway)
}

fn refresh_token(account: &KotakTradeAccount) -> String {
    format!("refresh-{}", account.access_token)
}

//! The second factor: spends the one-time token and yields the session token.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::fault::Fault;
use super::gateway::holder_of_one_time_token;
use super::session_answer::session_answer;
use crate::accounts::KotakTradeAccount;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_trade::app::{App, Shared};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithAccessCode {
    userid: String,
    #[serde(rename = "accessCode")]
    access_code: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithNothing {
    userid: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithMpin {
    userid: String,
    mpin: String,
}

/// The name of the second field is not known, so any will do.
#[derive(Deserialize)]
struct WithBiometric {
    userid: String,
    #[serde(flatten)]
    proof: Map<String, Value>,
}

/// Sends the access code, and puts a new one-time token in the place of the old.
pub(super) async fn request_access_code(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    let mut state = app.state();
    let (token, user) = holder_of_one_time_token(&state, &call, app.now())?;
    let user_id = call
        .header("userid")
        .ok_or_else(|| Fault::header_missing("userid"))?;
    if user_id != user.user_id {
        return Err(Fault::one_time_token());
    }
    state.one_time_tokens.remove(&token);
    let token = state.issue_one_time_token(&user, app.now());
    let body = json!({"message": "The access code was sent by mail and text message", "oneTimeToken": token});
    Ok(json(StatusCode::OK, json!({"Success": body})))
}

pub(super) async fn access_code(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    second_factor(&app, &call, |user| {
        let WithAccessCode {
            userid,
            access_code,
        } = body(&call)?;
        let code = access_code
            .as_str()
            .ok_or_else(Fault::access_code_not_text)?;
        Ok((userid, code == user.access_code))
    })
}

pub(super) async fn one_time_token(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    second_factor(&app, &call, |_| {
        let WithNothing { userid } = body(&call)?;
        Ok((userid, true))
    })
}

pub(super) async fn mpin(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    second_factor(&app, &call, |user| {
        let WithMpin { userid, mpin } = body(&call)?;
        Ok((userid, user.mpin.as_deref() == Some(&mpin)))
    })
}

pub(super) async fn biometric(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    second_factor(&app, &call, |user| {
        let WithBiometric { userid, proof } = body(&call)?;
        let mut proofs = proof.values();
        let (Some(Value::String(proof)), None) = (proofs.next(), proofs.next()) else {
            return Err(Fault::bad_input("exactly one text beside userid is wanted"));
        };
        Ok((userid, user.biometric.as_ref() == Some(proof)))
    })
}

/// `check` reads the body and says whose it is and whether the factor is right.
fn second_factor(
    app: &App,
    call: &Call,
    check: impl Fn(&KotakTradeAccount) -> Result<(String, bool), Fault>,
) -> Result<Response, Fault> {
    let now = app.now();
    let mut state = app.state();
    let (token, user) = holder_of_one_time_token(&state, call, app.now())?;
    let (user_id, right) = check(&user)?;
    if user_id != user.user_id {
        return Err(Fault::one_time_token());
    }
    if state.lockout.is_locked(&user.user_id) {
        return Err(Fault::locked());
    }
    if !right {
        state.lockout.count_failure(&user.user_id);
        return Err(Fault::wrong("wrong second factor"));
    }
    state.lockout.reset(&user.user_id);
    state.one_time_tokens.remove(&token);
    let session = state.open_session(&user, now);
    Ok(json(
        StatusCode::OK,
        json!({"success": session_answer(&user, &session, now)}),
    ))
}

fn body<T: serde::de::DeserializeOwned>(call: &Call) -> Result<T, Fault> {
    call.json().map_err(|error| Fault::bad_input(&error))
}

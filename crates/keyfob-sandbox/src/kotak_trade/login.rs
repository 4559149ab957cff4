//! The password: yields a one-time token.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use super::gateway::{Application, ON_LOGIN};
use super::init::{host_port, next_base_url};
use crate::accounts::KotakTradeAccount;
use crate::answer::{extend, json};
use crate::call::Call;
use crate::india_time::twelve_hours;
use crate::kotak_trade::app::{App, Shared};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserCredentials {
    userid: String,
    password: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NicknameCredentials {
    nickname: String,
    password: String,
}

pub(super) async fn by_user_id(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    login(&app, &call, || {
        let UserCredentials { userid, password } = call.json()?;
        Ok((password, move |known: &KotakTradeAccount| {
            known.user_id == userid
        }))
    })
}

pub(super) async fn by_nickname(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    login(&app, &call, || {
        let NicknameCredentials { nickname, password } = call.json()?;
        Ok((password, move |known: &KotakTradeAccount| {
            known.nickname == nickname
        }))
    })
}

fn login<M: Fn(&KotakTradeAccount) -> bool>(
    app: &App,
    call: &Call,
    credentials: impl Fn() -> Result<(String, M), String>,
) -> Result<Response, Fault> {
    let now = app.now();
    let mut state = app.state();
    let application = Application::authorize(&state, call, ON_LOGIN)?;
    let (password, matches) = credentials().map_err(|error| Fault::bad_input(&error))?;
    state.limit.check(now)?;
    let user = application
        .user(matches)
        .ok_or_else(|| Fault::wrong("wrong user id or password"))?;
    if state.lockout.is_locked(&user.user_id) {
        return Err(Fault::locked());
    }
    if user.password != password {
        state.lockout.count_failure(&user.user_id);
        return Err(Fault::wrong("wrong user id or password"));
    }
    let mut redirect = host_port(&next_base_url(app, call, state.redirect));
    extend(&mut redirect, json!({"userid": user.user_id}));
    let body = json!({
        "oneTimeToken": state.issue_one_time_token(&user, now),
        "message": "Login successful, second factor wanted",
        "Status": "Temporary",
        "accessCodeTime": twelve_hours(now),
        "clientType": "ONLINE",
        "mpin": yes_no(user.mpin.is_some()),
        "biometric": yes_no(user.biometric.is_some()),
        "emailId": "sXXXXXXr@sandbox.example",
        "phoneNo": "XXXXXXX000",
        "redirect": redirect,
        "userid": user.user_id,
        "authLevel": 2,
        "nomineeFlag": 0,
    });
    Ok(json(StatusCode::OK, json!({"Success": body})))
}

fn yes_no(flag: bool) -> &'static str {
    if flag { "Y" } else { "N" }
}

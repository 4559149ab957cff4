//! Session init: tells the client where to go on.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::fault::Fault;
use super::gateway::{Application, ON_LOGIN};
use crate::accounts::KotakTradeAccount;
use crate::answer::json;
use crate::call::Call;
use crate::kotak_trade::app::{App, Shared};

pub(super) async fn init(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let user = call
        .header("userid")
        .ok_or_else(|| Fault::header_missing("userid"))?;
    answer(&app, &call, |known| known.user_id == user)
}

pub(super) async fn by_user_id(
    State(app): State<Shared>,
    Path(user): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    answer(&app, &call, |known| known.user_id == user)
}

pub(super) async fn by_nickname(
    State(app): State<Shared>,
    Path(nickname): Path<String>,
    call: Call,
) -> Result<Response, Fault> {
    answer(&app, &call, |known| known.nickname == nickname)
}

fn answer(
    app: &App,
    call: &Call,
    matches: impl Fn(&KotakTradeAccount) -> bool,
) -> Result<Response, Fault> {
    let state = app.state();
    let application = Application::authorize_on_any_host(&state, call, ON_LOGIN)?;
    let user = application
        .user(matches)
        .ok_or_else(|| Fault::wrong("no such user"))?;
    let redirect = host_port(&next_base_url(app, call, state.redirect));
    let body = json!({
        "redirect": redirect,
        "service": host_port(&format!("{}/apim", app.context.url)),
        "encryption": {"type": "PLAIN", "publickKey": "", "keySize": 0},
        "status": "Success",
        "userType": "G",
        "clientType": "ONLINE",
        "isNRI": "N",
        "message": "",
        "userid": user.user_id,
    });
    Ok(json(StatusCode::OK, json!({"Success": body})))
}

/// Where the client is to go on. Clients compare it with their own base URL as text, so without a change
/// of host it repeats what the client called.
pub(super) fn next_base_url(app: &App, call: &Call, redirect: bool) -> String {
    let origin = if redirect {
        None
    } else {
        call.requested_origin()
    };
    let origin = origin.unwrap_or_else(|| app.context.second_url.clone());
    format!("{origin}/apim")
}

pub(super) fn host_port(base_url: &str) -> serde_json::Value {
    let authority = base_url.split('/').nth(2).unwrap_or_default();
    let port = authority
        .rsplit_once(':')
        .and_then(|(_, port)| port.parse::<u16>().ok());
    json!({"host": base_url, "port": port.unwrap_or(80)})
}

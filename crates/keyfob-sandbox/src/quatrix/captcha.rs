//! Solving a captcha, in the older form (POST) and the newer (GET).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use crate::accounts::CAPTCHA_SOLUTION;
use crate::answer::json;
use crate::call::Call;
use crate::quatrix::app::{App, Shared};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Solution {
    token: String,
}

pub(super) async fn unblock_by_query(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    unblock(&app, &call, call.query())
}

pub(super) async fn unblock_by_body(
    State(app): State<Shared>,
    call: Call,
) -> Result<Response, Fault> {
    unblock(&app, &call, call.json())
}

fn unblock(app: &App, call: &Call, solution: Result<Solution, String>) -> Result<Response, Fault> {
    let mut state = app.state();
    let (_, session) = state.logged_in(call, app.now())?;
    let Solution { token } = solution.map_err(|error| Fault::parameter(&error))?;
    if token != CAPTCHA_SOLUTION {
        return Err(Fault::wrong_captcha());
    }
    session.captcha_solved = true;
    Ok(json(StatusCode::OK, json!({"valid": true})))
}

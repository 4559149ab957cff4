//! Logout: a DELETE with five headers and no body.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::fault::Fault;
use super::gateway::{Application, ON_LOGIN};
use crate::answer::json;
use crate::call::Call;
use crate::kotak_trade::app::Shared;

pub(super) async fn logout(State(app): State<Shared>, call: Call) -> Result<Response, Fault> {
    let mut state = app.state();
    Application::authorize(&state, &call, ON_LOGIN)?;
    let token = call
        .header("sessionToken")
        .ok_or_else(|| Fault::header_missing("sessionToken"))?;
    let user_id = call
        .header("userid")
        .ok_or_else(|| Fault::header_missing("userid"))?;
    if call.has_body() {
        return Err(Fault::bad_input("no body is wanted"));
    }
    let user = state.user_of_session(token, app.now());
    if user.is_none_or(|user| user.user_id != user_id) {
        return Err(Fault::session(StatusCode::BAD_REQUEST));
    }
    state.sessions.remove(token);
    Ok(json(
        StatusCode::OK,
        json!({"Success": {"message": "User logged out successfully"}}),
    ))
}

//! Keeping a session and ending it; both answer 200 with nothing.

use axum::extract::State;
use axum::http::StatusCode;

use super::fault::Fault;
use crate::call::Call;
use crate::quatrix::app::Shared;

pub(super) async fn keepalive(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    app.state().authorize(&call, app.now())?;
    Ok(StatusCode::OK)
}

pub(super) async fn logout(State(app): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    let mut state = app.state();
    let (id, _) = state
        .touch(&call, app.now())
        .map_err(|_| Fault::nothing_to_log_out())?;
    state.end_session(&id);
    Ok(StatusCode::OK)
}

//! The end of a session.

use axum::extract::State;

use super::app::Shared;
use super::authorization::{by_gateway_token, trade_session};
use super::fault::{Family, Fault};
use super::state::Step;
use crate::call::Call;

/// Ends a session. Sessions of the newest generation need no gateway token here.
pub(super) async fn logout(State(app): State<Shared>, call: Call) -> Result<&'static str, Fault> {
    let now = app.now();
    let mut state = app.state();
    let session = trade_session(Family::Older, &state, &call, now)?;
    if session.step != Step::Dashboard {
        by_gateway_token(&state, &call, now)?;
    }
    if call.has_body() {
        return Err(Fault::bad_input("no body is wanted"));
    }
    state.trades.retain(|_, known| known.sid != session.sid);
    app.feeds.end_sessions(Some(&session.sid));
    Ok("logged out")
}

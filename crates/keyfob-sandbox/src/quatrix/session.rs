//! Keeping a session and ending it; both answer 200 with nothing.

use axum::extract::State;
use axum::http::StatusCode;

use super::fault::Fault;
use crate::call::Call;
use crate::world::Shared;

pub(super) async fn keepalive(
    State(world): State<Shared>,
    call: Call,
) -> Result<StatusCode, Fault> {
    world.quatrix().admit(&call, world.clock.now())?;
    Ok(StatusCode::OK)
}

pub(super) async fn logout(State(world): State<Shared>, call: Call) -> Result<StatusCode, Fault> {
    let mut state = world.quatrix();
    let (id, _) = state
        .touch(&call, world.clock.now())
        .map_err(|_| Fault::nothing_to_log_out())?;
    state.end_session(&id);
    Ok(StatusCode::OK)
}

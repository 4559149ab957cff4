//! Today's positions: one share bought today.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::fault::Fault;
use super::gate::{Application, ON_TRADING};
use crate::call::Call;
use crate::world::Shared;

const TODAYS: &str = include_str!("positions_todays.json");

pub(super) async fn today(State(world): State<Shared>, call: Call) -> Result<Response, Fault> {
    let state = world.kotak_trade();
    let application = Application::admit(&state, &call, ON_TRADING)?;
    let token = call.header("sessionToken").unwrap_or_default();
    let user = state.user_of_session(token, world.clock.now());
    let user = user.filter(|user| {
        application
            .user(|known| known.user_id == user.user_id)
            .is_some()
    });
    user.ok_or_else(|| Fault::session(StatusCode::FORBIDDEN))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], TODAYS).into_response())
}

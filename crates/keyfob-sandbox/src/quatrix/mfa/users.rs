//! The second factors of others; only for who runs the account.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::factor::Kind;
use super::proof::proven;
use crate::accounts::SecondFactor;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::state::State;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    ids: Vec<Uuid>,
    auth_type: Kind,
    code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    ids: Vec<Uuid>,
    auth_type: Kind,
}

/// All get the same: the PIN that is sent, or the secret that the caller's last picture shows (guessed).
pub(super) async fn set(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Set {
        ids,
        auth_type,
        code,
    } = caller.json()?;
    let mut state = caller.state();
    check(&state, &caller, &ids)?;
    let factor = proven(&mut state, &caller, auth_type, &code)?;
    for &id in &ids {
        state.set_second_factor(id, factor.clone())?;
    }
    end_sessions(&mut state, &caller, &ids);
    Ok(done())
}

/// Who has it not is left alone.
pub(super) async fn remove(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Of { ids, auth_type } = caller.json()?;
    let mut state = caller.state();
    check(&state, &caller, &ids)?;
    for id in ids {
        if auth_type.is(&state.user(id)?.account.second_factor) {
            state.set_second_factor(id, SecondFactor::None)?;
        }
    }
    Ok(done())
}

/// Until they have set one up again, their profile says so and they log in without (guessed).
pub(super) async fn reset(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Of { ids, auth_type } = caller.json()?;
    if matches!(auth_type, Kind::Pin) {
        return Err(Fault::parameter("auth_type is 2FA"));
    }
    let mut state = caller.state();
    check(&state, &caller, &ids)?;
    for &id in &ids {
        state.set_second_factor(id, SecondFactor::None)?;
        state.user_mut(id)?.must_set_up = true;
    }
    end_sessions(&mut state, &caller, &ids);
    Ok(done())
}

fn check(state: &State, caller: &AuthenticatedUser, ids: &[Uuid]) -> Result<(), Fault> {
    state.check_admin(caller.id)?;
    ids.iter().try_for_each(|&id| state.user(id).map(drop))
}

fn end_sessions(state: &mut State, caller: &AuthenticatedUser, ids: &[Uuid]) {
    state.end_sessions_of(ids, caller.call.header("X-Auth-Token"));
}

fn done() -> Response {
    json(StatusCode::OK, json!({"status": "success"}))
}

//! What a call has to get past: the gateway, the headers of its family, a live session.

use std::sync::Arc;
use std::time::SystemTime;

use super::fault::{Family, Fault};
use super::state::{Session, State, Step};
use crate::accounts::KotakNeoAccount;
use crate::call::Call;

/// The user whose application called, by gateway token (the two older generations).
pub(super) fn by_gateway_token(
    state: &State,
    call: &Call,
    now: SystemTime,
) -> Result<Arc<KotakNeoAccount>, Fault> {
    call.authorization().ok_or_else(Fault::header_missing)?;
    let grant = call.bearer().and_then(|token| state.grants.get(token));
    let grant = grant
        .filter(|grant| now < grant.expires)
        .ok_or_else(Fault::gateway)?;
    Ok(grant.user.clone())
}

/// The user whose plain dashboard token the call carries (the newest generation).
pub(super) fn by_dashboard_token(
    state: &State,
    call: &Call,
) -> Result<Arc<KotakNeoAccount>, Fault> {
    let token = call.authorization().ok_or_else(Fault::header_missing)?;
    state
        .users
        .iter()
        .find(|user| user.dashboard_token == token)
        .cloned()
        .ok_or_else(Fault::gateway)
}

/// By either, as the login step wants.
pub(super) fn by_token_of(
    step: Step,
    state: &State,
    call: &Call,
    now: SystemTime,
) -> Result<Arc<KotakNeoAccount>, Fault> {
    match step.family() {
        Family::Older => by_gateway_token(state, call, now),
        Family::Newest => by_dashboard_token(state, call),
    }
}

pub(super) fn needs_fin_key(call: &Call) -> Result<(), Fault> {
    call.header("neo-fin-key")
        .map(|_| ())
        .ok_or_else(Fault::header_missing)
}

/// The view session of a second step: its token, for spending it.
pub(super) fn view_session(
    step: Step,
    state: &State,
    call: &Call,
    user: &KotakNeoAccount,
    now: SystemTime,
) -> Result<String, Fault> {
    let (sid, token) = sid_and_token(call)?;
    let session = state.views.get(token);
    session
        .filter(|session| session.sid == sid && session.step == step && now < session.expires)
        .filter(|session| session.user.ucc == user.ucc)
        .ok_or_else(|| Fault::view_session(step.family()))?;
    Ok(token.to_owned())
}

/// The trade session of a call after the login.
pub(super) fn trade_session(
    family: Family,
    state: &State,
    call: &Call,
    now: SystemTime,
) -> Result<Session, Fault> {
    let (sid, token) = sid_and_token(call)?;
    if state.views.contains_key(token) {
        return Err(Fault::access_type());
    }
    let session = state.trades.get(token);
    let session = session.filter(|session| session.sid == sid && now < session.expires);
    session.cloned().ok_or_else(|| Fault::trade_session(family))
}

fn sid_and_token(call: &Call) -> Result<(&str, &str), Fault> {
    call.header("sid")
        .zip(call.header("Auth"))
        .ok_or_else(Fault::header_missing)
}

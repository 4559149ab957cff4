//! API keys: the whole key is shown once, when it is made (guessed).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::records::ApiKey;
use super::status::{Status, status};
use crate::answer::{extend, json};
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::state::State;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Create {
    name: Option<String>,
    status: Option<Status>,
    role_id: Option<Uuid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Update {
    name: Option<String>,
    status: Option<Status>,
}

pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    list_json(&state, |key| state.check_own(caller.id, key.user).is_ok())
}

pub(super) async fn list_for_user(
    Path(user): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let user = parse_id(&user)?;
    let state = caller.state();
    state.user(user)?;
    state.check_own(caller.id, user)?;
    list_json(&state, |key| key.user == user)
}

fn list_json(state: &State, wanted: impl Fn(&ApiKey) -> bool) -> Result<Response, Fault> {
    let keys = state.api_keys.iter().filter(|key| wanted(key));
    let keys: Result<Vec<Value>, Fault> = keys.map(|key| to_json(state, key)).collect();
    Ok(json(StatusCode::OK, json!(keys?)))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let key = find(&state, &caller, &id)?;
    Ok(json(StatusCode::OK, to_json(&state, key)?))
}

pub(super) async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Create = caller.json()?;
    let mut state = caller.state();
    let user = asked.role_id.unwrap_or(caller.id);
    state.user(user)?;
    state.check_own(caller.id, user)?;
    let secret = format!("sandbox-quatrix-api-key-{}", Uuid::new_v4().simple());
    let mut key = ApiKey::with(user, secret, caller.now());
    key.name = asked.name.unwrap_or_default();
    key.enabled = asked.status.is_none_or(Status::enabled);
    let mut made = to_json(&state, &key)?;
    extend(&mut made, json!({"key": key.key}));
    state.api_keys.add(key);
    Ok(json(StatusCode::CREATED, made))
}

pub(super) async fn update(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let asked: Update = caller.json()?;
    let mut state = caller.state();
    let id = find(&state, &caller, &id)?.id;
    let key = state.api_keys.get_mut(id)?;
    key.name = asked.name.unwrap_or(std::mem::take(&mut key.name));
    key.enabled = asked.status.map_or(key.enabled, Status::enabled);
    key.modified = caller.now();
    let key = state.api_keys.get(id)?;
    Ok(json(StatusCode::OK, to_json(&state, key)?))
}

pub(super) async fn delete(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let mut state = caller.state();
    let id = find(&state, &caller, &id)?.id;
    state.api_keys.remove(id);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

fn find<'a>(state: &'a State, caller: &AuthenticatedUser, id: &str) -> Result<&'a ApiKey, Fault> {
    let key = state.api_keys.get(parse_id(id)?)?;
    state.check_own(caller.id, key.user)?;
    Ok(key)
}

fn to_json(state: &State, key: &ApiKey) -> Result<Value, Fault> {
    Ok(json!({
        "id": key.id,
        "role_id": key.user,
        "email": state.user(key.user)?.account.email,
        "hint": key.name,
        "created": key.created.whole(),
        "modified": key.modified.whole(),
        "status": status(key.enabled),
    }))
}

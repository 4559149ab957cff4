//! SSH keys: one's own, or those of everybody for who runs the account.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::records::SshKey;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::people::status::{Status, status};
use crate::quatrix::state::State;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Create {
    caption: String,
    key: String,
    expires: Option<i64>,
    user_id: Option<Uuid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    id: Uuid,
    caption: Option<String>,
    status: Option<Status>,
    expires: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    id: Uuid,
}

pub(super) async fn list_own(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    answer(&state, |key| key.user == caller.id)
}

pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    answer(&state, |key| state.check_own(caller.id, key.user).is_ok())
}

pub(super) async fn list_for_user(
    Path(user): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let user = parse_id(&user)?;
    let state = caller.state();
    state.user(user)?;
    state.check_own(caller.id, user)?;
    answer(&state, |key| key.user == user)
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let key = find(&state, &caller, parse_id(&id)?)?;
    Ok(json(StatusCode::OK, to_json(&state, key)?))
}

pub(super) async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Create = caller.json()?;
    check_caption(&asked.caption)?;
    let mut state = caller.state();
    let user = asked.user_id.unwrap_or(caller.id);
    state.user(user)?;
    state.check_own(caller.id, user)?;
    let key = SshKey {
        id: Uuid::new_v4(),
        user,
        caption: asked.caption,
        fingerprint: fingerprint(&asked.key)?,
        expires: asked.expires.unwrap_or(0),
        enabled: true,
        modified: caller.now(),
    };
    let made = to_json(&state, &key)?;
    state.ssh_keys.add(key);
    Ok(json(StatusCode::CREATED, made))
}

pub(super) async fn edit(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Edit = caller.json()?;
    asked.caption.as_deref().map_or(Ok(()), check_caption)?;
    let mut state = caller.state();
    find(&state, &caller, asked.id)?;
    let key = state.ssh_keys.get_mut(asked.id)?;
    key.caption = asked.caption.unwrap_or(std::mem::take(&mut key.caption));
    key.enabled = asked.status.map_or(key.enabled, Status::enabled);
    key.expires = asked.expires.unwrap_or(key.expires);
    key.modified = caller.now();
    let key = state.ssh_keys.get(asked.id)?;
    Ok(json(StatusCode::OK, to_json(&state, key)?))
}

pub(super) async fn delete(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Delete { id } = caller.json()?;
    let mut state = caller.state();
    find(&state, &caller, id)?;
    state.ssh_keys.remove(id);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

fn find<'a>(state: &'a State, caller: &AuthenticatedUser, id: Uuid) -> Result<&'a SshKey, Fault> {
    let key = state.ssh_keys.get(id)?;
    state.check_own(caller.id, key.user)?;
    Ok(key)
}

fn check_caption(caption: &str) -> Result<(), Fault> {
    match caption.chars().count() {
        1..=255 => Ok(()),
        _ => Err(Fault::parameter("caption has 1 to 255 characters")),
    }
}

/// The MD5 of the key in its `authorized_keys` form, in colons (guessed: the vendor does not say which it is).
fn fingerprint(key: &str) -> Result<String, Fault> {
    if !(256..=16_384).contains(&key.len()) {
        return Err(Fault::parameter("key has 256 to 16384 characters"));
    }
    let blob = key.split_whitespace().nth(1);
    let blob = blob.and_then(|blob| STANDARD.decode(blob).ok());
    let blob = blob.ok_or_else(|| Fault::parameter("key is not in the form of authorized_keys"))?;
    let digest = Md5::digest(blob);
    let parts: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(parts.join(":"))
}

fn answer(state: &State, wanted: impl Fn(&SshKey) -> bool) -> Result<Response, Fault> {
    let keys = state.ssh_keys.iter().filter(|key| wanted(key));
    let keys: Result<Vec<Value>, Fault> = keys.map(|key| to_json(state, key)).collect();
    Ok(json(StatusCode::OK, json!(keys?)))
}

fn to_json(state: &State, key: &SshKey) -> Result<Value, Fault> {
    let user = state.user(key.user)?;
    Ok(json!({
        "id": key.id,
        "caption": key.caption,
        "fingerprint": key.fingerprint,
        "modified": key.modified.whole(),
        "expires": key.expires,
        "status": status(key.enabled),
        "user_id": user.id,
        "email": user.account.email,
        "unique_login": null,
        "sftp_login": user.name,
    }))
}

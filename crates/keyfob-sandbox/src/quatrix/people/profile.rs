//! The user who calls.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::status::status;
use super::{sign_up, users};
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::mfa::factor;
use crate::quatrix::site::services;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    name: Option<String>,
    email: Option<String>,
    language: Option<String>,
    message_signature: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetPassword {
    password: String,
    new_password: String,
}

pub(super) async fn profile(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let user = state.user(caller.id)?;
    let profile = json!({
        "id": user.id,
        "name": user.name,
        "email": user.account.email,
        "super_admin": if user.super_admin { "Y" } else { "N" },
        "home_id": state.store.home(user.id)?,
        "operations": user.operations,
        "max_file_size": null,
        "max_files_per_share": null,
        "plan": "business",
        "is_contact": false,
        "language": user.language,
        "account_id": state.account_id,
        // What these four are for is not known, and nothing here goes by them.
        "channel_id": derived(user.id, 1),
        "storage_id": derived(user.id, 2),
        "outgoing_id": derived(user.id, 3),
        "incoming_id": derived(user.id, 4),
        "sftp_login": user.name,
        "sftp_url": "sftp.sandbox.example",
        "created": user.created.whole(),
        "modified": user.modified.whole(),
        "quota": user.quota,
        "status": status(user.enabled),
        "uid": null,
        "gid": null,
        "has_key": state.has_key(user.id),
        "pgp_enabled": state.settings.pgp_enabled,
        "message_signature": user.message_signature,
        "services": services::short(&user.services),
        "share_types": state.settings.share_types.to_json(),
        "unique_login": null,
        "auth_methods": factor::methods(&user.account.second_factor),
        "account_status": if state.site_suspended { "S" } else { "A" },
        "forced_auth": if user.must_set_up { json!(["2FA"]) } else { json!([]) },
    });
    Ok(json(StatusCode::OK, profile))
}

/// An id that stays the same as long as the user's does.
fn derived(id: Uuid, number: u128) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ number)
}

pub(super) async fn info(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let info = json!({
        "user_used": state.store.used_by(caller.id),
        "user_limit": state.user(caller.id)?.quota,
        "acc_used": state.store.used(),
        "acc_limit": state.store.limit(),
    });
    Ok(json(StatusCode::OK, info))
}

pub(super) async fn set(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Set = caller.json_if_any()?;
    let mut state = caller.state();
    let own = state.user(caller.id)?;
    if let Some(email) = asked.email.as_ref().filter(|email| !own.has_email(email)) {
        users::check_email(&state, email)?;
    }
    let now = caller.now();
    let user = state.user_mut(caller.id)?;
    let old = user.clone();
    user.name = asked.name.unwrap_or(old.name);
    user.account.email = asked.email.unwrap_or(old.account.email);
    user.language = asked.language.unwrap_or(old.language);
    user.message_signature = asked.message_signature.unwrap_or(old.message_signature);
    user.modified = now;
    let set = json!({
        "name": user.name,
        "email": user.account.email,
        "language": user.language,
        "message_signature": user.message_signature,
    });
    Ok(json(StatusCode::OK, set))
}

/// A wrong present password is a bad parameter (guessed): the session is not to blame.
pub(super) async fn set_password(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: SetPassword = caller.json()?;
    let present = sign_up::password(&asked.password)?;
    let new = sign_up::password(&asked.new_password)?;
    let mut state = caller.state();
    let user = state.user_mut(caller.id)?;
    if user.account.password != present {
        return Err(Fault::parameter("the present password is another one"));
    }
    user.account.password = new;
    Ok(json(StatusCode::OK, json!({"email": user.account.email})))
}

//! Users. Only who runs the account may change them.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::groups;
use super::status::{Status, status, yes_or_no};
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::mfa::factor;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::site::services;
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;
use crate::quatrix::user::User;

/// What can be said of a user; members that this sandbox has no use for are taken and forgotten.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "read so that they are known, not that they do anything"
)]
struct Wishes {
    ids: Option<Vec<Uuid>>,
    name: Option<String>,
    email: Option<String>,
    parent_id: Option<Uuid>,
    quota: Option<i64>,
    status: Option<Status>,
    #[serde(default, deserialize_with = "yes_or_no")]
    super_admin: Option<bool>,
    home_id: Option<Uuid>,
    user_operations: Option<i64>,
    home_operations: Option<i64>,
    language: Option<String>,
    groups: Option<Vec<Uuid>>,
    services: Option<Vec<Uuid>>,
    custom_sftp_home: Option<bool>,
    sftp_login: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    ids: Vec<Uuid>,
    delete_home: Option<bool>,
}

impl Wishes {
    fn apply(&self, user: &mut User, now: Timestamp) {
        let user_now = user.clone();
        *user = User {
            name: self.name.clone().unwrap_or(user_now.name),
            enabled: self.status.map_or(user.enabled, Status::enabled),
            super_admin: self.super_admin.unwrap_or(user.super_admin),
            quota: self.quota.unwrap_or(user.quota),
            language: self.language.clone().unwrap_or(user_now.language),
            operations: self.user_operations.unwrap_or(user.operations),
            groups: self.groups.clone().unwrap_or(user_now.groups),
            services: self.services.clone().unwrap_or(user_now.services),
            modified: now,
            ..user.clone()
        };
        if let Some(email) = &self.email {
            user.account.email.clone_from(email);
        }
    }
}

pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let users: Result<Vec<Value>, Fault> = state
        .users
        .iter()
        .map(|user| to_json(&state, user))
        .collect();
    Ok(json(StatusCode::OK, json!(users?)))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let user = state.user(parse_id(&id)?)?;
    Ok(json(StatusCode::OK, to_json(&state, user)?))
}

pub(super) async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Wishes = caller.json()?;
    groups::check(asked.groups.as_deref().unwrap_or_default())?;
    services::check(asked.services.as_deref().unwrap_or_default())?;
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    let name = asked.name.clone().ok_or_else(|| Fault::missing("name"))?;
    let email = asked.email.clone().ok_or_else(|| Fault::missing("email"))?;
    check_email(&state, &email)?;
    let mut user = User::invited(email, name, caller.now());
    asked.apply(&mut user, caller.now());
    let id = user.id;
    state.add_user(user);
    let user = to_json(&state, state.user(id)?)?;
    Ok(json(StatusCode::CREATED, user))
}

pub(super) async fn edit(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Wishes = caller.json()?;
    groups::check(asked.groups.as_deref().unwrap_or_default())?;
    services::check(asked.services.as_deref().unwrap_or_default())?;
    let ids = asked.ids.clone().ok_or_else(|| Fault::missing("ids"))?;
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    for &id in &ids {
        let keeps = |email: &String| state.user(id).is_ok_and(|user| user.has_email(email));
        if let Some(email) = asked.email.as_ref().filter(|email| !keeps(email)) {
            check_email(&state, email)?;
        }
        asked.apply(state.user_mut(id)?, caller.now());
    }
    let users = ids.iter().map(|&id| to_json(&state, state.user(id)?));
    let users: Result<Vec<Value>, Fault> = users.collect();
    Ok(json(StatusCode::OK, json!(users?)))
}

/// Said to be a job, but done at once. A home that is not deleted stays, with nobody to see it.
pub(super) async fn delete(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Delete = caller.json()?;
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    if asked.ids.contains(&caller.id) {
        return Err(Fault::restricted("nobody deletes oneself"));
    }
    for &id in &asked.ids {
        state.user(id)?;
    }
    state.users.retain(|user| !asked.ids.contains(&user.id));
    state.api_keys.retain(|key| !asked.ids.contains(&key.user));
    state.ssh_keys.retain(|key| !asked.ids.contains(&key.user));
    state.pgp_keys.retain(|key| !asked.ids.contains(&key.owner));
    state.rules.retain(|rule| !asked.ids.contains(&rule.owner));
    state.forget_in_projects(&asked.ids);
    if asked.delete_home.unwrap_or(false) {
        for &id in &asked.ids {
            state.store.remove_home(id);
        }
    }
    Ok(json(
        StatusCode::ACCEPTED,
        json!({"job_id": Uuid::new_v4()}),
    ))
}

/// An address belongs to one user or contact only.
pub(super) fn check_email(state: &State, email: &str) -> Result<(), Fault> {
    if !(6..=254).contains(&email.len()) || !email.contains('@') {
        return Err(Fault::parameter("email is not an address"));
    }
    if state.users.iter().any(|user| user.has_email(email)) {
        return Err(Fault::email_of_user());
    }
    let taken = state.contacts.iter();
    let mut taken = taken.map(|contact| contact.email.eq_ignore_ascii_case(email));
    if taken.any(|taken| taken) {
        return Err(Fault::email_of_contact());
    }
    Ok(())
}

pub(super) fn to_json(state: &State, user: &User) -> Result<Value, Fault> {
    let groups: Vec<Value> = user.groups.iter().map(|&id| groups::short(id)).collect();
    Ok(json!({
        "id": user.id,
        "home_id": state.store.home(user.id)?,
        "home_name": format!("/{}", user.name),
        "super_admin": if user.super_admin { "Y" } else { "N" },
        "name": user.name,
        "email": user.account.email,
        "status": status(user.enabled),
        "quota": user.quota,
        "created": user.created.whole(),
        "modified": user.modified.whole(),
        "groups": groups,
        "user_operations": user.operations,
        "effective_operations": user.operations,
        "home_operations": 191,
        "language": user.language,
        "has_key": state.has_key(user.id),
        "services": services::short(&user.services),
        "readonly": false,
        "auth_methods": factor::methods(&user.account.second_factor),
        "last_login": user.last_login.map(Timestamp::whole),
        "storage_used": state.store.used_by(user.id),
        "forced_auth": if user.must_set_up { json!(["2FA"]) } else { json!([]) },
        "sftp_login": user.name,
    }))
}

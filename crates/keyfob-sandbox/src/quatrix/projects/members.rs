//! The members of one project folder. Adding and editing answer with all of them (guessed).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::access::{managed, users, visible};
use super::permission::Permission;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Add {
    users_permissions: Vec<Permission>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    users_permissions: Vec<Permission>,
    #[expect(dead_code, reason = "nobody is told")]
    notify: Option<bool>,
}

pub(super) async fn list(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let project = visible(&state, caller.id, parse_id(&id)?)?;
    Ok(json(StatusCode::OK, json!(users(project))))
}

pub(super) async fn add(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let Add { users_permissions } = caller.json()?;
    set(&caller, parse_id(&id)?, &users_permissions)
}

/// # Errors
/// Code 20 for who is no member.
pub(super) async fn edit(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let Edit {
        users_permissions, ..
    } = caller.json()?;
    let id = parse_id(&id)?;
    {
        let state = caller.state();
        let project = managed(&state, caller.id, id)?;
        for permission in &users_permissions {
            let member = project.member(permission.user_id);
            member.ok_or_else(|| Fault::not_found("member"))?;
        }
    }
    set(&caller, id, &users_permissions)
}

fn set(
    caller: &AuthenticatedUser,
    id: Uuid,
    permissions: &[Permission],
) -> Result<Response, Fault> {
    let mut state = caller.state();
    let project = managed(&state, caller.id, id)?;
    let members: Result<Vec<_>, Fault> = permissions
        .iter()
        .map(|permission| permission.member(&state, project))
        .collect();
    let members = members?;
    let project = state.store.projects.get_mut(id)?;
    for member in members {
        project.set(member);
    }
    Ok(json(StatusCode::OK, json!(users(project))))
}

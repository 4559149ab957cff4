//! Users, and the project folders that each is in.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::access::{managed, visible};
use super::permission::member;
use super::project::Project;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::state::State;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ids {
    ids: Vec<Uuid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    users: Vec<SetUser>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetUser {
    user_id: Uuid,
    params: Vec<Params>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    project_id: Uuid,
    operations: Option<i64>,
    notify: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delete {
    users: Vec<Leaver>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Leaver {
    user_id: Uuid,
    project_id: Vec<Uuid>,
}

/// Of the project folders that the caller knows: as owner, as member, or as who runs the account.
pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Ids { ids } = caller.json()?;
    let state = caller.state();
    let mut found: Vec<Value> = Vec::new();
    for user in ids {
        state.user(user)?;
        let known = state.store.projects.iter();
        let known = known.filter(|one| visible(&state, caller.id, one.id).is_ok());
        found.extend(known.filter_map(|project| to_json(project, user)));
    }
    Ok(json(StatusCode::OK, json!(found)))
}

fn to_json(project: &Project, user: Uuid) -> Option<Value> {
    if project.owner == user {
        return Some(json!({
            "operations": operations::OWNER,
            "owner": true,
            "project_id": project.id,
            "user_id": user,
            "notify": false,
        }));
    }
    let member = project.member(user)?;
    Some(json!({
        "operations": member.operations,
        "owner": false,
        "project_id": project.id,
        "user_id": user,
        "notify": member.notify,
    }))
}

/// Each user is then in these project folders and in no others of those that the caller runs (guessed).
pub(super) async fn set(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Set { users } = caller.json()?;
    let mut state = caller.state();
    let mut members = Vec::new();
    for SetUser { user_id, params } in &users {
        state.user(*user_id)?;
        for one in params {
            let project = managed(&state, caller.id, one.project_id)?;
            let notify = one.notify.unwrap_or(true);
            let member = member(&state, project, *user_id, one.operations, notify)?;
            members.push((one.project_id, member));
        }
    }
    for id in run_by(&state, caller.id) {
        let project = state.store.projects.get_mut(id)?;
        for user in &users {
            project.remove(user.user_id);
        }
    }
    let mut body: Vec<Value> = Vec::new();
    for (project, member) in members {
        body.push(json!({
            "operations": member.operations,
            "project_id": project,
            "user_id": member.user,
            "notify": member.notify,
        }));
        state.store.projects.get_mut(project)?.set(member);
    }
    Ok(json(StatusCode::OK, json!(body)))
}

fn run_by(state: &State, user: Uuid) -> Vec<Uuid> {
    let projects = state.store.projects.iter();
    let projects = projects.filter(|one| managed(state, user, one.id).is_ok());
    projects.map(|project| project.id).collect()
}

/// # Errors
/// Code 20 for who is no member.
pub(super) async fn delete(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let Delete { users } = caller.json()?;
    let mut state = caller.state();
    let pairs = users.iter().flat_map(|leaver| {
        let projects = leaver.project_id.iter();
        projects.map(|&project| (leaver.user_id, project))
    });
    let pairs: Vec<(Uuid, Uuid)> = pairs.collect();
    for &(user, project) in &pairs {
        let project = managed(&state, caller.id, project)?;
        let member = project.member(user);
        member.ok_or_else(|| Fault::not_found("member"))?;
    }
    let mut gone: Vec<Value> = Vec::new();
    for (user, project) in pairs {
        state.store.projects.get_mut(project)?.remove(user);
        gone.push(json!({"user_id": user, "project_id": project}));
    }
    Ok(json(StatusCode::OK, json!(gone)))
}

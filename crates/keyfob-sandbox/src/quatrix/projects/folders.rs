//! Making, showing and ending project folders.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::access::{managed, users, visible};
use super::permission::Permission;
use super::project::Project;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::store::node::Kind;
use crate::quatrix::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Create {
    name: String,
    file_id: Uuid,
    users_permissions: Vec<Permission>,
    created: Option<f64>,
    #[expect(dead_code, reason = "nobody is told")]
    notify: Option<bool>,
}

/// A folder of one's own becomes one; it keeps its own name, next to that of the project.
pub(super) async fn create(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Create = caller.json()?;
    let mut state = caller.state();
    let folder = state.store.node(caller.id, asked.file_id)?;
    if folder.kind != Kind::Folder {
        return Err(Fault::parameter(
            "only a plain folder becomes a project folder",
        ));
    }
    if folder.owner != caller.id {
        return Err(Fault::restricted("the folder is another user's"));
    }
    if asked.name.is_empty() {
        return Err(Fault::parameter("name is empty"));
    }
    if state.store.is_project(asked.file_id) {
        return Err(Fault::exists(&asked.name));
    }
    let created = asked
        .created
        .map_or_else(|| caller.now(), Timestamp::from_seconds);
    let mut project = Project::new(asked.name, asked.file_id, caller.id, created);
    for permission in &asked.users_permissions {
        let member = permission.member(&state, &project)?;
        project.set(member);
    }
    let made = json!({"id": project.id, "name": project.name, "created": created.whole()});
    state.store.projects.add(project);
    Ok(json(StatusCode::CREATED, made))
}

/// Those that one owns or works in.
pub(super) async fn list(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let state = caller.state();
    let own =
        |project: &&Project| project.owner == caller.id || project.member(caller.id).is_some();
    let projects: Result<Vec<Value>, Fault> = state
        .store
        .projects
        .iter()
        .filter(own)
        .map(|project| {
            let owner = state.user(project.owner)?;
            Ok(json!({
                "owner": {"id": owner.id, "name": owner.name, "email": owner.account.email},
                "project_id": project.id,
                "ctime": project.created.whole(),
                "name": project.name,
                "file_id": project.folder,
            }))
        })
        .collect();
    Ok(json(StatusCode::OK, json!(projects?)))
}

pub(super) async fn metadata(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let state = caller.state();
    let project = visible(&state, caller.id, parse_id(&id)?)?;
    let creator = state.user(project.owner)?;
    let body = json!({
        "folder_name": project.name,
        "created": project.created.whole(),
        "creator": {"id": creator.id, "name": creator.name},
        "users": users(project),
    });
    Ok(json(StatusCode::OK, body))
}

/// The folder and what is in it stay.
pub(super) async fn delete(
    Path(id): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let id = parse_id(&id)?;
    let mut state = caller.state();
    managed(&state, caller.id, id)?;
    state.store.projects.remove(id);
    Ok(json(StatusCode::OK, json!({"id": id})))
}

//! Project folders: a plain folder of one user that others may work in, as far as their rights go.
//!
//! Who owns the folder runs it, and so does who runs the account. Members reach it by its id; what they put into it
//! belongs to the folder's owner and counts against the owner's quota (all guessed).

mod folders;
mod members;
mod project;
mod several;

use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use project::Member;
pub(super) use project::Project;

use super::fault::Fault;
use super::rights;
use super::state::State;
use crate::quatrix::app::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/1.0/project-folder", get(folders::list))
        .route("/api/1.0/project-folder/create", post(folders::create))
        .route(
            "/api/1.0/project-folder/metadata/{id}",
            get(folders::metadata),
        )
        .route("/api/1.0/project-folder/delete/{id}", get(folders::delete))
        .route("/api/1.0/project-folder/users/{id}", get(members::list))
        .route("/api/1.0/project-folder/add-users/{id}", post(members::add))
        .route(
            "/api/1.0/project-folder/edit-users/{id}",
            post(members::edit),
        )
        .route("/api/1.0/project-folder/project-users", post(several::list))
        .route("/api/1.0/project-folder/set-users", post(several::set))
        .route(
            "/api/1.0/project-folder/delete-users/",
            post(several::delete),
        )
}

/// A member as requests name one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Permission {
    user_id: Uuid,
    operations: Option<i64>,
    notify: Option<bool>,
}

/// What a new member may do who is given no rights: look (guessed).
const LOOK: i64 = 0;

impl Permission {
    /// The member that is meant, if there is such a user and it is not the owner.
    fn member(&self, state: &State, project: &Project) -> Result<Member, Fault> {
        member(
            state,
            project,
            self.user_id,
            self.operations,
            self.notify.unwrap_or(false),
        )
    }
}

/// What is left out stays as it is.
fn member(
    state: &State,
    project: &Project,
    user: Uuid,
    operations: Option<i64>,
    notify: bool,
) -> Result<Member, Fault> {
    state.user(user)?;
    if user == project.owner {
        return Err(Fault::parameter("the owner has all rights"));
    }
    let operations = operations.or(project.operations(user)).unwrap_or(LOOK);
    if !(0..=255).contains(&operations) {
        return Err(Fault::parameter("operations has other bits"));
    }
    Ok(Member {
        user,
        operations,
        notify,
    })
}

impl State {
    /// Ends the memberships of users who are gone, and the project folders that they own.
    pub(super) fn forget_in_projects(&mut self, users: &[Uuid]) {
        let projects = &mut self.store.projects;
        projects.retain(|project| !users.contains(&project.owner));
        for project in projects.iter_mut() {
            for &user in users {
                project.remove(user);
            }
        }
    }
}

/// A project folder that the caller may see: as its owner, as a member, or as who runs the account.
fn seen(state: &State, user: Uuid, id: Uuid) -> Result<&Project, Fault> {
    let project = state.store.projects.get(id)?;
    if project.member(user).is_none() {
        state.check_own(user, project.owner)?;
    }
    Ok(project)
}

/// One that the caller may change.
fn run(state: &State, user: Uuid, id: Uuid) -> Result<&Project, Fault> {
    let project = state.store.projects.get(id)?;
    state.check_own(user, project.owner)?;
    Ok(project)
}

/// The owner first, then the members.
fn users(project: &Project) -> Vec<Value> {
    let owner = json!({
        "user_id": project.owner,
        "operations": rights::OWNER,
        "owns": true,
        "notify": false,
    });
    let members = project.members().map(|member| {
        json!({
            "user_id": member.user,
            "operations": member.operations,
            "owns": false,
            "notify": member.notify,
        })
    });
    std::iter::once(owner).chain(members).collect()
}

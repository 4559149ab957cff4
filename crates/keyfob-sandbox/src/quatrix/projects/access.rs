//! Who sees a project folder, and who manages it.

use serde_json::{Value, json};
use uuid::Uuid;

use super::project::Project;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;
use crate::quatrix::state::State;

impl State {
    /// Ends the memberships of users who are gone, and the project folders that they own.
    pub(in crate::quatrix) fn forget_in_projects(&mut self, users: &[Uuid]) {
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
pub(super) fn visible(state: &State, user: Uuid, id: Uuid) -> Result<&Project, Fault> {
    let project = state.store.projects.get(id)?;
    if project.member(user).is_none() {
        state.check_own(user, project.owner)?;
    }
    Ok(project)
}

/// One that the caller may change.
pub(super) fn managed(state: &State, user: Uuid, id: Uuid) -> Result<&Project, Fault> {
    let project = state.store.projects.get(id)?;
    state.check_own(user, project.owner)?;
    Ok(project)
}

/// The owner first, then the members.
pub(super) fn users(project: &Project) -> Vec<Value> {
    let owner = json!({
        "user_id": project.owner,
        "operations": operations::OWNER,
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

//! What a member may do, as it is asked for.

use serde::Deserialize;
use uuid::Uuid;

use super::project::{Member, Project};
use crate::quatrix::fault::Fault;
use crate::quatrix::state::State;

/// A member as requests name one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Permission {
    pub(super) user_id: Uuid,
    pub(super) operations: Option<i64>,
    pub(super) notify: Option<bool>,
}

/// What a new member may do who is given no rights: look (guessed).
const VIEW: i64 = 0;

impl Permission {
    /// The member that is meant, if there is such a user and it is not the owner.
    pub(super) fn member(&self, state: &State, project: &Project) -> Result<Member, Fault> {
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
pub(super) fn member(
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
    let operations = operations.or(project.operations(user)).unwrap_or(VIEW);
    if !(0..=255).contains(&operations) {
        return Err(Fault::parameter("operations has other bits"));
    }
    Ok(Member {
        user,
        operations,
        notify,
    })
}

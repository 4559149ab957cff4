//! What users may do here: everything with their own, and what their project folders let them with others'.

use uuid::Uuid;

use super::node::Node;
use super::tree::Store;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;

impl Store {
    /// The mask of what a user may do with a thing; `None` if it is not even to be seen.
    pub(in crate::quatrix) fn operations(&self, user: Uuid, node: &Node) -> Option<i64> {
        if node.owner == user {
            return Some(operations::OWNER);
        }
        let project = self.projects.iter().find(|one| one.folder == node.id);
        let here = project.and_then(|project| project.operations(user));
        here.or_else(|| {
            let parent = node.parent.and_then(|id| self.nodes.get(&id))?;
            self.operations(user, parent)
        })
    }

    /// What has this id, if the user may do that with it.
    ///
    /// # Errors
    /// Code 20 if there is nothing, 50 if the user may not.
    pub(in crate::quatrix) fn allowed(
        &self,
        user: Uuid,
        id: Uuid,
        right: i64,
    ) -> Result<&Node, Fault> {
        let node = self.node(user, id)?;
        match self.operations(user, node) {
            Some(operations) if operations & right != 0 => Ok(node),
            _ => Err(Fault::restricted(
                "the project folder does not let you do this",
            )),
        }
    }

    pub(in crate::quatrix) fn is_project(&self, id: Uuid) -> bool {
        self.projects.iter().any(|project| project.folder == id)
    }
}

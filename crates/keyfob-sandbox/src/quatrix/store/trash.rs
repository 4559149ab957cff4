//! Deleting: into the Trash first, out of the app from there, at the latest after 30 days.

use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::conflict::OnConflict;
use super::node::Kind;
use super::tree::Store;
use crate::quatrix::fault::Fault;
use crate::quatrix::operations;

/// How long the Trash keeps things.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

impl Store {
    /// Moves a thing to its owner's Trash, or erases it: for good, or because it lies in the Trash already.
    pub(in crate::quatrix) fn delete(
        &mut self,
        user: Uuid,
        id: Uuid,
        for_good: bool,
        now: SystemTime,
    ) -> Result<(), Fault> {
        self.movable(user, id)?;
        let node = self.allowed(user, id, operations::DELETE)?;
        let trash = self.trash(node.owner)?;
        if for_good || self.in_trash(id) {
            self.erase(id);
        } else {
            self.shift(id, trash, None, OnConflict::Rename)?;
            if let Some(node) = self.nodes.get_mut(&id) {
                node.trashed = Some(now);
            }
        }
        Ok(())
    }

    /// Erases all that a Trash holds and says what that was.
    pub(in crate::quatrix) fn empty_trash(
        &mut self,
        user: Uuid,
        id: Uuid,
    ) -> Result<Vec<Uuid>, Fault> {
        let node = self.node(user, id)?;
        if node.kind != Kind::Trash {
            return Err(Fault::parameter("not a Trash folder"));
        }
        let things: Vec<Uuid> = node.children.values().copied().collect();
        for &thing in &things {
            self.erase(thing);
        }
        Ok(things)
    }

    pub(in crate::quatrix) fn forget_trash(&mut self, now: SystemTime) {
        let old = |trashed: SystemTime| trashed + KEPT <= now;
        let things: Vec<Uuid> = self
            .homes
            .values()
            .filter_map(|home| self.nodes.get(&home.trash))
            .flat_map(|trash| self.children(trash))
            .filter(|node| node.trashed.is_some_and(old))
            .map(|node| node.id)
            .collect();
        for thing in things {
            self.erase(thing);
        }
    }
}

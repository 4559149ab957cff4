//! What users do with files and folders: done in the store and noted in the log.

use std::time::SystemTime;

use uuid::Uuid;

use super::fault::Fault;
use super::state::State;
use super::store::conflict::OnConflict;
use super::store::node::{Kind, Node};
use super::timestamp::Timestamp;
use super::tracking::entry::{Action, Target};

impl State {
    /// Makes a folder.
    pub(super) fn make_folder(
        &mut self,
        user: Uuid,
        target: Uuid,
        name: &str,
        on_conflict: OnConflict,
        now: Timestamp,
    ) -> Result<&Node, Fault> {
        let kind = Kind::Folder;
        let made = self
            .store
            .make(user, target, name, kind, on_conflict, now)?;
        let id = made.id;
        self.note_file(user, Action::MakeFolder, id, now);
        self.store.node(user, id)
    }

    /// Copies, if there is room for it where it goes.
    pub(super) fn copy(
        &mut self,
        user: Uuid,
        id: Uuid,
        target: Uuid,
        name: Option<&str>,
        on_conflict: OnConflict,
        now: Timestamp,
    ) -> Result<&Node, Fault> {
        let size = self.store.size(self.store.node(user, id)?);
        let owner = self.store.node(user, target)?.owner;
        self.check_room(owner, size)?;
        let copy = self
            .store
            .duplicate(user, id, target, name, on_conflict, now)?;
        let copy = copy.id;
        self.note_file(user, Action::Copy, copy, now);
        self.store.node(user, copy)
    }

    /// Moves, or renames where the folder stays the same.
    pub(super) fn relocate(
        &mut self,
        user: Uuid,
        id: Uuid,
        target: Uuid,
        name: Option<&str>,
        on_conflict: OnConflict,
        now: Timestamp,
    ) -> Result<&Node, Fault> {
        let was_in = self.store.node(user, id)?.parent;
        self.store.relocate(user, id, target, name, on_conflict)?;
        let action = if was_in == Some(target) {
            Action::Rename
        } else {
            Action::Move
        };
        if let Some(mut snapshot) = self.snapshot(id) {
            snapshot.was_in = was_in;
            self.note(user, action, Target::File(snapshot), now);
        }
        self.store.node(user, id)
    }

    /// Deletes, for good or into the Trash.
    pub(super) fn delete(
        &mut self,
        user: Uuid,
        id: Uuid,
        for_good: bool,
        now: SystemTime,
    ) -> Result<(), Fault> {
        let snapshot = self.snapshot(id);
        self.store.delete(user, id, for_good, now)?;
        if let Some(snapshot) = snapshot {
            self.note(
                user,
                Action::Delete,
                Target::File(snapshot),
                Timestamp::of(now),
            );
        }
        Ok(())
    }
}

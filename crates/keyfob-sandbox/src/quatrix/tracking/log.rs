//! Writing the log.

use uuid::Uuid;

use super::entry::{Action, Entry, FileSnapshot, Target};
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;

impl State {
    pub(in crate::quatrix) fn snapshot(&self, id: Uuid) -> Option<FileSnapshot> {
        let node = self.store.shared(id)?;
        Some(FileSnapshot {
            id,
            parent: node.parent,
            was_in: None,
            name: node.name.clone(),
            kind: node.kind,
            size: self.store.size(node),
            modified: node.modified,
        })
    }

    /// Notes what was done with a file or folder, which must still be there.
    pub(in crate::quatrix) fn note_file(
        &mut self,
        user: Uuid,
        action: Action,
        file: Uuid,
        at: Timestamp,
    ) {
        if let Some(snapshot) = self.snapshot(file) {
            self.note(user, action, Target::File(snapshot), at);
        }
    }

    pub(in crate::quatrix) fn note(
        &mut self,
        user: Uuid,
        action: Action,
        what: Target,
        at: Timestamp,
    ) {
        let known = self.user(user).ok();
        let entry = Entry {
            id: Uuid::new_v4(),
            at,
            user,
            name: known.map(|user| user.name.clone()).unwrap_or_default(),
            email: known
                .map(|user| user.account.email.clone())
                .unwrap_or_default(),
            action,
            what,
        };
        self.log.push(entry);
    }
}

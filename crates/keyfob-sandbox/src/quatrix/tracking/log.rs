//! What happened: who did what with which files, the oldest first.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::quatrix::moment::Moment;
use crate::quatrix::shares::Share;
use crate::quatrix::state::State;
use crate::quatrix::store::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quatrix) enum Action {
    Upload,
    Download,
    MakeFolder,
    Move,
    Rename,
    Copy,
    Delete,
    Share,
    Quicklink,
    Revoke,
    Mail,
    Reply,
}

impl Action {
    /// In the table; the list has fewer words.
    pub(in crate::quatrix) fn in_table(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Copy => "copy",
            other => other.in_list().unwrap_or_default(),
        }
    }

    /// `None`: only the table has it.
    pub(super) fn in_list(self) -> Option<&'static str> {
        Some(match self {
            Self::Upload => "upload",
            Self::Download => "download",
            Self::MakeFolder => "makedir",
            Self::Move | Self::Rename => "move-rename",
            Self::Delete => "delete",
            Self::Share => "create",
            Self::Quicklink => "created-link",
            Self::Revoke => "revoke",
            Self::Mail => "sent-email",
            Self::Reply => "replied",
            Self::Copy => return None,
        })
    }
}

/// A file or folder as it was just then.
#[derive(Clone)]
pub(in crate::quatrix) struct Seen {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) parent: Option<Uuid>,
    /// Where a move took it from.
    pub(in crate::quatrix) was_in: Option<Uuid>,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) kind: Kind,
    pub(in crate::quatrix) size: u64,
    pub(in crate::quatrix) modified: Moment,
}

/// What it happened to.
pub(in crate::quatrix) enum What {
    File(Seen),
    Share { id: Uuid, subject: String },
}

impl What {
    pub(in crate::quatrix) fn share(share: &Share) -> Self {
        Self::Share {
            id: share.id,
            subject: share.subject.clone(),
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::File(seen) => &seen.name,
            Self::Share { subject, .. } => subject,
        }
    }

    /// The vendor does not say what is in it.
    pub(super) fn payload(&self) -> Value {
        match self {
            Self::File(seen) => json!({"id": seen.id, "name": seen.name}),
            Self::Share { id, subject } => json!({"id": id, "subject": subject}),
        }
    }
}

pub(in crate::quatrix) struct Entry {
    pub(super) id: Uuid,
    pub(in crate::quatrix) at: Moment,
    pub(super) user: Uuid,
    pub(super) name: String,
    pub(super) email: String,
    pub(in crate::quatrix) action: Action,
    pub(in crate::quatrix) what: What,
}

impl Entry {
    pub(super) fn event(&self) -> &'static str {
        match (self.action, &self.what) {
            (Action::Reply, _) => "files-return",
            (_, What::Share { .. }) => "share",
            (_, What::File(_)) => "file",
        }
    }
}

impl State {
    pub(in crate::quatrix) fn seen(&self, id: Uuid) -> Option<Seen> {
        let node = self.store.shared(id)?;
        Some(Seen {
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
        at: Moment,
    ) {
        if let Some(seen) = self.seen(file) {
            self.note(user, action, What::File(seen), at);
        }
    }

    pub(in crate::quatrix) fn note(&mut self, user: Uuid, action: Action, what: What, at: Moment) {
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

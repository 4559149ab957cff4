//! What happened: who did what with which files, the oldest first.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::quatrix::shares::share::Share;
use crate::quatrix::store::node::Kind;
use crate::quatrix::timestamp::Timestamp;

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
pub(in crate::quatrix) struct FileSnapshot {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) parent: Option<Uuid>,
    /// Where a move took it from.
    pub(in crate::quatrix) was_in: Option<Uuid>,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) kind: Kind,
    pub(in crate::quatrix) size: u64,
    pub(in crate::quatrix) modified: Timestamp,
}

/// What it happened to.
pub(in crate::quatrix) enum Target {
    File(FileSnapshot),
    Share { id: Uuid, subject: String },
}

impl Target {
    pub(in crate::quatrix) fn share(share: &Share) -> Self {
        Self::Share {
            id: share.id,
            subject: share.subject.clone(),
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::File(file) => &file.name,
            Self::Share { subject, .. } => subject,
        }
    }

    /// The vendor does not say what is in it.
    pub(super) fn payload(&self) -> Value {
        match self {
            Self::File(file) => json!({"id": file.id, "name": file.name}),
            Self::Share { id, subject } => json!({"id": id, "subject": subject}),
        }
    }
}

pub(in crate::quatrix) struct Entry {
    pub(super) id: Uuid,
    pub(in crate::quatrix) at: Timestamp,
    pub(super) user: Uuid,
    pub(super) name: String,
    pub(super) email: String,
    pub(in crate::quatrix) action: Action,
    pub(in crate::quatrix) what: Target,
}

impl Entry {
    pub(super) fn event(&self) -> &'static str {
        match (self.action, &self.what) {
            (Action::Reply, _) => "files-return",
            (_, Target::Share { .. }) => "share",
            (_, Target::File(_)) => "file",
        }
    }
}

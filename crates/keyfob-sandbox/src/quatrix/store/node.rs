use std::collections::BTreeMap;
use std::time::SystemTime;

use axum::body::Bytes;
use uuid::Uuid;

use crate::quatrix::timestamp::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::quatrix) enum Kind {
    Home,
    Folder,
    Trash,
    File,
}

#[derive(Clone)]
pub(in crate::quatrix) struct Tag {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) kind: String,
    pub(in crate::quatrix) value: String,
}

/// A file or a folder.
#[derive(Clone)]
pub(in crate::quatrix) struct Node {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) owner: Uuid,
    pub(in crate::quatrix) parent: Option<Uuid>,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) kind: Kind,
    pub(in crate::quatrix) created: Timestamp,
    pub(in crate::quatrix) modified: Timestamp,
    pub(in crate::quatrix) content: Bytes,
    /// While it is being written: how much has come. What is left of the old content stays readable until then.
    pub(in crate::quatrix) uploading: Option<u64>,
    pub(in crate::quatrix) tags: Vec<Tag>,
    pub(super) children: BTreeMap<String, Uuid>,
    pub(super) trashed: Option<SystemTime>,
}

impl Node {
    pub(in crate::quatrix) fn new(owner: Uuid, name: &str, kind: Kind, now: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            owner,
            parent: None,
            name: name.to_owned(),
            kind,
            created: now,
            modified: now,
            content: Bytes::new(),
            uploading: None,
            tags: Vec::new(),
            children: BTreeMap::new(),
            trashed: None,
        }
    }

    pub(in crate::quatrix) fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// Its own bytes, without those of what it holds.
    pub(in crate::quatrix) fn bytes(&self) -> u64 {
        self.uploading.unwrap_or(self.content.len() as u64)
    }
}

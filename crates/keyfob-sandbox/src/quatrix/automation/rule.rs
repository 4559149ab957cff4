//! One rule.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::quatrix::registry::Record;
use crate::quatrix::timestamp::Timestamp;

pub(in crate::quatrix) struct Rule {
    pub(super) id: Uuid,
    pub(super) number: usize,
    pub(in crate::quatrix) owner: Uuid,
    pub(super) folder: Uuid,
    pub(super) action: Action,
    pub(super) enabled: bool,
    pub(super) options: Options,
    pub(super) email: Vec<String>,
    pub(super) created: Timestamp,
    pub(super) modified: Timestamp,
}

impl Record for Rule {
    const WHAT: &'static str = "rule";

    fn id(&self) -> Uuid {
        self.id
    }
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Action {
    Autodelete,
    VideoUpload,
}

/// As they come, so they are shown; but for the code, which is a secret.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    #[serde(skip_serializing_if = "Option::is_none")]
    expire: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep_folder_structure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protected_folder_ids: Option<Vec<Uuid>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skip_home_folders: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skip_shared_folders: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    super_trash: Option<bool>,
    #[serde(skip_serializing)]
    #[expect(dead_code, reason = "nothing is done with it")]
    oauth_code: Option<String>,
}

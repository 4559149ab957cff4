//! One rule, and how it is shown.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::extend;
use crate::quatrix::moment::Moment;
use crate::quatrix::people::status;
use crate::quatrix::registry::Record;
use crate::quatrix::state::State;

pub(in crate::quatrix) struct Rule {
    pub(super) id: Uuid,
    pub(super) number: usize,
    pub(in crate::quatrix) owner: Uuid,
    pub(super) folder: Uuid,
    pub(super) action: Action,
    pub(super) enabled: bool,
    pub(super) options: Options,
    pub(super) email: Vec<String>,
    pub(super) created: Moment,
    pub(super) modified: Moment,
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

pub(super) fn shown(state: &State, rule: &Rule) -> Value {
    let mut shown = json!({
        "id": rule.id,
        "owner_id": rule.owner,
        "file_id": rule.folder,
        "created": rule.created.whole(),
        "modified": rule.modified.whole(),
        "status": status(rule.enabled),
        "action": rule.action,
        "options": rule.options,
        "email": rule.email,
        "rule_num": rule.number,
    });
    // A folder that is gone has no path.
    if let Some(folder) = state.store.shared(rule.folder) {
        extend(&mut shown, json!({"file_path": state.store.path(folder)}));
    }
    shown
}

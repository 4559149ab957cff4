//! Contacts and API keys, as they are kept.

use uuid::Uuid;

use crate::quatrix::registry::Record;
use crate::quatrix::timestamp::Timestamp;

pub(in crate::quatrix) struct ApiKey {
    pub(in crate::quatrix) user: Uuid,
    pub(in crate::quatrix) key: String,
    pub(in crate::quatrix) enabled: bool,
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) created: Timestamp,
    pub(in crate::quatrix) modified: Timestamp,
}

impl Record for ApiKey {
    const WHAT: &'static str = "API key";

    fn id(&self) -> Uuid {
        self.id
    }
}

impl ApiKey {
    pub(in crate::quatrix) fn with(user: Uuid, key: String, now: Timestamp) -> Self {
        Self {
            user,
            key,
            enabled: true,
            id: Uuid::new_v4(),
            name: String::new(),
            created: now,
            modified: now,
        }
    }
}

#[derive(Clone)]
pub(in crate::quatrix) struct Contact {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) email: String,
    pub(in crate::quatrix) owner: Uuid,
    pub(in crate::quatrix) personal: bool,
    pub(in crate::quatrix) groups: Vec<Uuid>,
    pub(in crate::quatrix) created: Timestamp,
}

impl Contact {
    pub(in crate::quatrix) fn is_seen_by(&self, user: Uuid) -> bool {
        self.owner == user || !self.personal
    }
}

//! The keys that are kept, and the requests for them.

use uuid::Uuid;

use crate::quatrix::registry::Record;
use crate::quatrix::timestamp::Timestamp;

pub(in crate::quatrix) struct KeyRequest {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) sender: Uuid,
    /// A user or a contact.
    pub(in crate::quatrix) asked: Uuid,
}

impl Record for KeyRequest {
    const WHAT: &'static str = "key request";

    fn id(&self) -> Uuid {
        self.id
    }
}

pub(in crate::quatrix) struct PgpKey {
    pub(in crate::quatrix) id: Uuid,
    /// A user or a contact.
    pub(in crate::quatrix) owner: Uuid,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) public: String,
    pub(in crate::quatrix) private: Option<String>,
    pub(in crate::quatrix) created: Timestamp,
    pub(in crate::quatrix) modified: Timestamp,
}

impl Record for PgpKey {
    const WHAT: &'static str = "PGP key";

    fn id(&self) -> Uuid {
        self.id
    }
}

pub(in crate::quatrix) struct SshKey {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) user: Uuid,
    pub(in crate::quatrix) caption: String,
    pub(in crate::quatrix) fingerprint: String,
    pub(in crate::quatrix) expires: i64,
    pub(in crate::quatrix) enabled: bool,
    pub(in crate::quatrix) modified: Timestamp,
}

impl Record for SshKey {
    const WHAT: &'static str = "SSH key";

    fn id(&self) -> Uuid {
        self.id
    }
}

//! A link to set a new password, as it is kept.

use std::time::SystemTime;

use uuid::Uuid;

pub(super) struct Reset {
    pub(super) id: Uuid,
    pub(super) user: Uuid,
    pub(super) asked: SystemTime,
}

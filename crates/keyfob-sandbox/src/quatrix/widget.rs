//! An upload widget, as it is kept.

use uuid::Uuid;

use super::registry::Record;

pub(super) struct Widget {
    pub(super) id: Uuid,
    pub(super) folder: Uuid,
    /// For all visitors at once (guessed): what tells them apart is unknown.
    pub(super) captcha_passed: bool,
    pub(super) files_remaining: u64,
}

impl Record for Widget {
    const WHAT: &'static str = "widget";

    fn id(&self) -> Uuid {
        self.id
    }
}

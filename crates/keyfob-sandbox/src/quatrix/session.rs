//! A login that lasts.

use std::time::SystemTime;

use uuid::Uuid;

use crate::accounts::SecondFactor;

pub(super) struct Session {
    pub(super) user: Uuid,
    pub(super) second_factor: SecondFactor,
    pub(super) awaits_second_factor: bool,
    pub(super) captcha_solved: bool,
    pub(super) last_used: SystemTime,
}

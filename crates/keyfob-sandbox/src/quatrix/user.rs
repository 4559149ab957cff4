//! One user: what the login asks for, and what the profile shows.

use uuid::Uuid;

use super::timestamp::Timestamp;
use crate::accounts::{QuatrixAccount, SecondFactor};

#[derive(Clone)]
pub(super) struct User {
    pub(super) id: Uuid,
    pub(super) account: QuatrixAccount,
    pub(super) name: String,
    /// Whether a first password was set; users made by another user begin without.
    pub(super) signed_up: bool,
    pub(super) enabled: bool,
    /// Whether the second factor is to be set up again.
    pub(super) must_set_up: bool,
    pub(super) super_admin: bool,
    /// Bytes; -1 is unlimited.
    pub(super) quota: i64,
    pub(super) language: String,
    pub(super) message_signature: String,
    pub(super) operations: i64,
    pub(super) groups: Vec<Uuid>,
    pub(super) services: Vec<Uuid>,
    pub(super) created: Timestamp,
    pub(super) modified: Timestamp,
    pub(super) last_login: Option<Timestamp>,
}

impl User {
    pub(super) fn new(account: QuatrixAccount, name: String, now: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            account,
            name,
            signed_up: true,
            enabled: true,
            must_set_up: false,
            super_admin: false,
            quota: -1,
            language: "en_GB".into(),
            message_signature: String::new(),
            operations: 3,
            groups: Vec::new(),
            services: Vec::new(),
            created: now,
            modified: now,
            last_login: None,
        }
    }

    /// A user who has no password yet.
    pub(super) fn invited(email: String, name: String, now: Timestamp) -> Self {
        let account = QuatrixAccount {
            email,
            password: String::new(),
            second_factor: SecondFactor::None,
            api_key: String::new(),
            suspended: false,
        };
        Self {
            signed_up: false,
            ..Self::new(account, name, now)
        }
    }

    pub(super) fn has_email(&self, email: &str) -> bool {
        self.account.email.eq_ignore_ascii_case(email)
    }
}

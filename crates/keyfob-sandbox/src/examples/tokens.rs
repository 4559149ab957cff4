//! The tokens of OAuth 2.0 that were handed out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use uuid::Uuid;

/// Which tokens are valid.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    access: BTreeMap<String, SystemTime>,
    refresh: BTreeSet<String>,
    /// How many access tokens were handed out since the start or the last reset.
    pub(super) issued: u64,
}

impl Tokens {
    /// None but a refresh token that is there from the start.
    pub(super) fn new(refresh_token: &str) -> Self {
        Self {
            refresh: BTreeSet::from([refresh_token.to_owned()]),
            ..Self::default()
        }
    }

    /// Hands out an access token that is valid before `end`.
    pub(super) fn issue(&mut self, end: SystemTime) -> String {
        let token = format!("access-{}", Uuid::new_v4());
        self.access.insert(token.clone(), end);
        self.issued += 1;
        token
    }

    /// Hands out a refresh token.
    pub(super) fn issue_refresh(&mut self) -> String {
        let token = format!("refresh-{}", Uuid::new_v4());
        self.refresh.insert(token.clone());
        token
    }

    pub(super) fn is_live(&self, token: &str, now: SystemTime) -> bool {
        self.access.get(token).is_some_and(|end| now < *end)
    }

    /// Whether the refresh token is one of ours.
    pub(super) fn refreshes(&self, token: &str) -> bool {
        self.refresh.contains(token)
    }

    /// The refresh token is not taken any more.
    pub(super) fn forget_refresh(&mut self, token: &str) {
        self.refresh.remove(token);
    }

    /// Ends every access token.
    pub(super) fn end_access(&mut self) {
        self.access.clear();
    }

    /// Ends every refresh token.
    pub(super) fn end_refresh(&mut self) {
        self.refresh.clear();
    }
}

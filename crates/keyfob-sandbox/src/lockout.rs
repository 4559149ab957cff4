//! Accounts lock after five wrong secrets with no complete login in between.

use std::collections::HashMap;

const WRONG_BEFORE_LOCK: u32 = 5;

#[derive(Default)]
pub(crate) struct Lockout {
    wrong: HashMap<String, u32>,
}

impl Lockout {
    pub(crate) fn is_locked(&self, user: &str) -> bool {
        self.wrong
            .get(user)
            .is_some_and(|&times| times >= WRONG_BEFORE_LOCK)
    }

    /// Counts a wrong secret, password or second factor alike.
    pub(crate) fn count_failure(&mut self, user: &str) {
        *self.wrong.entry(user.to_owned()).or_default() += 1;
    }

    /// Starts the count anew, for a login that is complete.
    pub(crate) fn reset(&mut self, user: &str) {
        self.wrong.remove(user);
    }
}

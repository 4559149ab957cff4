//! Whose session it is.

use std::fmt;

/// Whose session it is: a vendor and an account there. Managers with the same id share a session where they share a store.
///
/// It is no secret: it shows in errors, in logs, and in the keys of a Redis server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionId {
    vendor: String,
    account: String,
}

impl SessionId {
    /// The session of this account at this vendor.
    pub fn new(vendor: impl Into<String>, account: impl Into<String>) -> Self {
        Self {
            vendor: vendor.into(),
            account: account.into(),
        }
    }

    /// The vendor's name, such as `quatrix`.
    pub fn vendor(&self) -> &str {
        &self.vendor
    }

    /// The account's name, such as `acme/ann@example.com`.
    pub fn account(&self) -> &str {
        &self.account
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.account, self.vendor)
    }
}

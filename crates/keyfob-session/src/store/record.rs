//! What a store keeps.

use std::fmt;
use std::time::SystemTime;

use secrecy::zeroize::Zeroizing;

/// A session as a store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Counts what was kept for this id: 1 for the first session, and one more with each login, renewal and logout.
    pub version: u64,
    /// The saved session; nothing after a logout. It holds tokens: a store that leaves the process encrypts it, or says that it does not.
    pub contents: Zeroizing<Vec<u8>>,
    /// When it may be forgotten, if that is known.
    pub expires_at: Option<SystemTime>,
}

impl Record {
    /// Whether it may be kept in place of this one, or of none.
    pub(super) fn follows(&self, kept: Option<&Self>) -> bool {
        kept.is_none_or(|kept| self.version.checked_sub(1) == Some(kept.version))
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("version", &self.version)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

//! What the server's keys are called.

use std::fmt::Write;
use std::time::SystemTime;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::SessionId;

/// What separates the parts of a key is encoded where it stands in one, so that no two ids share a key.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'@');

/// The keys of one session. What is between braces is all that a cluster looks at: so they lie in one slot.
pub(super) struct Keys {
    stem: String,
    pub(super) session: String,
    pub(super) lease: String,
}

impl Keys {
    pub(super) fn new(prefix: &str, id: &SessionId) -> Self {
        let [vendor, account] = [id.vendor(), id.account()].map(|part| {
            let encoded = utf8_percent_encode(part, ENCODED);
            encoded.to_string()
        });
        let stem = format!("{prefix}{{{vendor}:{account}}}");
        Self {
            session: format!("{stem}:session"),
            lease: format!("{stem}:lease"),
            stem,
        }
    }

    /// Where to put what cannot be read.
    pub(super) fn aside(&self) -> String {
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let mut key = format!("{}:unreadable:{}-", self.stem, now.as_secs());
        // Another one for each, even of the same second.
        let _ = write!(key, "{:08x}", fastrand::u32(..));
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_ids_share_a_key() {
        let key = |vendor, account| Keys::new("keyfob:", &SessionId::new(vendor, account)).session;
        assert_eq!(
            key("quatrix", "acme/ann@example.com"),
            "keyfob:{quatrix:acme%2Fann@example.com}:session"
        );
        assert_ne!(key("a:b", "c"), key("a", "b:c"));
        assert_ne!(key("a}", "c"), key("a", "}c"));
        assert_ne!(key("a", "%3A"), key("a", ":"));
        let keys = Keys::new("p{q}:", &SessionId::new("a", "b"));
        assert_eq!(keys.lease, "p{q}:{a:b}:lease");
        assert!(keys.aside().starts_with("p{q}:{a:b}:unreadable:"));
    }
}

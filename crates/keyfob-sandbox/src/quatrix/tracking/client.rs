//! Where callers are.

/// Where everybody calls from.
pub(super) const ADDRESS: &str = "127.0.0.1";

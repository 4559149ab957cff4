//! The end of a session that the vendor has no logout for.

use keyfob_core::Handle;

/// Forgets the credentials, for all clones, and tells whoever renews the session.
pub(crate) fn forget(handle: &Handle) {
    handle.credentials().clear();
    handle.logged_out();
}

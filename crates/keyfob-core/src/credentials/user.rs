//! Who a session is, where that is a credential.

use super::{Credential, Held};
use crate::Scheme;

impl Held {
    /// The user of HTTP's `Basic` kind.
    pub(crate) fn user(&self, scheme: &Scheme) -> Option<&str> {
        match self.values.get(scheme.name).map(AsRef::as_ref) {
            Some(Credential::Pair(user, _)) => Some(user.expose()),
            _ => None,
        }
    }
}

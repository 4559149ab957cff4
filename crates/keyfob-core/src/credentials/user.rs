//! Who a session is, where that is a credential.

use super::{Held, Kind};
use crate::Scheme;

impl Held {
    /// The user of HTTP's `Basic` kind.
    pub(crate) fn user(&self, scheme: &Scheme) -> Option<&str> {
        match &self.values.get(scheme.name)?.secret {
            Kind::Pair(user, _) => Some(user.expose()),
            Kind::Value(_) => None,
        }
    }
}

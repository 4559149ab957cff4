//! Finding a share, and what the account lets its users share.

use uuid::Uuid;

use super::share::{Share, Type};
use crate::quatrix::fault::Fault;
use crate::quatrix::registry::Record;
use crate::quatrix::state::State;

impl State {
    /// A share that was not revoked.
    ///
    /// # Errors
    /// Code 20 if there is none.
    pub(super) fn share(&self, id: Uuid) -> Result<&Share, Fault> {
        let share = self.shares.get(id)?;
        if share.revoked {
            return Err(Fault::not_found(Share::WHAT));
        }
        Ok(share)
    }
}

/// The same as [`State::share`], to be changed.
///
/// # Errors
/// Code 20 if there is none.
pub(super) fn find(state: &mut State, id: Uuid) -> Result<&mut Share, Fault> {
    state.share(id)?;
    state.shares.get_mut(id)
}

/// # Errors
/// Code 50 if the account's settings do not allow this kind.
pub(super) fn allow(state: &State, kind: Type) -> Result<(), Fault> {
    if state.settings.share_types.allow(kind) {
        Ok(())
    } else {
        Err(Fault::restricted("the account allows no such shares"))
    }
}

/// Contacts and users may both be shared with.
pub(in crate::quatrix) fn check_contacts(
    state: &State,
    user: Uuid,
    ids: &[Uuid],
) -> Result<(), Fault> {
    let seen = |id: Uuid| {
        let mut contacts = state.contacts.iter();
        contacts.any(|contact| contact.id == id && contact.is_seen_by(user))
    };
    if ids.iter().all(|&id| seen(id) || state.user(id).is_ok()) {
        Ok(())
    } else {
        Err(Fault::not_found("contact"))
    }
}

//! How much may be stored: by a user, and by the account as a whole.

use uuid::Uuid;

use super::fault::Fault;
use super::state::State;

impl State {
    /// Whether so many bytes more of a user's find room.
    ///
    /// # Errors
    /// Code 122 if not.
    pub(super) fn check_room(&self, user: Uuid, more: u64) -> Result<(), Fault> {
        let quota = u64::try_from(self.user(user)?.quota).unwrap_or(u64::MAX);
        let fits = |used: u64, limit: u64| used.saturating_add(more) <= limit;
        if more == 0
            || (fits(self.store.used_by(user), quota)
                && fits(self.store.used(), self.store.limit()))
        {
            Ok(())
        } else {
            Err(Fault::quota())
        }
    }
}

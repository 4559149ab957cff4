//! Who may do what. In folders it is a mask of bits, whose meaning is inferred from two tables of the vendor.

use uuid::Uuid;

use super::fault::Fault;
use super::state::State;

pub(super) const UPLOAD: i64 = 1;
pub(super) const DOWNLOAD: i64 = 2;
pub(super) const MAKE_FOLDER: i64 = 4;
pub(super) const DELETE: i64 = 8;
pub(super) const RENAME: i64 = 16;
pub(super) const SHARE: i64 = 32;
pub(super) const QUICKLINK: i64 = 128;
/// All but automation, as in the vendor's sample of a home folder.
pub(super) const OWNER: i64 = 191;

impl State {
    /// # Errors
    /// Code 50 for everybody but who runs the account.
    pub(super) fn check_admin(&self, user: Uuid) -> Result<(), Fault> {
        if self.user(user)?.super_admin {
            Ok(())
        } else {
            Err(Fault::restricted("only an administrator may do this"))
        }
    }

    /// One's own, or that of anybody for who runs the account.
    ///
    /// # Errors
    /// Code 50 for everybody else.
    pub(super) fn check_own(&self, user: Uuid, owner: Uuid) -> Result<(), Fault> {
        if user == owner || self.user(user)?.super_admin {
            Ok(())
        } else {
            Err(Fault::restricted("this is another user's"))
        }
    }
}

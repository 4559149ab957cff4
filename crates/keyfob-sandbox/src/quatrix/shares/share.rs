//! One share: files for others, files asked of others, or files returned.

use uuid::Uuid;

use crate::quatrix::State;
use crate::quatrix::fault::Fault;
use crate::quatrix::moment::Moment;
use crate::quatrix::registry::Record;

pub(in crate::quatrix) struct Share {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) owner: Uuid,
    pub(super) public: bool,
    pub(in crate::quatrix) kind: &'static str,
    pub(in crate::quatrix) files: Vec<Uuid>,
    /// Where the files lie, or where those that come back go.
    pub(in crate::quatrix) folder: Option<Uuid>,
    pub(in crate::quatrix) recipients: Vec<Uuid>,
    pub(in crate::quatrix) subject: String,
    pub(super) message: String,
    pub(super) pin: Option<String>,
    pub(super) unlocked_by: Vec<Uuid>,
    pub(in crate::quatrix) created: Moment,
    pub(in crate::quatrix) activates: Moment,
    /// `None` is never.
    pub(in crate::quatrix) expires: Option<Moment>,
    pub(in crate::quatrix) revoked: bool,
    /// Whether recipients may send files back.
    pub(in crate::quatrix) return_files: bool,
    pub(super) return_pgp_encrypted: bool,
    pub(in crate::quatrix) is_request: bool,
    pub(in crate::quatrix) is_reply: bool,
    /// What came back so far, whether handed over or not.
    pub(super) returned: Vec<Uuid>,
    pub(super) replied_by: Vec<Uuid>,
    pub(in crate::quatrix) downloads: Vec<Download>,
}

/// Somebody fetched a file of a share.
pub(in crate::quatrix) struct Download {
    pub(in crate::quatrix) file: Uuid,
    pub(in crate::quatrix) name: String,
    pub(in crate::quatrix) size: u64,
    pub(in crate::quatrix) at: Moment,
    /// The address of who asked for it.
    pub(in crate::quatrix) recipient: String,
}

impl Record for Share {
    const WHAT: &'static str = "share";

    fn id(&self) -> Uuid {
        self.id
    }
}

impl Share {
    /// Nothing shared with nobody, for ever.
    pub(super) fn new(owner: Uuid, now: Moment) -> Self {
        Self {
            id: Uuid::new_v4(),
            owner,
            public: false,
            kind: "T",
            files: Vec::new(),
            folder: None,
            recipients: Vec::new(),
            subject: String::new(),
            message: String::new(),
            pin: None,
            unlocked_by: Vec::new(),
            created: now,
            activates: now,
            expires: None,
            revoked: false,
            return_files: false,
            return_pgp_encrypted: false,
            is_request: false,
            is_reply: false,
            returned: Vec::new(),
            replied_by: Vec::new(),
            downloads: Vec::new(),
        }
    }

    pub(super) fn expired(&self, now: Moment) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    pub(super) fn has_pin(&self) -> bool {
        self.pin.is_some()
    }

    /// # Errors
    /// Code 60 when it is over, 50 before it begins, 73 while its PIN is wanted.
    pub(super) fn check(&self, user: Uuid, now: Moment) -> Result<(), Fault> {
        let unlocked = user == self.owner || self.unlocked_by.contains(&user);
        if self.expired(now) {
            Err(Fault::expired())
        } else if now < self.activates {
            Err(Fault::restricted("the share is not active yet"))
        } else if self.has_pin() && !unlocked {
            Err(Fault::pin_wanted())
        } else {
            Ok(())
        }
    }
}

/// A share that was not revoked.
///
/// # Errors
/// Code 20 if there is none.
pub(super) fn find(state: &mut State, id: Uuid) -> Result<&mut Share, Fault> {
    let share = state.shares.get_mut(id)?;
    if share.revoked {
        return Err(Fault::not_found(Share::WHAT));
    }
    Ok(share)
}

/// # Errors
/// Code 50 if the account's settings do not allow this kind.
pub(super) fn allow(state: &State, kind: &str) -> Result<(), Fault> {
    if state.settings.share_types.allow(kind) {
        Ok(())
    } else {
        Err(Fault::restricted("the account allows no such shares"))
    }
}

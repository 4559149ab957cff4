//! One share: files for others, files asked of others, or files returned.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::quatrix::fault::Fault;
use crate::quatrix::registry::Record;
use crate::quatrix::timestamp::Timestamp;

pub(in crate::quatrix) struct Share {
    pub(in crate::quatrix) id: Uuid,
    pub(in crate::quatrix) owner: Uuid,
    pub(in crate::quatrix) kind: Type,
    pub(in crate::quatrix) files: Vec<Uuid>,
    /// Where the files lie, or where those that come back go.
    pub(in crate::quatrix) folder: Option<Uuid>,
    pub(in crate::quatrix) recipients: Vec<Uuid>,
    pub(in crate::quatrix) subject: String,
    pub(super) message: String,
    pub(super) pin: Option<String>,
    /// `None` stands for all visitors, who cannot be told apart.
    pub(super) unlocked_by: Vec<Option<Uuid>>,
    pub(in crate::quatrix) created: Timestamp,
    pub(in crate::quatrix) activates: Timestamp,
    /// `None` is never.
    pub(in crate::quatrix) expires: Option<Timestamp>,
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
    pub(in crate::quatrix) at: Timestamp,
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
    pub(super) fn new(owner: Uuid, now: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            owner,
            kind: Type::Tracked,
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

    pub(super) fn expired(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    pub(super) fn has_pin(&self) -> bool {
        self.pin.is_some()
    }

    /// Whether its type lets this reader in, also before it begins and after it has ended; `None` is a visitor.
    ///
    /// # Errors
    /// Code 14 for a visitor where a login is wanted, 50 for a user whom the share is not for.
    pub(super) fn check_reader(&self, reader: Option<Uuid>) -> Result<(), Fault> {
        match (self.kind, reader) {
            (Type::Public, _) | (Type::Tracked, Some(_)) => Ok(()),
            (Type::Restricted, Some(user))
                if user == self.owner || self.recipients.contains(&user) =>
            {
                Ok(())
            }
            (Type::Restricted, Some(_)) => Err(Fault::restricted("the share is for others")),
            (Type::Tracked | Type::Restricted, None) => Err(Fault::session()),
        }
    }

    /// Whether it is open to this reader now.
    ///
    /// # Errors
    /// Those of [`Self::lets_in`], and code 60 when it is over, 50 before it begins, 73 while its PIN is wanted.
    pub(super) fn check(&self, reader: Option<Uuid>, now: Timestamp) -> Result<(), Fault> {
        self.check_reader(reader)?;
        let unlocked = reader == Some(self.owner) || self.unlocked_by.contains(&reader);
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

/// Whom a share is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(in crate::quatrix) enum Type {
    /// Anybody, without a login.
    #[serde(rename = "P")]
    Public,
    /// Every registered user, and its recipients.
    #[serde(rename = "T")]
    Tracked,
    /// Its recipients only: an address belongs to one user or contact, whose id stands for it.
    #[serde(rename = "C")]
    Restricted,
}

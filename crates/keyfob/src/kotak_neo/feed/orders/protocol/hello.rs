//! The first message, in the spelling that the server takes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keyfob_core::Secret;
use keyfob_feed::Message;
use kotak_neo_feed::orders::{self, Spelling};

use crate::kotak_neo::Session;
use crate::kotak_neo::feed::wiped::wiped;

/// Which spelling to try next. Which one the server takes is contested; it may refuse the other one, or drop the connection.
pub(super) struct Spellings(Mutex<Tried>);

struct Tried {
    next: Spelling,
    /// How many hellos in a row were not taken.
    in_vain: u32,
    /// How many of them had been sent at the refusal before.
    refused_at: u32,
}

impl Spellings {
    /// The one of the vendor's client of this generation first.
    pub(super) fn of(session: &Session) -> Self {
        let variant = session.client().handle().servers().variant();
        Self(Mutex::new(Tried {
            next: match variant.starts_with("g1") {
                true => Spelling::Json,
                false => Spelling::Bare,
            },
            in_vain: 0,
            refused_at: 0,
        }))
    }

    /// Asked at each refusal: whether another spelling cannot mend it. Either the hellos that were not taken were of both, as often, or none
    /// was sent since the refusal before, as the upgrade is refused already.
    pub(super) fn was_the_last_hope(&self) -> bool {
        let mut tried = self.tried();
        let sent = tried.in_vain;
        let before = std::mem::replace(&mut tried.refused_at, sent);
        sent.is_multiple_of(2) || before == sent
    }

    fn tried(&self) -> MutexGuard<'_, Tried> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The hello of one connection.
pub(super) struct Hello {
    spellings: Arc<Spellings>,
    spelling: Spelling,
    token: Secret,
    sid: Secret,
}

impl Hello {
    pub(super) fn new(spellings: &Arc<Spellings>, token: Secret, sid: Secret) -> Self {
        let spelling = spellings.tried().next;
        Self {
            spellings: Arc::clone(spellings),
            spelling,
            token,
            sid,
        }
    }

    /// The message; unless it is taken, the next one is in the other spelling.
    pub(super) fn message(&self) -> Message {
        let mut tried = self.spellings.tried();
        tried.in_vain = tried.in_vain.saturating_add(1);
        tried.next = self.spelling.other();
        let text = orders::connect(self.spelling, self.token.expose(), self.sid.expose());
        Message::text(wiped(text))
    }

    pub(super) fn was_taken(&self) {
        *self.spellings.tried() = Tried {
            next: self.spelling,
            in_vain: 0,
            refused_at: 0,
        };
    }

    pub(super) fn spelling(&self) -> Spelling {
        self.spelling
    }
}

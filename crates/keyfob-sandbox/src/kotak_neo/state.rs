use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::fault::{Family, Fault};
use super::odd_book::OddBook;
use super::token::{LIFE, Scope, access_token, session_token};
use crate::accounts::KotakNeoAccount;
use crate::authenticator::Authenticator;
use crate::lockout::Lockout;
use crate::rate_limit::LoginLimit;

/// How long one-time passwords and QR tokens live.
const ONE_TIME_LIFE: Duration = Duration::from_secs(5 * 60);
/// The `hsServerId` of every older session; clients repeat it as query parameter `sId`.
pub(super) const SERVER_ID: &str = "server1";

#[derive(Default)]
pub(crate) struct State {
    pub(super) users: Vec<Arc<KotakNeoAccount>>,
    pub(super) grants: HashMap<String, Grant>,
    pub(super) otps: HashMap<String, OneTime>,
    pub(super) otts: HashMap<String, OneTime>,
    pub(super) views: HashMap<String, Session>,
    pub(super) trades: HashMap<String, Session>,
    /// How many logins came to their end.
    pub(super) logins: u64,
    pub(super) authenticator: Authenticator,
    pub(super) lockout: Lockout,
    pub(super) limit: LoginLimit,
    /// Session ids of authenticators being set up, with the client code.
    pub(super) enrolments: HashMap<String, String>,
    pub(super) last_otp: Option<String>,
    /// What stands in the place of books and lists.
    pub(super) odd_book: Option<OddBook>,
    /// How long it takes until an order shows in the book.
    pub(super) book_delay: Duration,
}

/// A gateway token: it lets one user's application in.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) user: Arc<KotakNeoAccount>,
    pub(super) expires: SystemTime,
}

/// A value that works once.
pub(super) struct OneTime {
    pub(super) value: String,
    expires: SystemTime,
}

/// A view or a trade session; its token is the key it is kept under.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) user: Arc<KotakNeoAccount>,
    pub(super) sid: String,
    pub(super) step: Step,
    pub(super) expires: SystemTime,
}

/// The login a session comes from: a view session must go on where it began.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Password,
    Totp,
    Qr,
    Dashboard,
}

impl Step {
    pub(super) fn family(self) -> Family {
        if self == Self::Dashboard {
            Family::Newest
        } else {
            Family::Older
        }
    }
}

/// What a login step hands to the client.
pub(super) struct Issued {
    pub(super) token: String,
    pub(super) sid: String,
    pub(super) rid: String,
}

impl State {
    pub(crate) fn new(accounts: &[KotakNeoAccount]) -> Self {
        Self {
            users: accounts.iter().cloned().map(Arc::new).collect(),
            ..Self::default()
        }
    }

    pub(super) fn grant(&mut self, user: Arc<KotakNeoAccount>, now: SystemTime) -> String {
        let token = access_token(now);
        self.grants.insert(
            token.clone(),
            Grant {
                user,
                expires: now + LIFE,
            },
        );
        token
    }

    pub(super) fn open(
        &mut self,
        scope: Scope,
        step: Step,
        user: &Arc<KotakNeoAccount>,
        now: SystemTime,
    ) -> Issued {
        let token = session_token(user, scope, now);
        let sid = Uuid::new_v4().to_string();
        let session = Session {
            user: user.clone(),
            sid: sid.clone(),
            step,
            expires: now + scope.life(),
        };
        match scope {
            Scope::View => self.views.insert(token.clone(), session),
            Scope::Trade => {
                self.logins += 1;
                self.trades.insert(token.clone(), session)
            }
        };
        Issued {
            token,
            sid,
            rid: Uuid::new_v4().to_string(),
        }
    }

    /// How many trade sessions are alive.
    pub(super) fn open_sessions(&self, now: SystemTime) -> usize {
        let sessions = self.trades.values();
        sessions.filter(|session| now < session.expires).count()
    }

    /// What a login step makes of a secret: a fault if the account is locked or the secret wrong.
    pub(super) fn check_secret(
        &mut self,
        family: Family,
        user: &KotakNeoAccount,
        right: bool,
        otherwise: &str,
    ) -> Result<(), Fault> {
        if self.lockout.is_locked(&user.ucc) {
            return Err(Fault::login(
                family,
                "The account is locked after too many wrong attempts",
            ));
        }
        if !right {
            self.lockout.count_failure(&user.ucc);
            return Err(Fault::login(family, otherwise));
        }
        Ok(())
    }
}

impl OneTime {
    pub(super) fn new(value: String, now: SystemTime) -> Self {
        Self {
            value,
            expires: now + ONE_TIME_LIFE,
        }
    }

    /// Takes the value kept for `ucc` out if it is this one and not too old.
    pub(super) fn spend(
        kept: &mut HashMap<String, Self>,
        ucc: &str,
        value: &str,
        now: SystemTime,
    ) -> bool {
        let right = kept
            .get(ucc)
            .is_some_and(|known| known.value == value && now < known.expires);
        if right {
            kept.remove(ucc);
        }
        right
    }
}

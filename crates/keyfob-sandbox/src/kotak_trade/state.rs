use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use uuid::Uuid;

use crate::accounts::KotakTradeAccount;
use crate::lockout::Lockout;
use crate::rate_limit::LoginLimit;

const ONE_TIME_TOKEN_LIFE: Duration = Duration::from_secs(5 * 60);
const SESSION_LIFE: Duration = Duration::from_secs(24 * 3600);

#[derive(Default)]
pub(crate) struct State {
    pub(super) users: Vec<Arc<KotakTradeAccount>>,
    pub(super) one_time_tokens: HashMap<String, OneTimeToken>,
    pub(super) sessions: HashMap<String, Session>,
    /// How many logins came to their end.
    pub(super) logins: u64,
    pub(super) lockout: Lockout,
    pub(super) limit: LoginLimit,
    pub(super) redirect: bool,
}

#[derive(Clone)]
pub(super) struct OneTimeToken {
    pub(super) user: Arc<KotakTradeAccount>,
    pub(super) expires: SystemTime,
}

pub(super) struct Session {
    pub(super) user: Arc<KotakTradeAccount>,
    pub(super) expires: SystemTime,
}

impl State {
    pub(crate) fn new(accounts: &[KotakTradeAccount]) -> Self {
        Self {
            users: accounts.iter().cloned().map(Arc::new).collect(),
            ..Self::default()
        }
    }

    pub(super) fn issue_one_time_token(
        &mut self,
        user: &Arc<KotakTradeAccount>,
        now: SystemTime,
    ) -> String {
        let token = hexadecimal();
        let expires = now + ONE_TIME_TOKEN_LIFE;
        self.one_time_tokens.insert(
            token.clone(),
            OneTimeToken {
                user: user.clone(),
                expires,
            },
        );
        token
    }

    pub(super) fn open_session(
        &mut self,
        user: &Arc<KotakTradeAccount>,
        now: SystemTime,
    ) -> String {
        let token = hexadecimal();
        let expires = now + SESSION_LIFE;
        self.sessions.insert(
            token.clone(),
            Session {
                user: user.clone(),
                expires,
            },
        );
        self.logins += 1;
        token
    }

    /// How many sessions are alive.
    pub(super) fn open_sessions(&self, now: SystemTime) -> usize {
        let sessions = self.sessions.values();
        sessions.filter(|session| now < session.expires).count()
    }

    /// The user of a session that is still alive.
    pub(super) fn user_of_session(
        &self,
        token: &str,
        now: SystemTime,
    ) -> Option<&Arc<KotakTradeAccount>> {
        self.sessions
            .get(token)
            .filter(|session| now < session.expires)
            .map(|session| &session.user)
    }
}

fn hexadecimal() -> String {
    format!("{:X}", Uuid::new_v4().simple())
}

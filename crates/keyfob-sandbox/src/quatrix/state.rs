use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::fault::Fault;
use crate::accounts::{QuatrixAccount, SecondFactor};
use crate::authenticator::Authenticator;
use crate::call::Call;
use crate::limit::LoginLimit;
use crate::lockout::Lockout;

/// A session ends after this long without a call.
const IDLE: Duration = Duration::from_secs(15 * 60);

#[derive(Default)]
pub(crate) struct State {
    pub(super) users: Vec<Arc<QuatrixAccount>>,
    sessions: HashMap<String, Session>,
    pub(super) authenticator: Authenticator,
    pub(super) lockout: Lockout,
    pub(super) limit: LoginLimit,
    pub(super) captcha_required: bool,
    pub(super) site_suspended: bool,
}

pub(super) struct Session {
    pub(super) user: Arc<QuatrixAccount>,
    pub(super) awaits_second_factor: bool,
    pub(super) captcha_solved: bool,
    last_used: SystemTime,
}

impl State {
    pub(crate) fn new(accounts: &[QuatrixAccount]) -> Self {
        Self {
            users: accounts.iter().cloned().map(Arc::new).collect(),
            ..Self::default()
        }
    }

    pub(super) fn require_captcha(&mut self, on: bool) {
        self.captcha_required = on;
        for session in self.sessions.values_mut() {
            session.captcha_solved = false;
        }
    }

    pub(super) fn open_session(&mut self, user: &Arc<QuatrixAccount>, now: SystemTime) -> String {
        let id = Uuid::new_v4().to_string();
        let awaits_second_factor = !matches!(user.second_factor, SecondFactor::None);
        let session = Session {
            user: user.clone(),
            awaits_second_factor,
            captcha_solved: false,
            last_used: now,
        };
        self.sessions.insert(id.clone(), session);
        id
    }

    pub(super) fn end_session(&mut self, id: &str) {
        self.sessions.remove(id);
    }

    /// The live session a call names, at whatever stage; naming it keeps it alive.
    pub(super) fn touch(
        &mut self,
        call: &Call,
        now: SystemTime,
    ) -> Result<(String, &mut Session), Fault> {
        let id = call.header("X-Auth-Token").ok_or_else(Fault::session)?;
        let idle = |session: &Session| session.last_used + IDLE <= now;
        if self.sessions.get(id).is_some_and(idle) {
            self.sessions.remove(id);
        }
        let session = self.sessions.get_mut(id).ok_or_else(Fault::session)?;
        session.last_used = now;
        Ok((id.to_owned(), session))
    }

    /// The same, if its second factor is done.
    pub(super) fn logged_in(
        &mut self,
        call: &Call,
        now: SystemTime,
    ) -> Result<(String, &mut Session), Fault> {
        let (id, session) = self.touch(call, now)?;
        match (session.awaits_second_factor, &session.user.second_factor) {
            (true, SecondFactor::Totp(_)) => Err(Fault::code_wanted()),
            (true, SecondFactor::Pin(_)) => Err(Fault::pin_wanted()),
            (false, _) | (true, SecondFactor::None) => Ok((id, session)),
        }
    }

    /// Lets a call of a session through that may work: logged in and not blocked by a captcha.
    pub(super) fn admit(&mut self, call: &Call, now: SystemTime) -> Result<(), Fault> {
        let captcha_required = self.captcha_required;
        let (_, session) = self.logged_in(call, now)?;
        if captcha_required && !session.captcha_solved {
            Err(Fault::captcha())
        } else {
            Ok(())
        }
    }

    /// The same, or lets it through by its API key.
    pub(super) fn admit_key_or_session(
        &mut self,
        call: &Call,
        now: SystemTime,
    ) -> Result<(), Fault> {
        match call.bearer() {
            Some(key)
                if self
                    .users
                    .iter()
                    .any(|user| !user.suspended && user.api_key == key) =>
            {
                Ok(())
            }
            Some(_) => Err(Fault::session()),
            None => self.admit(call, now),
        }
    }
}

//! Sessions, and which calls they and API keys let through.

use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::fault::Fault;
use super::session::Session;
use super::state::State;
use super::user::User;
use crate::accounts::SecondFactor;
use crate::call::Call;

/// A session ends after this long without a call.
const IDLE: Duration = Duration::from_secs(15 * 60);

impl Session {
    fn is_idle(&self, now: SystemTime) -> bool {
        self.last_used + IDLE <= now
    }
}

impl State {
    pub(super) fn open_session(&mut self, user: &User, now: SystemTime) -> String {
        let id = Uuid::new_v4().to_string();
        let second_factor = user.account.second_factor.clone();
        let session = Session {
            user: user.id,
            awaits_second_factor: !matches!(second_factor, SecondFactor::None),
            second_factor,
            captcha_solved: false,
            last_used: now,
        };
        self.logins += u64::from(!session.awaits_second_factor);
        self.sessions.insert(id.clone(), session);
        id
    }

    /// How many sessions are alive whose login is done.
    pub(super) fn open_sessions(&self, now: SystemTime) -> usize {
        let sessions = self.sessions.values();
        let open = sessions.filter(|one| !one.awaits_second_factor && !one.is_idle(now));
        open.count()
    }

    pub(super) fn end_session(&mut self, id: &str) {
        self.sessions.remove(id);
    }

    /// Ends the sessions of users, but for the one that calls. Names those that are over.
    pub(super) fn end_sessions_of(&mut self, users: &[Uuid], but: Option<&str>) -> Vec<String> {
        let ends = |id: &String, session: &Session| {
            users.contains(&session.user) && but != Some(id.as_str())
        };
        let over = self.sessions.extract_if(|id, session| ends(id, session));
        over.map(|(id, _)| id).collect()
    }

    /// The live session a call names, at whatever stage; naming it keeps it alive.
    pub(super) fn touch(
        &mut self,
        call: &Call,
        now: SystemTime,
    ) -> Result<(String, &mut Session), Fault> {
        let id = call.header("X-Auth-Token").ok_or_else(Fault::session)?;
        let users = &self.users;
        let orphaned = |session: &Session| {
            !users
                .iter()
                .any(|user| user.id == session.user && user.enabled)
        };
        if self
            .sessions
            .get(id)
            .is_some_and(|session| session.is_idle(now) || orphaned(session))
        {
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
        match (session.awaits_second_factor, &session.second_factor) {
            (true, SecondFactor::Totp(_)) => Err(Fault::code_wanted()),
            (true, SecondFactor::Pin(_)) => Err(Fault::pin_wanted()),
            (false, _) | (true, SecondFactor::None) => Ok((id, session)),
        }
    }

    /// Lets a call of a session through that may work: logged in and not blocked by a captcha.
    pub(super) fn authorize(&mut self, call: &Call, now: SystemTime) -> Result<Uuid, Fault> {
        self.catch_up(now);
        let captcha_required = self.captcha_required;
        let (_, session) = self.logged_in(call, now)?;
        if captcha_required && !session.captcha_solved {
            Err(Fault::captcha())
        } else {
            Ok(session.user)
        }
    }

    /// The same, or lets it through by its API key. Says whose call it is.
    pub(super) fn authorize_key_or_session(
        &mut self,
        call: &Call,
        now: SystemTime,
    ) -> Result<Uuid, Fault> {
        let Some(key) = call.bearer() else {
            return self.authorize(call, now);
        };
        self.catch_up(now);
        let user = self
            .api_keys
            .iter()
            .find(|known| known.enabled && known.key == key)
            .and_then(|known| self.user(known.user).ok());
        user.filter(|user| user.enabled && !user.account.suspended)
            .map(|user| user.id)
            .ok_or_else(Fault::session)
    }

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

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use uuid::Uuid;

use super::automation::Rule;
use super::fault::Fault;
use super::jobs::Jobs;
use super::keys::{KeyRequest, PgpKey, SshKey};
use super::mail::Mail;
use super::moment::Moment;
use super::password_reset::Reset;
use super::people::{ApiKey, Contact};
use super::registry::Registry;
use super::shares::Share;
use super::site::{Branding, Settings};
use super::store::Store;
use super::tracking::Entry;
use super::transfer::{Downloads, Uploads};
use super::user::User;
use super::widgets::Widget;
use crate::accounts::{QuatrixAccount, SecondFactor};
use crate::authenticator::Authenticator;
use crate::call::Call;
use crate::limit::LoginLimit;
use crate::lockout::Lockout;

/// A session ends after this long without a call.
const IDLE: Duration = Duration::from_secs(15 * 60);

#[derive(Default)]
pub(crate) struct State {
    pub(super) account_id: Uuid,
    pub(super) users: Vec<User>,
    pub(super) api_keys: Registry<ApiKey>,
    pub(super) contacts: Vec<Contact>,
    pub(super) shares: Registry<Share>,
    pub(super) ssh_keys: Registry<SshKey>,
    pub(super) pgp_keys: Registry<PgpKey>,
    pub(super) key_requests: Registry<KeyRequest>,
    pub(super) rules: Registry<Rule>,
    pub(super) widgets: Registry<Widget>,
    pub(super) settings: Settings,
    pub(super) branding: Option<Branding>,
    /// What was uploaded in place of the default one.
    pub(super) logo: Option<Bytes>,
    /// What happened, the oldest first.
    pub(super) log: Vec<Entry>,
    /// What was mailed, the oldest first.
    pub(super) mails: Vec<Mail>,
    pub(super) store: Store,
    pub(super) uploads: Uploads,
    pub(super) downloads: Downloads,
    pub(super) jobs: Jobs,
    sessions: HashMap<String, Session>,
    pub(super) authenticator: Authenticator,
    pub(super) lockout: Lockout,
    pub(super) limit: LoginLimit,
    /// What users' last QR codes show, until a code proves that they were scanned.
    pub(super) drawn_secrets: HashMap<Uuid, String>,
    pub(super) resets: Vec<Reset>,
    pub(super) captcha_required: bool,
    pub(super) site_suspended: bool,
}

pub(super) struct Session {
    pub(super) user: Uuid,
    pub(super) second_factor: SecondFactor,
    pub(super) awaits_second_factor: bool,
    pub(super) captcha_solved: bool,
    last_used: SystemTime,
}

impl State {
    pub(crate) fn new(accounts: &[QuatrixAccount]) -> Self {
        let now = Moment::of(SystemTime::now());
        let mut state = Self {
            account_id: Uuid::new_v4(),
            ..Self::default()
        };
        for account in accounts {
            let name = account.email.split('@').next().unwrap_or_default();
            let mut user = User::new(account.clone(), name.to_owned(), now);
            // The first one runs the account.
            user.super_admin = state.users.is_empty();
            let key = ApiKey::with(user.id, account.api_key.clone(), now);
            state.api_keys.add(key);
            state.add_user(user);
        }
        state
    }

    pub(super) fn add_user(&mut self, user: User) {
        self.store.add_home(user.id, &user.name, user.created);
        self.users.push(user);
    }

    pub(super) fn user(&self, id: Uuid) -> Result<&User, Fault> {
        let found = self.users.iter().find(|user| user.id == id);
        found.ok_or_else(|| Fault::not_found("user"))
    }

    pub(super) fn user_mut(&mut self, id: Uuid) -> Result<&mut User, Fault> {
        let found = self.users.iter_mut().find(|user| user.id == id);
        found.ok_or_else(|| Fault::not_found("user"))
    }

    pub(super) fn require_captcha(&mut self, on: bool) {
        self.captcha_required = on;
        for session in self.sessions.values_mut() {
            session.captcha_solved = false;
        }
    }

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
        self.sessions.insert(id.clone(), session);
        id
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
        let idle = |session: &Session| session.last_used + IDLE <= now;
        let orphaned = |session: &Session| {
            !users
                .iter()
                .any(|user| user.id == session.user && user.enabled)
        };
        if self
            .sessions
            .get(id)
            .is_some_and(|session| idle(session) || orphaned(session))
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
    pub(super) fn admit(&mut self, call: &Call, now: SystemTime) -> Result<Uuid, Fault> {
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
    pub(super) fn admit_key_or_session(
        &mut self,
        call: &Call,
        now: SystemTime,
    ) -> Result<Uuid, Fault> {
        let Some(key) = call.bearer() else {
            return self.admit(call, now);
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

    /// What happens by itself: jobs in the background, the Trash's and the upload keys' end.
    pub(super) fn catch_up(&mut self, now: SystemTime) {
        for job in self.jobs.due(now) {
            // Nobody waits for a job's errors.
            let _ = self.carry_out(&job, now);
        }
        self.store.forget_trash(now);
        for file in self.uploads.expire(now) {
            self.store.no_longer_arriving(file);
        }
    }
}

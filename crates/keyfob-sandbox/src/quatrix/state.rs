use std::collections::HashMap;
use std::time::SystemTime;

use axum::body::Bytes;
use uuid::Uuid;

use super::automation::rule::Rule;
use super::fault::Fault;
use super::job::Jobs;
use super::keys::records::{KeyRequest, PgpKey, SshKey};
use super::mail::Mail;
use super::password_reset::Reset;
use super::people::records::{ApiKey, Contact};
use super::registry::Registry;
use super::session::Session;
use super::shares::share::Share;
use super::site::records::{Branding, Settings};
use super::store::tree::Store;
use super::timestamp::Timestamp;
use super::tracking::entry::Entry;
use super::transfer::downloads::Downloads;
use super::transfer::uploads::Uploads;
use super::user::User;
use super::widget::Widget;
use crate::accounts::QuatrixAccount;
use crate::authenticator::Authenticator;
use crate::lockout::Lockout;
use crate::rate_limit::LoginLimit;

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
    pub(super) sessions: HashMap<String, Session>,
    /// How many logins came to their end.
    pub(super) logins: u64,
    pub(super) authenticator: Authenticator,
    pub(super) lockout: Lockout,
    pub(super) limit: LoginLimit,
    /// What users' last QR codes show, until a code proves that they were scanned.
    pub(super) drawn_secrets: HashMap<Uuid, String>,
    pub(super) resets: Vec<Reset>,
    pub(super) captcha_required: bool,
    pub(super) site_suspended: bool,
}

impl State {
    pub(crate) fn new(accounts: &[QuatrixAccount]) -> Self {
        let now = Timestamp::of(SystemTime::now());
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
}

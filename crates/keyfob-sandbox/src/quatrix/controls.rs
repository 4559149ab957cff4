use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use axum::body::Bytes;
use uuid::Uuid;

use super::mail::Mail;
use super::timestamp::Timestamp;
#[cfg(feature = "control")]
use crate::accounts::SecondFactor;
use crate::quatrix::app::App;

/// The switches of Quatrix.
pub struct Controls<'a> {
    app: &'a App,
}

impl<'a> Controls<'a> {
    pub(crate) fn new(app: &'a App) -> Self {
        Self { app }
    }

    /// Blocks every session until it solves a captcha; the solution is
    /// [`CAPTCHA_SOLUTION`](crate::accounts::CAPTCHA_SOLUTION). Turned on again, sessions that had solved
    /// one must do so again. What triggers a block at the vendor is unknown.
    pub fn require_captcha(&self, on: bool) {
        self.app.state().require_captcha(on);
    }

    /// Takes authenticator codes that were taken before, so that tests need not wait for the next; off at first.
    pub fn allow_used_codes(&self, on: bool) {
        self.app.state().authenticator.reuse = on;
    }

    /// Lets at most `logins` password logins through in any `window` of sandbox time (the vendor once
    /// documented 15 in 15 minutes).
    pub fn limit_logins(&self, logins: usize, window: Duration) {
        self.app.state().limit.set(logins, window);
    }

    /// Lets any number of logins through again.
    pub fn lift_login_limit(&self) {
        self.app.state().limit.lift();
    }

    /// Ends every session, and tells how many there were: their next calls are refused as those of an ended session. Logins
    /// under way go on.
    pub fn end_sessions(&self) -> usize {
        let now = self.app.now();
        let mut state = self.app.state();
        let ended = state.open_sessions(now);
        state.sessions.retain(|_, one| one.awaits_second_factor);
        ended
    }

    /// How many sessions are there now, by sandbox time.
    pub fn open_sessions(&self) -> usize {
        self.app.state().open_sessions(self.app.now())
    }

    /// How many logins have led to a session since the start or the last reset.
    pub fn logins(&self) -> u64 {
        self.app.state().logins
    }

    /// Shows the whole account as suspended in its public metadata.
    pub fn suspend_site(&self, on: bool) {
        self.app.state().site_suspended = on;
    }

    /// How many bytes the account holds, over all users and with the Trash; 1 TiB to begin with. A single
    /// user's limit is the `quota` of `user/edit`.
    pub fn limit_storage(&self, bytes: u64) {
        self.app.state().store.limit = Some(bytes);
    }

    /// Lets the account hold 1 TiB again.
    pub fn lift_storage_limit(&self) {
        self.app.state().store.limit = None;
    }

    /// Puts an upload widget before a folder, through which visitors may upload so many files, and tells its id; `None`
    /// if there is no such folder. How widgets are made at the vendor is unknown. Its captcha has the solution of
    /// [`require_captcha`](Self::require_captcha).
    pub fn place_widget(&self, folder_id: &str, files: u64) -> Option<String> {
        let folder = Uuid::parse_str(folder_id).ok()?;
        let placed = self.app.state().add_widget(folder, files);
        placed.ok().map(|id| id.to_string())
    }

    /// The secret, in base32, that a user's authenticator has, or that the last QR code showed if it was not proven yet;
    /// `None` for who has none.
    pub fn authenticator_secret(&self, email: &str) -> Option<String> {
        self.app.state().authenticator_secret(email)
    }

    /// What a user is asked for after the password; the secret is that of [`Self::authenticator_secret`]. `None` if there is no such
    /// user.
    #[cfg(feature = "control")]
    pub(crate) fn second_factor(&self, email: &str) -> Option<SecondFactor> {
        if let Some(secret) = self.authenticator_secret(email) {
            return Some(SecondFactor::Totp(secret));
        }
        let state = self.app.state();
        let user = state.users.iter().find(|user| user.has_email(email));
        user.map(|user| user.account.second_factor.clone())
    }

    /// The mails that would have been sent, the oldest first. What only a mailed link tells is in them.
    pub fn mails(&self) -> Vec<Mail> {
        self.app.state().mails.clone()
    }

    /// Puts a file into a user's home folder, in place of one that is there. Folders on the way are made.
    ///
    /// # Errors
    /// If there is no such user, or a file where a folder must be.
    pub fn put_file(&self, email: &str, path: &str, content: impl Into<Bytes>) -> io::Result<()> {
        self.put(email, path, Some(content.into()))
    }

    /// Makes a folder in a user's home folder, unless it is there.
    ///
    /// # Errors
    /// As of [`Self::put_file`].
    pub fn put_folder(&self, email: &str, path: &str) -> io::Result<()> {
        self.put(email, path, None)
    }

    fn put(&self, email: &str, path: &str, content: Option<Bytes>) -> io::Result<()> {
        let now = Timestamp::of(self.app.now());
        let mut state = self.app.state();
        let state = &mut *state;
        let user = state
            .users
            .iter()
            .find(|user| user.account.email.eq_ignore_ascii_case(email));
        let user = user.map(|user| user.id);
        let user = user.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such user"))?;
        let placed = state.store.put(user, path, content, now);
        placed.map_err(|_| {
            io::Error::new(
                io::ErrorKind::InvalidInput,
                "a file is in the way, or the name is not allowed",
            )
        })
    }

    /// Every file below a folder of a user's home, by its path from there, with the content that a download would bring now. Empty
    /// if there is no such user or folder.
    pub fn files(&self, email: &str, path: &str) -> BTreeMap<String, Bytes> {
        let state = self.app.state();
        let mut users = state.users.iter();
        let user = users.find(|user| user.account.email.eq_ignore_ascii_case(email));
        let found = user.and_then(|user| {
            let home = state.store.home(user.id).ok()?;
            state.store.walk(user.id, home, path).ok()
        });
        let Some(folder) = found else {
            return BTreeMap::new();
        };
        let base = state.store.path(folder);
        let below = state.store.below(folder).into_iter();
        let files = below.filter(|node| node.is_file()).map(|node| {
            let path = state.store.path(node);
            let path = path.strip_prefix(&base).unwrap_or(&path);
            (
                path.trim_start_matches('/').to_owned(),
                node.content.clone(),
            )
        });
        files.collect()
    }

    /// Lets jobs in the background take this much sandbox time; none to begin with.
    pub fn delay_jobs(&self, delay: Duration) {
        self.app.state().jobs.delay = delay;
    }
}

/// What the switches are set to.
#[cfg(feature = "control")]
impl Controls<'_> {
    pub(crate) fn login_limit(&self) -> Option<(usize, Duration)> {
        self.app.state().limit.rule()
    }

    pub(crate) fn is_site_suspended(&self) -> bool {
        self.app.state().site_suspended
    }

    pub(crate) fn storage_limit(&self) -> Option<u64> {
        self.app.state().store.limit
    }

    pub(crate) fn job_delay(&self) -> Duration {
        self.app.state().jobs.delay
    }

    pub(crate) fn requires_captcha(&self) -> bool {
        self.app.state().captcha_required
    }
}

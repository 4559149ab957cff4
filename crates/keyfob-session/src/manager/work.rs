//! Getting a session, by one task for all who want one.

use std::sync::Arc;
use std::time::Duration;

use keyfob_core::{Error, Renewed, SavedSession, telemetry};

use super::Inner;
use super::contents::{Contents, Refused};
use super::current::Current;
use super::failure::{Failure, panicked, wait_after_useless};
use super::store_access::{Found, told};
use super::want::{Outcome, Want};
use crate::single_flight::Role;
use crate::sync::lock;
use crate::{Lease, ManagedLogin, ManagedSession, Record, StoreError};

impl<L: ManagedLogin> Inner<L> {
    /// Gets what is wanted, once for all who want it now. The work goes on when the caller is dropped.
    pub(super) async fn obtain(&self, want: Want) -> Result<Renewed, Error> {
        let mut again = 0;
        loop {
            let follower = match self.flight.join(|| self.is_there(want)) {
                Role::Done(outcome) => return outcome.result.map_err(|failure| failure.error()),
                Role::Follower(follower) => follower,
                Role::Leader(leader, follower) => {
                    if let Some(this) = self.this.upgrade() {
                        tokio::spawn(async move {
                            // Without an outcome the runtime is being shut down: another one may go on.
                            if let Some(outcome) = this.work_and_remember(want).await {
                                leader.complete(outcome);
                            }
                        });
                    }
                    follower
                }
            };
            match follower.await {
                // It was logged out meanwhile: who wants any session wants another one.
                Some(outcome) if want == Want::Any && outcome.is_closed() && again < 2 => {
                    again += 1
                }
                Some(outcome) if outcome.covers(want) => {
                    return outcome.result.map_err(|failure| failure.error());
                }
                // Something else was done: now it is this one's turn.
                Some(_) => {}
                None if again < 2 => again += 1,
                None => return Err(Error::settings("the runtime is being shut down")),
            }
        }
    }

    /// Whether it is there by now.
    fn is_there(&self, want: Want) -> Option<Outcome> {
        let is_there = match want {
            Want::Any => self.usable().is_some(),
            Want::Session(revision) | Want::Early(revision) => self
                .at_hand()
                .is_some_and(|current| current.login_revision > revision && !current.is_dead),
            Want::ApplicationToken(revision) => self
                .at_hand()
                .is_some_and(|current| current.credentials().revision() > revision),
        };
        is_there.then_some(Outcome {
            want,
            result: Ok(Renewed::Already),
        })
    }

    /// The session at hand, if it has not been logged out.
    pub(super) fn at_hand(&self) -> Option<Current<L::Session>> {
        let current = lock(&self.state).current.clone();
        current.filter(|current| !current.is_closed())
    }

    /// `None`: the runtime is being shut down.
    async fn work_and_remember(self: Arc<Self>, want: Want) -> Option<Outcome> {
        // In a task of its own: should the provider panic, those who wait are told.
        let this = Arc::clone(&self);
        let result = match tokio::spawn(async move { this.work(want).await }).await {
            Ok(result) => result,
            Err(error) if error.is_cancelled() => return None,
            Err(error) => Err(panicked(&error)),
        };
        let mut state = lock(&self.state);
        let result = match result {
            Ok(Renewed::Fresh) if !want.is_token() => {
                state.forget_failures();
                self.count_renewal(want, None);
                Ok(Renewed::Fresh)
            }
            Ok(renewed) => {
                *state.failure_of(want) = None;
                if renewed == Renewed::Fresh {
                    self.count_renewal(want, None);
                }
                Ok(renewed)
            }
            Err(error) => {
                let last = state.failure_of(want);
                if let (Error::LoginFailed { .. }, Some(failure)) = (&error, &*last) {
                    // It was not tried again.
                    let result = Err(failure.clone());
                    return Some(Outcome { want, result });
                }
                // These tell nothing of the login, and must not hide what the vendor said of it.
                let is_lasting =
                    !matches!(error, Error::Store { .. } | Error::SessionClosed { .. });
                let failure = Failure::new(error, last.as_ref().filter(|_| is_lasting));
                self.count_renewal(want, Some(failure.cause.error_type()));
                tracing::warn!(
                    keyfob.session = %self.id,
                    "error.type" = failure.cause.error_type(),
                    exception.message = %failure.cause,
                    "no session"
                );
                if is_lasting {
                    *last = Some(failure.clone());
                }
                Err(failure)
            }
        };
        Some(Outcome { want, result })
    }

    /// A first login is no renewal.
    fn count_renewal(&self, want: Want, error_type: Option<&'static str>) {
        if want != Want::Any {
            telemetry::renewal(self.id.vendor(), error_type);
        }
    }

    async fn work(&self, want: Want) -> Result<Renewed, Error> {
        let changing = self.changing.lock().await;
        if self.is_there(want).is_some() {
            // Somebody gave it, while this one waited.
            return Ok(Renewed::Already);
        }
        // Should it be logged out from now on, it stays so.
        let before = self.at_hand();
        let before = before.as_ref();
        // First without the lease: whoever comes after others has nothing to do but to read.
        match self.load().await {
            Ok(found) => {
                if self.take_over(&found, before)? {
                    return Ok(Renewed::Already);
                }
            }
            // Anybody may ask for a token of the application.
            Err(error) if want.is_token() && error.is_away() => {}
            Err(error) => return Err(told(error)),
        }
        if self.config.provider.is_none() && !want.is_token() {
            if !want.is_early() {
                self.note_dead();
            }
            return Ok(Renewed::NotPossible);
        }
        let failure = lock(&self.state).failure_of(want).clone();
        if let Some(failure) = failure.filter(Failure::holds) {
            return Err(failure.error());
        }
        if want.is_token() {
            return self.renew_application_token().await;
        }
        let wait = self.wait_if_useless();
        let _changing = match wait.is_zero() {
            true => changing,
            false => {
                // Nobody else has to wait for that.
                drop(changing);
                tokio::time::sleep(wait).await;
                let changing = self.changing.lock().await;
                if before.is_some_and(Current::is_closed) {
                    return Err(Error::SessionClosed {
                        operation: "session",
                    });
                }
                if self.is_there(want).is_some() {
                    return Ok(Renewed::Already);
                }
                changing
            }
        };
        let lease = self.lease().await.map_err(told)?;
        let found = self.load().await.map_err(told)?;
        if self.take_over(&found, before)? {
            return Ok(Renewed::Already);
        }
        self.check_refused(&found)?;
        self.log_in(want, &lease, found, before).await
    }

    async fn log_in(
        &self,
        want: Want,
        lease: &Lease,
        found: Found,
        before: Option<&Current<L::Session>>,
    ) -> Result<Renewed, Error> {
        let Some(provider) = &self.config.provider else {
            return Ok(Renewed::NotPossible);
        };
        tracing::info!(keyfob.session = %self.id, "logging in");
        let login = self.config.login.clone();
        let login = match self.to_renew(&found, before) {
            Some(before) => provider.renew(login, before),
            None => provider.log_in(login),
        };
        let login = self.in_time(login).await;
        let error_type = login.as_ref().err().map(Error::error_type);
        telemetry::login(self.id.vendor(), error_type);
        let session = match login {
            Ok(session) => session,
            Err(error) => {
                if !self.outlives(want, &found, &error) {
                    self.keep_refusal(lease, &found, &error).await;
                }
                return Err(error);
            }
        };
        let saved = session.save();
        self.check_account(&saved)?;
        let saved = saved.with_account(self.id.account());
        let record = Arc::new(self.record_of(&session, &saved, self.version_after(Some(&found))));
        // It is kept before anybody uses it: a process that dies now leaves it to the others.
        let is_saved = match self.keep(lease, &record).await {
            Ok(()) => true,
            // Where the other one cannot be used, this one is.
            Err(StoreError::Superseded) => match self.load().await {
                Ok(newer) if matches!(self.take_over(&newer, before), Ok(true)) => {
                    return Ok(Renewed::Already);
                }
                _ => false,
            },
            Err(_) => false,
        };
        if !want.is_early() {
            self.count_useless(before);
        }
        let version = record.version;
        let fresh = Current {
            is_own: true,
            ..Current::new(session.clone(), record, is_saved, self.clock.now())
        };
        let installed = self.install(fresh, before);
        if installed.is_err() {
            // It was logged out meanwhile, so nobody is to be logged in.
            let _ = session.log_out().await;
            if is_saved {
                let over = Record::logged_out(version.saturating_add(1));
                let _ = self.keep(lease, &over).await;
            }
        }
        installed.map(|()| Renewed::Fresh)
    }

    /// The newest session that is known, in whose place another one is wanted.
    fn to_renew(
        &self,
        found: &Found,
        before: Option<&Current<L::Session>>,
    ) -> Option<SavedSession> {
        let at_hand = before.filter(|current| !current.is_closed());
        let saved = |current: &Current<L::Session>| {
            let saved = current.session.save();
            saved.with_account(self.id.account())
        };
        match (&found.contents, &found.record) {
            // One that could not be kept yet is newer.
            (Contents::Session(kept), _) => {
                let unsaved = at_hand.filter(|current| !current.is_saved);
                Some(unsaved.map_or_else(|| (**kept).clone(), saved))
            }
            // Somebody logged out.
            (Contents::LoggedOut, Some(_)) => None,
            (Contents::LoggedOut, None) | (Contents::Refused(_), _) => at_hand.map(saved),
        }
    }

    /// Whether the session that is kept is worth more than the word that its renewal was refused: it has not ended, or it holds what a mended
    /// application can renew it with.
    fn outlives(&self, want: Want, found: &Found, error: &Error) -> bool {
        let Contents::Session(saved) = &found.contents else {
            return false;
        };
        let is_applications = matches!(error.cause(), Error::ApplicationRefused(_));
        let session = self.config.login.resume(saved);
        want.is_early()
            || (is_applications && session.is_ok_and(|session| session.is_renewed_early()))
    }

    /// What comes of a login, or of the part of one, within the time for it.
    pub(super) async fn in_time<T>(
        &self,
        login: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let limit = self.config.login_limit;
        let outcome = tokio::time::timeout(limit, login).await;
        outcome.unwrap_or_else(|_| Err(Error::login_out_of_time(limit)))
    }

    /// Tells the others what more tries would make worse.
    async fn keep_refusal(&self, lease: &Lease, found: &Found, error: &Error) {
        let before = lock(&self.state).failure.clone();
        if !Failure::is_refusal(error, before.as_ref()) {
            return;
        }
        let contents = Contents::Refused(Refused::new(self.clock.now(), error.to_string()));
        let record = Record {
            version: self.version_after(Some(found)),
            contents: contents.to_bytes(),
            expires_at: None,
        };
        let _ = self.keep(lease, &record).await;
    }

    /// Whether another process was refused since this manager was made, with what this one has, too.
    fn check_refused(&self, found: &Found) -> Result<(), Error> {
        // That counts for this login, and for no later one.
        let retries = std::mem::take(&mut lock(&self.state).retries_refused);
        let Contents::Refused(refused) = &found.contents else {
            return Ok(());
        };
        match refused.is_since(self.made_at) && !retries {
            true => Err(Error::LoginRefusedElsewhere {
                account: self.id.to_string().into(),
                reason: refused.reason.as_str().into(),
            }),
            false => Ok(()),
        }
    }

    /// Notes, and tells once, that only a person can go on.
    fn note_dead(&self) {
        let mut state = lock(&self.state);
        if let Some(current) = &mut state.current
            && !current.is_dead
        {
            current.is_dead = true;
            tracing::warn!(keyfob.session = %self.id, "the session has ended: log in, and give the session to the manager by `adopt`");
        }
    }

    fn count_useless(&self, ended: Option<&Current<L::Session>>) {
        let is_useless = ended.is_some_and(|ended| ended.is_own && !ended.is_proved());
        let mut state = lock(&self.state);
        state.useless_logins = match is_useless {
            true => state.useless_logins + 1,
            false => 0,
        };
    }

    /// A vendor that takes each login and refuses each session is not hammered.
    fn wait_if_useless(&self) -> Duration {
        let at_hand = self.at_hand();
        match at_hand.is_some_and(|current| current.is_own && !current.is_proved()) {
            true => wait_after_useless(lock(&self.state).useless_logins + 1),
            false => Duration::ZERO,
        }
    }
}

//! Getting a session, by one task for all who want one.

use std::sync::Arc;

use keyfob_core::{Error, Renewed, telemetry};

use super::Inner;
use super::contents::{Contents, Refused};
use super::current::Current;
use super::failure::{Failure, panicked, wait_after_useless};
use super::store_access::{Found, told};
use crate::single_flight::Role;
use crate::sync::lock;
use crate::{Lease, ManagedLogin, ManagedSession, StoreError};

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// A session.
    Any,
    /// Another session than that of the credentials of this revision: it has ended.
    Session(u64),
    /// Another token of the application than that of this revision.
    ApplicationToken(u64),
}

/// What came of it, for all who waited.
#[derive(Clone)]
pub(super) struct Outcome {
    want: Want,
    result: Result<Renewed, Failure>,
}

impl<L: ManagedLogin> Inner<L> {
    /// Gets what is wanted, once for all who want it now. The work goes on when the caller is dropped.
    pub(super) async fn obtain(&self, want: Want) -> Result<Renewed, Error> {
        let mut abandoned = 0;
        loop {
            let follower = match self.flight.join(|| self.is_there(want)) {
                Role::Done(outcome) => return outcome.result.map_err(|failure| failure.error()),
                Role::Follower(follower) => follower,
                Role::Leader(leader, follower) => {
                    if let Some(this) = self.this.upgrade() {
                        tokio::spawn(async move {
                            let outcome = this.work_and_remember(want).await;
                            leader.complete(outcome);
                        });
                    }
                    follower
                }
            };
            match follower.await {
                Some(outcome) if covers(outcome.want, want) => {
                    return outcome.result.map_err(|failure| failure.error());
                }
                // Something else was done: now it is this one's turn.
                Some(_) => {}
                None if abandoned < 2 => abandoned += 1,
                None => return Err(Error::settings("the runtime is being shut down")),
            }
        }
    }

    /// Whether it is there by now.
    fn is_there(&self, want: Want) -> Option<Outcome> {
        let is_there = match want {
            Want::Any => self.usable().is_some(),
            Want::Session(revision) => self
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

    async fn work_and_remember(self: Arc<Self>, want: Want) -> Outcome {
        // In a task of its own: should the provider panic, those who wait are told.
        let this = Arc::clone(&self);
        let work = tokio::spawn(async move { this.work(want).await });
        let result = work.await.unwrap_or_else(|error| Err(panicked(&error)));
        let mut state = lock(&self.state);
        let result = match result {
            Ok(renewed) => {
                state.failure = None;
                if renewed == Renewed::Fresh {
                    self.count_renewal(want, None);
                }
                Ok(renewed)
            }
            Err(error) => {
                if let (Error::LoginFailed { .. }, Some(failure)) = (&error, &state.failure) {
                    // It was not tried again.
                    let result = Err(failure.clone());
                    return Outcome { want, result };
                }
                self.count_renewal(want, Some(error.error_type()));
                let failure = Failure::new(error, state.failure.as_ref());
                tracing::warn!(
                    keyfob.session = %self.id,
                    "error.type" = failure.cause.error_type(),
                    exception.message = %failure.cause,
                    "no session"
                );
                state.failure = Some(failure.clone());
                Err(failure)
            }
        };
        Outcome { want, result }
    }

    /// A first login is no renewal.
    fn count_renewal(&self, want: Want, error_type: Option<&'static str>) {
        if want != Want::Any {
            telemetry::renewal(self.id.vendor(), error_type);
        }
    }

    async fn work(&self, want: Want) -> Result<Renewed, Error> {
        let _changing = self.changing.lock().await;
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
            Err(error) if want_goes_on(want, &error) => {}
            Err(error) => return Err(told(error)),
        }
        if let Want::ApplicationToken(_) = want {
            return self.renew_application_token().await;
        }
        if self.config.provider.is_none() {
            self.note_dead();
            return Ok(Renewed::NotPossible);
        }
        let failure = lock(&self.state).failure.clone();
        if let Some(failure) = failure.filter(Failure::holds) {
            return Err(failure.error());
        }
        self.wait_if_useless().await;
        let lease = self.lease().await.map_err(told)?;
        let found = self.load().await.map_err(told)?;
        if self.take_over(&found, before)? {
            return Ok(Renewed::Already);
        }
        self.check_refused(&found)?;
        self.log_in(&lease, found, before).await
    }

    async fn log_in(
        &self,
        lease: &Lease,
        found: Found,
        before: Option<&Current<L::Session>>,
    ) -> Result<Renewed, Error> {
        let Some(provider) = &self.config.provider else {
            return Ok(Renewed::NotPossible);
        };
        tracing::info!(keyfob.session = %self.id, "logging in");
        let session = provider.log_in(self.config.login.clone()).await;
        let error_type = session.as_ref().err().map(Error::error_type);
        telemetry::login(self.id.vendor(), error_type);
        let session = match session {
            Ok(session) => session,
            Err(error) => {
                self.keep_refusal(lease, &found, &error).await;
                return Err(error);
            }
        };
        let saved = session.save().with_account(self.id.account());
        let record = Arc::new(self.record_of(&session, &saved, self.version_after(&found)));
        // It is kept before anybody uses it: a process that dies now leaves it to the others.
        let is_saved = match self.keep(lease, &record).await {
            Ok(()) => true,
            Err(StoreError::Superseded) => {
                let newer = self.load().await.map_err(told)?;
                if self.take_over(&newer, before)? {
                    return Ok(Renewed::Already);
                }
                false
            }
            Err(_) => false,
        };
        self.count_useless(before);
        let fresh = Current {
            is_own: true,
            ..Current::new(session.clone(), record, is_saved, self.clock.now())
        };
        let installed = self.install(fresh, before);
        if installed.is_err() {
            // It was logged out meanwhile, so nobody is to be logged in.
            let _ = session.log_out().await;
        }
        installed.map(|()| Renewed::Fresh)
    }

    /// Tells the others what more tries would make worse.
    async fn keep_refusal(&self, lease: &Lease, found: &Found, error: &Error) {
        let before = lock(&self.state).failure.clone();
        if !Failure::is_refusal(error, before.as_ref()) {
            return;
        }
        let contents = Contents::Refused(Refused::new(self.clock.now(), error.to_string()));
        let record = crate::Record {
            version: self.version_after(found),
            contents: contents.to_bytes(),
            expires_at: None,
        };
        let _ = self.keep(lease, &record).await;
    }

    /// Whether another process was refused since this manager was made, with what this one has, too.
    fn check_refused(&self, found: &Found) -> Result<(), Error> {
        let Contents::Refused(refused) = &found.contents else {
            return Ok(());
        };
        let retries = std::mem::take(&mut lock(&self.state).retries_refused);
        match refused.is_since(self.made_at) && !retries {
            true => Err(Error::LoginRefusedElsewhere {
                account: self.id.to_string(),
                reason: refused.reason.clone(),
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
    async fn wait_if_useless(&self) {
        let at_hand = self.at_hand();
        if at_hand.is_some_and(|current| current.is_own && !current.is_proved()) {
            let logins = lock(&self.state).useless_logins + 1;
            tokio::time::sleep(wait_after_useless(logins)).await;
        }
    }
}

/// Whether what was done is what is wanted: a new session brings a new token of the application.
fn covers(done: Want, want: Want) -> bool {
    match (done, want) {
        (Want::ApplicationToken(_), Want::ApplicationToken(_)) => true,
        (Want::ApplicationToken(_), _) => false,
        _ => true,
    }
}

/// Whether the store is not needed: anybody may ask for a token of the application.
fn want_goes_on(want: Want, error: &StoreError) -> bool {
    let is_away = matches!(
        error,
        StoreError::Unreachable { .. } | StoreError::TimedOut { .. }
    );
    is_away && matches!(want, Want::ApplicationToken(_))
}

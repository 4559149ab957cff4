//! What calls ask of the manager, and what is renewed before the session ends.

use std::sync::Arc;

use keyfob_core::{BoxFuture, Ended, Error, Renew, Renewed, SavedSession, Scheme};

use super::Inner;
use super::contents::Contents;
use super::current::Current;
use super::store_access::{Found, told};
use super::want::Want;
use crate::sync::lock;
use crate::{ManagedLogin, ManagedSession, Record, StoreError};

impl<L: ManagedLogin> Renew for Inner<L> {
    fn renew(&self, ended: Ended, revision: u64) -> BoxFuture<'_, Result<Renewed, Error>> {
        let want = match ended {
            Ended::ApplicationToken if self.config.login.application_token().is_some() => {
                Want::ApplicationToken(revision)
            }
            _ => Want::Session(revision),
        };
        Box::pin(self.obtain(want))
    }

    fn logged_out(&self) {
        // It may be told where a logout is dropped, outside a runtime, too: the store keeps its record then, which the vendor refuses.
        let runtime = tokio::runtime::Handle::try_current();
        if let (Some(this), Ok(runtime)) = (self.this.upgrade(), runtime) {
            runtime.spawn(async move {
                let _changing = this.changing.lock().await;
                let _ = this.forget(None).await;
            });
        }
    }
}

impl<L: ManagedLogin> Inner<L> {
    /// Asks for a new token of the application, and keeps the session with it.
    pub(super) async fn renew_application_token(&self) -> Result<Renewed, Error> {
        let current = self.at_hand().ok_or(Error::SessionClosed {
            operation: "session",
        })?;
        // Without the store, too: it does no harm if two ask.
        let lease = match self.lease().await {
            Ok(lease) => Some(lease),
            Err(error) if error.is_away() => None,
            Err(error) => return Err(told(error)),
        };
        let found = match &lease {
            Some(_) => Some(self.load().await.map_err(told)?),
            None => None,
        };
        if let Some(found) = &found
            && self.take_over(found, Some(&current))?
        {
            return Ok(Renewed::Already);
        }
        let login = &self.config.login;
        let saved = current.session.save().with_account(self.id.account());
        let saved = self.in_time(login.renew_application_token(saved)).await?;
        let session = login.resume(&saved)?;
        let version = self.version_after(found.as_ref());
        let record = Arc::new(self.record_of(&session, &saved, version));
        let kept = match &lease {
            Some(lease) => self.keep(lease, &record).await,
            None => Err(StoreError::Superseded),
        };
        let fresh = Current {
            is_own: current.is_own,
            trusts_clock: current.trusts_clock,
            is_dead: current.is_dead,
            ..Current::new(session, record, kept.is_ok(), self.clock.now())
        };
        self.install(fresh, Some(&current))?;
        let mut state = lock(&self.state);
        if let Some(now) = &mut state.current {
            // The session itself is the one before.
            now.login_revision = current.login_revision;
        }
        Ok(Renewed::Fresh)
    }

    /// Takes over a session from elsewhere.
    pub(super) async fn adopt(&self, session: L::Session) -> Result<(), Error> {
        let saved = session.save();
        self.check_account(&saved)?;
        // One of its own handle: clones of the one that was given go their own ways.
        let saved = saved.with_account(self.id.account());
        let session = self.config.login.resume(&saved)?;
        let _changing = self.changing.lock().await;
        let kept = self.keep_adopted(&session, &saved).await;
        let (record, error) = match kept {
            Ok(record) => (record, None),
            Err((record, error)) => (record, Some(error)),
        };
        let fresh = Current::new(session, Arc::new(record), error.is_none(), self.clock.now());
        self.install(fresh, self.at_hand().as_ref())?;
        lock(&self.state).forget_failures();
        match error {
            Some(error) => Err(told(error)),
            None => Ok(()),
        }
    }

    /// Whether a session may be that of this manager. It does not always know the user.
    pub(super) fn check_account(&self, saved: &SavedSession) -> Result<(), Error> {
        let known = saved.account();
        let is_ours = known == self.id.account() || known == self.config.login.account();
        if known.is_empty() || is_ours {
            return Ok(());
        }
        Err(Error::invalid_input(format!(
            "the session is of {known}, and the manager's is of {}",
            self.id.account()
        )))
    }

    async fn keep_adopted(
        &self,
        session: &L::Session,
        saved: &SavedSession,
    ) -> Result<Record, (Record, StoreError)> {
        let unkept = |error| {
            let version = self.version_after(None);
            (self.record_of(session, saved, version), error)
        };
        let lease = self.lease().await.map_err(unkept)?;
        let found = self.load().await.map_err(unkept)?;
        let record = self.record_of(session, saved, self.version_after(Some(&found)));
        match self.keep(&lease, &record).await {
            Ok(()) => Ok(record),
            Err(error) => Err((record, error)),
        }
    }

    /// Keeps the session at hand, if the store could not be reached when it came.
    pub(super) async fn keep_unsaved(&self) {
        let Ok(_changing) = self.changing.try_lock() else {
            return;
        };
        let Some(current) = self.at_hand().filter(|current| !current.is_saved) else {
            return;
        };
        let Ok(lease) = self.lease().await else {
            return;
        };
        let Ok(found) = self.load().await else {
            return;
        };
        // What cannot be taken up is not written over either.
        if !matches!(self.take_over(&found, Some(&current)), Ok(false)) {
            return;
        }
        let record = Record {
            version: self.version_after(Some(&found)),
            ..(*current.record).clone()
        };
        if self.keep(&lease, &record).await.is_ok() {
            let mut state = lock(&self.state);
            if let Some(now) = &mut state.current
                && now.record == current.record
            {
                (now.record, now.is_saved) = (Arc::new(record), true);
            }
        }
    }

    /// Logs out the session at hand, or the one that the store has.
    pub(super) async fn log_out(&self) -> Result<(), Error> {
        let _changing = self.changing.lock().await;
        let found = self.load().await;
        if let (Ok(found), Some(current)) = (&found, self.at_hand()) {
            // Another process may have renewed it since: that one is to be ended. If it cannot be taken up, this one is.
            let _ = self.take_over(found, Some(&current));
        }
        let current = lock(&self.state).current.clone();
        let (session, record) = match current {
            // By a session that was handed out.
            Some(current) if current.is_cleared() => (None, Some(current.record)),
            Some(current) => (Some(current.session), Some(current.record)),
            None => match found.map_err(told)? {
                Found {
                    contents: Contents::Session(saved),
                    record,
                } => (Some(self.config.login.resume(&saved)?), record),
                _ => (None, None),
            },
        };
        if let Some(session) = session {
            // What it tells of its end is done here.
            let session = session.with_handle(session.handle().without_renewal());
            match session.log_out().await {
                // Then there is nothing to end.
                Ok(()) | Err(Error::SessionEnded(_) | Error::SessionClosed { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        self.forget(record).await
    }

    /// Forgets a session that was logged out, the one at hand or this one, here and in the store.
    async fn forget(&self, ended: Option<Arc<Record>>) -> Result<(), Error> {
        let ended = {
            let mut state = lock(&self.state);
            let closed = state.current.take_if(|current| current.is_closed());
            if state.current.is_some() {
                // There is another one already.
                return Ok(());
            }
            closed.map(|current| current.record).or(ended)
        };
        let Some(ended) = ended else {
            return Ok(());
        };
        let lease = self.lease().await.map_err(told)?;
        let found = self.load().await.map_err(told)?;
        let is_it = |kept: &Arc<Record>| {
            let token = self.config.login.application_token();
            kept.version <= ended.version || is_same_session(kept, &ended, token)
        };
        // What others have logged in to since is theirs.
        if !matches!(found.contents, Contents::Session(_)) || !found.record.iter().any(is_it) {
            return Ok(());
        }
        let over = Record::logged_out(self.version_after(Some(&found)));
        self.keep(&lease, &over).await.map_err(told)
    }
}

/// Whether these differ in the application's token at most.
fn is_same_session(a: &Record, b: &Record, token: Option<&'static Scheme>) -> bool {
    let bare = |record: &Record| match Contents::of(record) {
        Ok(Contents::Session(mut saved)) => {
            if let Some(scheme) = token {
                saved.set(scheme, "", None);
            }
            Some(saved.to_bytes())
        }
        _ => None,
    };
    bare(a).is_some_and(|bytes| Some(bytes) == bare(b))
}

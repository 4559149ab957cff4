//! What happens by itself while somebody holds a session.

use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, SystemTime};

use keyfob_core::{Error, telemetry};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Inner;
use super::current::Current;
use super::want::Want;
use crate::sync::lock;
use crate::{ManagedLogin, ManagedSession};

/// How often is looked whether there is something to do: the clock may have jumped, or the machine have slept.
const LOOK: Duration = Duration::from_secs(30);

/// How long before its end a token of the application is renewed at the latest.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// How long a token of the application lives whose end nobody told, as users report of Kotak Neo.
const USUAL_LIFE: Duration = Duration::from_secs(60 * 60);

/// The first wait after something failed, and the longest.
const FIRST_WAIT: Duration = Duration::from_secs(15);
const LONGEST_WAIT: Duration = Duration::from_secs(2 * 60);

/// What every session that is handed out keeps: the manager lives, and works, as long as one is there.
pub(super) struct Holder<L: ManagedLogin> {
    _manager: Arc<Inner<L>>,
    gone: Arc<Notify>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

impl<L: ManagedLogin> Drop for Holder<L> {
    fn drop(&mut self) {
        self.gone.notify_one();
    }
}

impl<L: ManagedLogin> Inner<L> {
    /// The session for somebody who holds it from now on.
    pub(super) fn hold(&self, current: &Current<L::Session>) -> L::Session {
        let handle = current.session.handle();
        match self.holder() {
            Some(holder) => current.session.with_handle(handle.with_guard(holder)),
            // Only while the manager is being dropped.
            None => current.session.clone(),
        }
    }

    fn holder(&self) -> Option<Arc<Holder<L>>> {
        let mut holder = lock(&self.holder);
        if let Some(there) = holder.upgrade() {
            let mut keeper = lock(&there.keeper);
            if keeper.as_ref().is_some_and(JoinHandle::is_finished) {
                // The runtime that it was spawned in is gone.
                *keeper = Some(self.keep_for(&there));
            }
            drop(keeper);
            return Some(there);
        }
        let gone = Arc::new(Notify::new());
        let fresh = Arc::new(Holder {
            _manager: self.this.upgrade()?,
            gone,
            keeper: Mutex::default(),
        });
        *holder = Arc::downgrade(&fresh);
        *lock(&fresh.keeper) = Some(self.keep_for(&fresh));
        Some(fresh)
    }

    fn keep_for(&self, holder: &Arc<Holder<L>>) -> JoinHandle<()> {
        let gone = Arc::clone(&holder.gone);
        tokio::spawn(keep(Arc::downgrade(holder), self.this.clone(), gone))
    }
}

/// Keeps the session as long as somebody holds it.
async fn keep<L: ManagedLogin>(
    holder: Weak<Holder<L>>,
    manager: Weak<Inner<L>>,
    gone: Arc<Notify>,
) {
    let mut plan = Plan::new();
    loop {
        let Some(next) = manager.upgrade().map(|manager| plan.next(&manager)) else {
            return;
        };
        if tokio::time::timeout_at(next, gone.notified()).await.is_ok() {
            return;
        }
        // The holder is not kept while something is done: who drops the last session ends this.
        let Some(manager) = manager.upgrade().filter(|_| holder.strong_count() > 0) else {
            return;
        };
        plan.carry_out(&manager).await;
    }
}

/// What is to be done, and when.
struct Plan {
    /// The revision of the credentials for which the rest was reckoned.
    revision: Option<u64>,
    /// How long the session may be idle before the next keepalive.
    idle: Duration,
    /// When the session came, or was first seen here.
    since: Instant,
    /// When a token, of the application or of the session, is renewed, by the steady clock and by the other one.
    renewal: Option<(Instant, SystemTime)>,
    /// Not before, since something has failed.
    keepalive_wait: Wait,
    renewal_wait: Wait,
}

/// A wait that doubles with each failure.
struct Wait {
    until: Instant,
    length: Duration,
}

impl Wait {
    fn new() -> Self {
        Self {
            until: Instant::now(),
            length: FIRST_WAIT,
        }
    }

    fn lengthen(&mut self) {
        self.until = Instant::now() + self.length.mul_f64(0.75 + fastrand::f64() / 2.0);
        self.length = (self.length * 2).min(LONGEST_WAIT);
    }
}

impl Plan {
    fn new() -> Self {
        Self {
            revision: None,
            idle: Duration::ZERO,
            since: Instant::now(),
            renewal: None,
            keepalive_wait: Wait::new(),
            renewal_wait: Wait::new(),
        }
    }

    /// When to look again.
    fn next<L: ManagedLogin>(&mut self, manager: &Inner<L>) -> Instant {
        let soon = Instant::now() + LOOK.mul_f64(0.9 + fastrand::f64() / 5.0);
        let Some(current) = manager.at_hand() else {
            return soon;
        };
        self.reckon(manager, &current);
        let keepalive = self.keepalive_at(manager, &current);
        let renewal = self.renewal.map(|(at, _)| at.max(self.renewal_wait.until));
        [keepalive, renewal]
            .into_iter()
            .flatten()
            .fold(soon, Instant::min)
    }

    /// Reckons anew when the credentials are others.
    fn reckon<L: ManagedLogin>(&mut self, manager: &Inner<L>, current: &Current<L::Session>) {
        let revision = current.credentials().revision();
        if self.revision == Some(revision) {
            return;
        }
        let is_first = self.revision.replace(revision).is_none();
        self.since = Instant::now();
        self.keepalive_wait = Wait::new();
        self.renewal_wait = Wait::new();
        if !is_first {
            // One that ends in a moment is not asked for without a pause: calls that meet its end renew it, too.
            self.renewal_wait.until += FIRST_WAIT;
        }
        self.idle = idle_before_keepalive(L::Session::IDLE_LIMIT);
        if !current.is_own && revision == current.login_revision {
            // Nobody knows how long it has been idle.
            self.idle = self
                .idle
                .min(Duration::from_secs(1).mul_f64(fastrand::f64()));
        }
        let now = manager.clock.now();
        let left = |end: SystemTime| end.duration_since(now).unwrap_or_default();
        let left = match manager.config.login.application_token() {
            Some(token) => {
                let end = current.credentials().ends_at(token);
                Some(end.map_or(USUAL_LIFE, left))
            }
            None => early_end(manager, current).map(left),
        };
        self.renewal = left.map(|left| {
            let wait = before_the_end(left);
            (Instant::now() + wait, now + wait)
        });
    }

    fn keepalive_at<L: ManagedLogin>(
        &self,
        manager: &Inner<L>,
        current: &Current<L::Session>,
    ) -> Option<Instant> {
        let is_wanted = manager.config.keepalive
            && current.session.is_kept_alive()
            && L::Session::IDLE_LIMIT.is_some()
            && !current.is_dead;
        let answered = current.session.handle().last_answered();
        // What came from elsewhere is tried at once, whatever was answered on the way.
        let last = answered.map_or(self.since, |answered| answered.max(self.since));
        is_wanted.then(|| (last + self.idle).max(self.keepalive_wait.until))
    }

    async fn carry_out<L: ManagedLogin>(&mut self, manager: &Arc<Inner<L>>) {
        let Some(current) = manager.at_hand() else {
            return;
        };
        if !current.is_saved {
            manager.keep_unsaved().await;
        }
        let now = Instant::now();
        if let Some((at, by_clock)) = self.renewal
            && (now >= at || manager.clock.now() >= by_clock)
            && now >= self.renewal_wait.until
        {
            self.renew(manager, &current).await;
        }
        if self
            .keepalive_at(manager, &current)
            .is_some_and(|at| at <= now)
        {
            self.keep_alive(manager, &current).await;
        }
    }

    async fn renew<L: ManagedLogin>(&mut self, manager: &Inner<L>, current: &Current<L::Session>) {
        let revision = current.credentials().revision();
        self.renewal_wait.lengthen();
        let want = match manager.config.login.application_token() {
            Some(_) => Want::ApplicationToken(revision),
            None => Want::Early(revision),
        };
        if let Err(error) = manager.obtain(want).await {
            // The old one may live on: nobody is told but those who look on.
            tracing::warn!(keyfob.session = %manager.id, "error.type" = error.error_type(), exception.message = %error, "the token could not be renewed before its end");
        }
    }

    async fn keep_alive<L: ManagedLogin>(
        &mut self,
        manager: &Inner<L>,
        current: &Current<L::Session>,
    ) {
        let (outcome, revision) = {
            // Never beside a renewal: that would make it needless.
            let Ok(_changing) = manager.changing.try_lock() else {
                self.keepalive_wait.until = Instant::now() + FIRST_WAIT;
                return;
            };
            let handle = current.session.handle().without_renewal();
            let outcome = current.session.with_handle(handle).keepalive().await;
            (outcome, current.credentials().revision())
        };
        let error_type = outcome.as_ref().err().map(Error::error_type);
        telemetry::keepalive(manager.id.vendor(), error_type);
        match outcome {
            Ok(()) => {
                self.idle = idle_before_keepalive(L::Session::IDLE_LIMIT);
                self.keepalive_wait = Wait::new();
            }
            Err(Error::SessionEnded(_)) => {
                self.keepalive_wait.lengthen();
                if let Err(error) = manager.obtain(Want::Session(revision)).await {
                    tracing::warn!(keyfob.session = %manager.id, "error.type" = error.error_type(), exception.message = %error, "the session has ended and could not be renewed");
                }
            }
            Err(error) => {
                self.keepalive_wait.lengthen();
                tracing::warn!(keyfob.session = %manager.id, "error.type" = error.error_type(), exception.message = %error, "the session could not be kept alive");
            }
        }
    }
}

/// When a session ends that the provider is asked to renew before.
fn early_end<L: ManagedLogin>(
    manager: &Inner<L>,
    current: &Current<L::Session>,
) -> Option<SystemTime> {
    let is_wanted = manager.config.provider.is_some()
        && current.trusts_clock
        && !current.is_dead
        && current.session.is_renewed_early();
    current.session.ends_at().filter(|_| is_wanted)
}

/// Somewhere between the middle and two thirds of what the vendor allows: rarely, not all at once, and with time to try again.
fn idle_before_keepalive(limit: Option<Duration>) -> Duration {
    let limit = limit.unwrap_or(Duration::MAX / 4);
    limit / 2 + (limit / 6).mul_f64(fastrand::f64())
}

/// How long to wait with so much of a token's life left.
fn before_the_end(left: Duration) -> Duration {
    let margin = MARGIN.min(left / 4).mul_f64(1.0 + fastrand::f64() / 5.0);
    left.saturating_sub(margin)
}

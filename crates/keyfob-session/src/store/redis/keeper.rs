//! The task that takes a lease, extends it while it is held, and gives it back.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::{OwnedMutexGuard, oneshot};
use tokio::time::sleep;

use super::keys::Keys;
use super::{Shared, millis};
use crate::{SessionId, StoreError};

/// A lease that another one has is asked for again after a time between these two.
const PAUSE_MS: std::ops::Range<u64> = 30..120;

/// The fencing token, and what gives the lease back when it is dropped.
type Held = (u64, oneshot::Sender<()>);

/// Waits for the lease. Dropped before, nothing is left in the server: the task sees that nobody waits.
pub(super) async fn lease(shared: &Arc<Shared>, id: &SessionId) -> Result<Held, StoreError> {
    let since = Instant::now();
    let turn = shared.queue.enter(id).await;
    // Otherwise, of many who wait, each would wait for a server that is not there as long as all before it.
    if let Some(error) = shared.failures.since(id, since) {
        return Err(error);
    }
    let keeper = Keeper {
        shared: Arc::clone(shared),
        id: id.clone(),
        keys: Keys::new(&shared.prefix, id),
        owner: owner(),
        turn: Some(turn),
    };
    let (tell, told) = oneshot::channel();
    tokio::spawn(keeper.run(tell));
    told.await.unwrap_or_else(|error| {
        Err(StoreError::Unreachable {
            action: "waiting for the lease".into(),
            source: error.into(),
        })
    })
}

struct Keeper {
    shared: Arc<Shared>,
    id: SessionId,
    keys: Keys,
    owner: String,
    /// The next one of this process asks when this one is done.
    turn: Option<OwnedMutexGuard<()>>,
}

impl Keeper {
    async fn run(mut self, mut tell: oneshot::Sender<Result<Held, StoreError>>) {
        let acquired = tokio::select! {
            acquired = self.acquire() => acquired,
            () = tell.closed() => return self.release(None).await,
        };
        let fence = match acquired {
            Ok(fence) => fence,
            Err(error) => {
                self.shared.failures.note(&self.id, &error);
                let _ = tell.send(Err(error));
                self.turn = None;
                // The server may have heard it all the same.
                return self.release(None).await;
            }
        };
        let (stop, stopped) = oneshot::channel();
        if tell.send(Ok((fence, stop))).is_ok() {
            self.keep(fence, stopped).await;
        }
        self.release(Some(fence)).await;
    }

    /// Asks until nobody else has it.
    async fn acquire(&self) -> Result<u64, StoreError> {
        let ttl = millis(self.shared.lease_ttl);
        let mut call = self.shared.scripts.acquire.key(&self.keys.session);
        call.key(&self.keys.lease);
        call.arg(&self.owner).arg(ttl);
        call.arg(millis(self.shared.default_ttl));
        loop {
            let run = self.shared.connector.run("taking the lease", &mut call);
            if let Some(fence) = run.await? {
                return Ok(fence);
            }
            sleep(Duration::from_millis(fastrand::u64(PAUSE_MS))).await;
        }
    }

    /// Extends the lease until it is dropped. A server that cannot be reached is asked again soon: it may be back before the lease has run out.
    async fn keep(&self, fence: u64, mut stopped: oneshot::Receiver<()>) {
        let ttl = self.shared.lease_ttl;
        let mut call = self.shared.scripts.extend.key(&self.keys.session);
        call.key(&self.keys.lease);
        call.arg(&self.owner).arg(millis(ttl));
        call.arg(millis(self.shared.default_ttl)).arg(fence);
        let mut pause = ttl / 3;
        loop {
            tokio::select! {
                _ = &mut stopped => return,
                () = sleep(pause.mul_f64(0.8 + 0.2 * fastrand::f64())) => {}
            }
            // Waited for to its end: otherwise it could overtake what gives the lease back.
            let run = self.shared.connector.run("extending the lease", &mut call);
            pause = match run.await {
                Ok(true) => ttl / 3,
                Ok(false) => {
                    tracing::warn!(session = %self.keys.session, "another one has taken the lease");
                    let _ = (&mut stopped).await;
                    return;
                }
                Err(error) => {
                    tracing::warn!(session = %self.keys.session, %error, "the lease was not extended");
                    ttl / 10
                }
            };
        }
    }

    /// Gives back the lease of this fencing token, if it is known. If that fails, the lease runs out.
    async fn release(&self, fence: Option<u64>) {
        let mut call = self.shared.scripts.release.key(&self.keys.session);
        call.key(&self.keys.lease);
        let fence = fence.map(|fence| fence.to_string());
        call.arg(&self.owner).arg(fence.unwrap_or_default());
        let run = self
            .shared
            .connector
            .run("giving back the lease", &mut call);
        let released: Result<bool, _> = run.await;
        if let Err(error) = released {
            tracing::debug!(session = %self.keys.session, %error, "the lease runs out by itself");
        }
    }
}

/// Nobody else's: what gives a lease back, or extends it, must not touch another one's.
fn owner() -> String {
    // Each of these has keys from the system's randomness.
    let [a, b] = [RandomState::new(), RandomState::new()]
        .map(|random| random.hash_one((std::process::id(), SystemTime::now())));
    format!("{a:016x}{b:016x}")
}

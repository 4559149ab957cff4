//! Leases that run out, and those that do not.

use std::time::{Duration, Instant};

use keyfob_session::{Lease, RedisSettings, RedisStore, SessionStore};
use tokio::runtime::{Builder, Runtime};
use tokio::time::{sleep, timeout};

use crate::probe::{eventually, id, is_superseded, secret};
use crate::redis::server;

const TTL: Duration = Duration::from_millis(600);

/// A machine of its own: while nobody drives it, it has stalled, with all that it does in the background.
struct Machine {
    runtime: Runtime,
    store: RedisStore,
}

impl Machine {
    fn new(settings: &RedisSettings) -> Self {
        Self {
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            store: RedisStore::new(settings.clone().with_lease_ttl(TTL)).unwrap(),
        }
    }

    fn lease(&self) -> Lease {
        self.runtime.block_on(self.store.lease(&id())).unwrap()
    }

    /// Whether it counts.
    fn save(&self, lease: &Lease, version: u64) -> bool {
        let saved = self
            .runtime
            .block_on(self.store.save(&id(), lease, &secret(version)));
        match saved {
            Ok(()) => true,
            refused => {
                assert!(is_superseded(refused));
                false
            }
        }
    }

    fn run_for(&self, time: Duration) {
        self.runtime.block_on(async { sleep(time).await });
    }

    fn stall(&self) {
        std::thread::sleep(TTL + Duration::from_millis(100));
    }
}

#[test]
fn a_stalled_holder_cannot_overwrite_what_came_after() {
    let Some((server, settings)) = server("a_stalled_holder") else {
        return;
    };
    let (ours, theirs) = (Machine::new(&settings), Machine::new(&settings));
    let stale = ours.lease();
    assert!(ours.save(&stale, 1));
    ours.stall();
    let lease = theirs.lease();
    assert!(lease.fence() > stale.fence());
    // Not even while nothing new has been kept.
    assert!(!ours.save(&stale, 2));
    assert!(theirs.save(&lease, 2));
    assert!(!ours.save(&stale, 3));
    // Nor when the other one has given the lease back.
    drop(lease);
    theirs.run_for(Duration::from_millis(50));
    assert!(!server.keys().iter().any(|key| key.ends_with(":lease")));
    ours.run_for(TTL / 2);
    assert!(!ours.save(&stale, 3));
    assert!(
        !server.keys().iter().any(|key| key.ends_with(":lease")),
        "it came back"
    );
}

#[test]
fn a_stalled_holder_that_nobody_followed_can_save() {
    let Some((server, settings)) = server("a_stalled_holder_that_nobody_followed") else {
        return;
    };
    let ours = Machine::new(&settings);
    let lease = ours.lease();
    ours.stall();
    assert!(!server.keys().iter().any(|key| key.ends_with(":lease")));
    assert!(ours.save(&lease, 1));
    // It has the lease again as soon as it goes on.
    ours.run_for(TTL / 2);
    assert!(server.keys().iter().any(|key| key.ends_with(":lease")));
    assert!(ours.save(&lease, 2));
}

#[test]
fn the_lease_of_a_machine_that_died_runs_out() {
    let Some((_server, settings)) = server("a_machine_that_died") else {
        return;
    };
    let (dead, ours) = (Machine::new(&settings), Machine::new(&settings));
    let lease = dead.lease();
    let died = Instant::now();
    drop(dead);
    drop(ours.lease());
    let waited = died.elapsed();
    assert!(
        waited > TTL / 2 && waited < TTL + Duration::from_secs(2),
        "{waited:?}"
    );
    drop(lease);
}

#[tokio::test]
async fn a_lease_that_is_held_does_not_run_out() {
    let Some((_server, settings)) = server("a_lease_that_is_held") else {
        return;
    };
    // Long enough for a machine that has much to do.
    let ttl = Duration::from_millis(1500);
    let settings = settings.with_lease_ttl(ttl);
    let [ours, theirs] = [&settings, &settings].map(|s| RedisStore::new(s.clone()).unwrap());
    let held = ours.lease(&id()).await.unwrap();
    let waited = timeout(3 * ttl, theirs.lease(&id())).await;
    assert!(waited.is_err(), "two holders");
    drop(held);
    // Given back, not run out.
    let next = timeout(ttl / 2, theirs.lease(&id())).await;
    assert!(next.is_ok());
}

#[tokio::test]
async fn fencing_tokens_grow_after_the_server_lost_its_data() {
    let Some((server, settings)) = server("fencing_tokens_grow") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    let mut last = 0;
    for _ in 0..5 {
        let lease = store.lease(&id()).await.unwrap();
        assert!(lease.fence() > last);
        last = lease.fence();
        drop(lease);
        let gone = async || !server.keys().iter().any(|key| key.ends_with(":lease"));
        eventually(gone, "the lease's end").await;
        server.command(&["FLUSHALL"]);
    }
    // A token that is ahead of the server's clock counts on from there.
    let ahead = last + 1_000_000_000_000;
    let key = "keyfob:{quatrix:acme%2Fann@example.com}:session";
    server.command(&["HSET", key, "fence", &ahead.to_string()]);
    assert_eq!(store.lease(&id()).await.unwrap().fence(), ahead + 1);
}

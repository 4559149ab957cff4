//! What every store promises: the same tests for each of them.

use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use keyfob_session::{FileStore, MemoryStore, RedisStore, SessionId, SessionStore, StoreError};
use tokio::time::timeout;

use crate::probe::{id, is_superseded, key, record};
use crate::redis::server;

/// Runs a test against each store, a new one each time.
macro_rules! each_store {
    ($($test:ident),* $(,)?) => {$(
        mod $test {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn in_memory() {
                super::$test(MemoryStore::new(), MemoryStore::new()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn in_a_file() {
                let folder = tempfile::tempdir().unwrap();
                let store = |name| FileStore::new(folder.path().join(name)).unwrap().with_key(key());
                super::$test(store("a"), store("b")).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn in_redis() {
                let Some(server) = server(concat!(stringify!($test), "::in_redis")) else {
                    return;
                };
                let store = |prefix| {
                    RedisStore::new(server.1.clone().with_prefix(prefix)).unwrap().with_key(key())
                };
                super::$test(store("a:"), store("b:")).await;
            }
        }
    )*};
}

each_store!(
    a_record_comes_back_as_it_was,
    a_save_is_refused_unless_it_follows,
    a_save_is_refused_after_another_lease,
    eight_tasks_are_never_two_holders,
    dropped_waiters_leave_no_lease,
);

trait Store: SessionStore + Clone {}
impl<S: SessionStore + Clone> Store for S {}

async fn a_record_comes_back_as_it_was<S: Store>(store: S, _: S) {
    assert_eq!(store.load(&id()).await.unwrap(), None);
    let lease = store.lease(&id()).await.unwrap();
    let mut all: Vec<_> = ["", "text", "\0\r\n*1"].map(|text| record(1, text)).into();
    all[1].expires_at =
        Some(std::time::SystemTime::now() + Duration::from_nanos(3_600_000_000_001));
    all[2].contents = (0..100_000)
        .map(|n| (n % 251) as u8)
        .collect::<Vec<_>>()
        .into();
    for (version, mut record) in (1..).zip(all) {
        record.version = version;
        store.save(&id(), &lease, &record).await.unwrap();
        assert_eq!(store.clone().load(&id()).await.unwrap(), Some(record));
    }
    drop(lease);
    // After the lease, too.
    assert_eq!(store.load(&id()).await.unwrap().unwrap().version, 3);
}

async fn a_save_is_refused_unless_it_follows<S: Store>(store: S, other: S) {
    let elsewhere = SessionId::new("quatrix", "acme/bob@example.com");
    drop(store.lease(&elsewhere).await.unwrap());
    let lease = store.lease(&id()).await.unwrap();
    // Where nothing is kept, versions go on.
    store.save(&id(), &lease, &record(7, "a")).await.unwrap();
    for version in [0, 1, 6, 9, u64::MAX] {
        let refused = store.save(&id(), &lease, &record(version, "b")).await;
        assert!(is_superseded(refused), "{version}");
    }
    assert!(is_superseded(
        store.save(&id(), &lease, &record(7, "b")).await
    ));
    let kept = store.load(&id()).await.unwrap();
    assert_eq!(kept, Some(record(7, "a")));
    store.save(&id(), &lease, &record(8, "b")).await.unwrap();
    // A lease is good for its own store and id, even where another one would have the same token.
    drop(other.lease(&id()).await.unwrap());
    assert!(is_superseded(
        store.save(&elsewhere, &lease, &record(9, "c")).await
    ));
    assert!(is_superseded(
        other.save(&id(), &lease, &record(9, "c")).await
    ));
}

async fn a_save_is_refused_after_another_lease<S: Store>(store: S, _: S) {
    let mut last = 0;
    for version in 1..=5 {
        let lease = timeout(Duration::from_secs(5), store.lease(&id()))
            .await
            .unwrap()
            .unwrap();
        assert!(lease.fence() > last, "{} after {last}", lease.fence());
        last = lease.fence();
        store
            .save(&id(), &lease, &record(version, "a"))
            .await
            .unwrap();
    }
}

async fn eight_tasks_are_never_two_holders<S: Store>(store: S, _: S) {
    static HELD: AtomicBool = AtomicBool::new(false);
    // The three stores' tests run side by side.
    static ONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _one = ONE.lock().await;
    let most = AtomicU64::new(0);
    let count = async |store: S| {
        for _ in 0..10 {
            let lease = store.lease(&id()).await.unwrap();
            assert!(!HELD.swap(true, Ordering::SeqCst), "two holders");
            let kept = store.load(&id()).await.unwrap();
            let version = kept.map_or(1, |kept| kept.version + 1);
            store
                .save(&id(), &lease, &record(version, "a"))
                .await
                .unwrap();
            most.fetch_max(version, Ordering::SeqCst);
            HELD.store(false, Ordering::SeqCst);
            drop(lease);
        }
    };
    let tasks: [_; 8] = std::array::from_fn(|_| count(store.clone()));
    all(tasks).await;
    assert_eq!(most.into_inner(), 80);
}

/// Polls them side by side.
async fn all<const N: usize>(tasks: [impl Future<Output = ()>; N]) {
    let mut tasks = tasks.map(|task| Some(Box::pin(task)));
    std::future::poll_fn(|context| {
        for place in &mut tasks {
            if let Some(task) = place
                && task.as_mut().poll(context).is_ready()
            {
                *place = None;
            }
        }
        match tasks.iter().all(Option::is_none) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
}

async fn dropped_waiters_leave_no_lease<S: Store>(store: S, _: S) {
    for round in 0..40 {
        let lease = store.lease(&id()).await.unwrap();
        let waits: [_; 4] = std::array::from_fn(|number| {
            let (store, micros) = (store.clone(), 1 + (round * 7 + number as u64 * 311) % 2000);
            async move {
                let _ = timeout(Duration::from_micros(micros), store.lease(&id())).await;
            }
        });
        if round % 2 == 0 {
            drop(lease);
            all(waits).await;
        } else {
            all(waits).await;
            drop(lease);
        }
        // Less than the time after which a lease runs out by itself.
        let next = timeout(Duration::from_secs(3), store.lease(&id())).await;
        assert!(matches!(next, Ok(Ok(_))), "round {round}: {next:?}");
    }
    let _: Result<_, StoreError> = store.load(&id()).await;
}

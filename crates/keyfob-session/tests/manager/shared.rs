//! One store, several managers, and stores that fail.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use keyfob_core::{BoxFuture, Error};
use keyfob_session::{
    Lease, Manager, MemoryStore, Record, SessionId, SessionStore, StoreError, provider_fn,
};

use crate::login::{Login, Password};
use crate::renewal::at_once;
use crate::vendor::Vendor;

#[tokio::test]
async fn managers_that_share_a_store_log_in_once_and_renew_once() {
    let vendor = Vendor::start();
    vendor.book().delay = Duration::from_millis(5);
    let store = MemoryStore::default();
    let managers: Vec<_> = (0..8)
        .map(|_| Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone()))
        .collect();
    for round in 1..=5 {
        let outcomes = at_once(80, || {
            let manager = managers[fastrand::usize(0..8)].clone();
            async move { manager.session().await?.read().await }
        })
        .await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        assert_eq!(vendor.count("/login"), round);
        vendor.end_sessions();
    }
}

/// A store that others use, too: each time before it is read, another manager has logged in anew, and mostly that has ended as well.
#[derive(Clone)]
struct Busy {
    store: MemoryStore,
    other: Manager<Login>,
    vendor: Vendor,
    rounds: Arc<AtomicUsize>,
}

impl fmt::Debug for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Busy")
    }
}

impl SessionStore for Busy {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        Box::pin(async move {
            let left = self.rounds.load(Ordering::SeqCst);
            if left > 0 {
                self.rounds.store(left - 1, Ordering::SeqCst);
                let session = self.other.session().await.unwrap();
                session.read().await.unwrap();
                if left > 1 {
                    self.vendor.end_sessions();
                }
            }
            self.store.load(id).await
        })
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        self.store.lease(id)
    }

    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.store.save(id, lease, record)
    }
}

/// A process that is slow comes too late again and again: that is no reason to give up, since each time there is another session.
#[tokio::test]
async fn a_call_that_is_overtaken_by_the_renewals_of_others_is_answered_all_the_same() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default());
    let busy = Busy {
        store: store.clone(),
        other: make().with_store(store),
        vendor: vendor.clone(),
        rounds: Arc::default(),
    };
    let rounds = Arc::clone(&busy.rounds);
    let held = make().with_store(busy).session().await.unwrap();
    held.read().await.unwrap();
    rounds.store(8, Ordering::SeqCst);
    vendor.end_sessions();
    held.read().await.unwrap();
    assert_eq!(
        (rounds.load(Ordering::SeqCst), vendor.count("/login")),
        (0, 9)
    );
}

#[tokio::test]
async fn managers_of_different_users_share_nothing() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let ann = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let bob = Manager::new(
        Login::of(&vendor),
        provider_fn(Some("bob"), |login| async move {
            use keyfob_session::Provider;
            Password::default().log_in(login).await
        }),
    )
    .with_store(store);
    ann.session().await.unwrap();
    bob.session().await.unwrap();
    assert_eq!(ann.id().account(), "acme/ann");
    assert_eq!(bob.id().account(), "acme/bob");
    assert_eq!(vendor.count("/login"), 2);
}

/// A memory store that can be out of reach, or lose what it has.
#[derive(Debug, Clone, Default)]
pub struct Failing {
    store: MemoryStore,
    pub is_away: Arc<AtomicBool>,
    fails_to_save: Arc<AtomicBool>,
}

fn away() -> StoreError {
    StoreError::TimedOut {
        action: "talking to the store".to_owned(),
    }
}

impl SessionStore for Failing {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        match self.is_away.load(Ordering::SeqCst) {
            true => Box::pin(async { Err(away()) }),
            false => self.store.load(id),
        }
    }

    fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
        match self.is_away.load(Ordering::SeqCst) {
            true => Box::pin(async { Err(away()) }),
            false => self.store.lease(id),
        }
    }

    fn save<'a>(
        &'a self,
        id: &'a SessionId,
        lease: &'a Lease,
        record: &'a Record,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let fails =
            self.fails_to_save.load(Ordering::SeqCst) || self.is_away.load(Ordering::SeqCst);
        match fails {
            true => Box::pin(async { Err(away()) }),
            false => self.store.save(id, lease, record),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn where_the_store_is_away_a_session_in_hand_goes_on_and_nobody_logs_in_twice() {
    let vendor = Vendor::start();
    let store = Failing::default();
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let held = manager.session().await.unwrap();
    store.is_away.store(true, Ordering::SeqCst);
    held.read().await.unwrap();
    manager.session().await.unwrap().read().await.unwrap();
    // Another machine may be logging in.
    vendor.end_sessions();
    let error = held.read().await.unwrap_err();
    assert!(matches!(error.cause(), Error::Store { .. }), "{error:?}");
    assert!(
        error
            .to_string()
            .contains("talking to the store took too long"),
        "{error}"
    );
    assert_eq!(vendor.count("/login"), 1);
    store.is_away.store(false, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(2)).await;
    held.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_could_not_be_kept_is_used_and_kept_later() {
    let vendor = Vendor::start();
    let store = Failing::default();
    store.fails_to_save.store(true, Ordering::SeqCst);
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let held = manager.session().await.unwrap();
    held.read().await.unwrap();
    assert_eq!(store.store.load(manager.id()).await.unwrap(), None);
    store.fails_to_save.store(false, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(60)).await;
    let record = store.store.load(manager.id()).await.unwrap().unwrap();
    assert!(!record.contents.is_empty());
    held.read().await.unwrap();
    let other = Manager::new(Login::of(&vendor), Password::default()).with_store(store);
    other.session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 1);
}

#[tokio::test]
async fn a_store_that_lost_what_it_had_gets_the_next_session() {
    let vendor = Vendor::start();
    let stores = [MemoryStore::default(), MemoryStore::default()];
    /// The first store, until it is lost.
    #[derive(Debug, Clone)]
    struct Lossy([MemoryStore; 2], Arc<AtomicBool>);
    impl Lossy {
        fn now(&self) -> &MemoryStore {
            &self.0[usize::from(self.1.load(Ordering::SeqCst))]
        }
    }
    impl SessionStore for Lossy {
        fn load<'a>(
            &'a self,
            id: &'a SessionId,
        ) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
            self.now().load(id)
        }
        fn lease<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Lease, StoreError>> {
            self.now().lease(id)
        }
        fn save<'a>(
            &'a self,
            id: &'a SessionId,
            lease: &'a Lease,
            record: &'a Record,
        ) -> BoxFuture<'a, Result<(), StoreError>> {
            self.now().save(id, lease, record)
        }
    }
    let store = Lossy(stores, Arc::default());
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let (here, there) = (make(), make());
    let (held, other) = (
        here.session().await.unwrap(),
        there.session().await.unwrap(),
    );
    store.1.store(true, Ordering::SeqCst);
    vendor.end_sessions();
    held.read().await.unwrap();
    other.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test]
async fn what_is_no_session_is_an_error_and_is_left_alone() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    for (contents, expected) in [
        (r#"{"format":1}"#, "it holds no session"),
        ("S3CR3T", "it holds no session"),
        (r#"{"format":99,"S3CR3T":1}"#, "update this program"),
    ] {
        let record = Record {
            version: store
                .load(manager.id())
                .await
                .unwrap()
                .map_or(1, |record| record.version + 1),
            contents: contents.as_bytes().to_vec().into(),
            expires_at: None,
        };
        let lease = store.lease(manager.id()).await.unwrap();
        store.save(manager.id(), &lease, &record).await.unwrap();
        drop(lease);
        let error = manager.session().await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("S3CR3T"));
        assert_eq!(store.load(manager.id()).await.unwrap(), Some(record));
    }
    assert_eq!(vendor.count("/login"), 0);
}

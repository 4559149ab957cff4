//! Sessions that several managers share, and that outlive a process.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use keyfob::session::{
    BoxFuture, EncryptionKey, FileStore, Lease, MemoryStore, Record, SessionId, SessionStore,
    StoreError,
};
use keyfob::{Clock, Error, SavedSession, Settings};

use crate::acme::{ClientCredentials, Login, Manager, RefreshToken, login};
use crate::server::Acme;

const SECRET: &str = "S3CR3T-client: +/é";

/// A clock that stands, and that tests put forward.
#[derive(Clone, Default)]
struct Hands(Arc<AtomicU64>);

impl Hands {
    fn login(&self, acme: &Acme) -> Login {
        let hands = self.clone();
        let clock = Clock::from_fn(move || {
            let seconds = hands.0.load(Ordering::SeqCst);
            UNIX_EPOCH + Duration::from_secs(1_000_000 + seconds)
        });
        let settings = Settings::default().with_origin(acme.origin());
        let login = Login::new().with_settings(settings.with_clock(clock));
        login.with_client("id 1", SECRET).with_account("one")
    }

    fn forward(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn two_managers_of_a_store_log_in_once_and_renew_once() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let folder = tempfile::tempdir().unwrap();
    let key = EncryptionKey::generate().unwrap();
    let login = login(&acme).with_client("id 1", SECRET).with_account("one");
    let managers = [0; 2].map(|_| {
        let store = FileStore::new(folder.path().join("session"))
            .unwrap()
            .with_key(key.clone());
        Manager::new(login.clone(), RefreshToken::new(&*token)).with_store(store)
    });
    let first = managers[0].session().await.unwrap();
    let second = managers[1].session().await.unwrap();
    for round in 1..=3 {
        let (one, other) = (first.client().read(), second.client().read());
        let outcomes = tokio::join!(one, other);
        assert!(outcomes.0.is_ok() && outcomes.1.is_ok(), "{outcomes:?}");
        assert_eq!(acme.grants().len(), round);
        acme.end_tokens();
    }
}

/// The first refresh token is used up, and the session has ended: what the store has renews it.
#[tokio::test]
async fn a_program_that_starts_late_goes_on_with_the_refresh_token_of_the_store() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let (store, hands) = (MemoryStore::default(), Hands::default());
    for round in 0..3 {
        let login = hands.login(&acme);
        let manager = Manager::new(login, RefreshToken::new(&*token)).with_store(store.clone());
        let session = manager.session().await.unwrap();
        session.client().read().await.unwrap();
        let sent = acme.token_requests().pop().unwrap();
        assert_eq!(
            sent.form()["refresh_token"],
            format!("S3CR3T-refresh-{round}")
        );
        hands.forward(4_000);
    }
    assert_eq!(acme.grants().len(), 3);
}

#[tokio::test]
async fn a_refresh_token_that_a_person_brings_takes_the_place_of_one_that_is_refused() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let (store, hands) = (MemoryStore::default(), Hands::default());
    let manager = |token: &str| {
        let login = hands.login(&acme);
        Manager::new(login, RefreshToken::new(token)).with_store(store.clone())
    };
    manager(&token).session().await.unwrap();
    acme.book().refresh.clear();
    hands.forward(4_000);
    let late = manager(&token);
    let error = late.session().await.unwrap_err();
    assert!(
        matches!(error.cause(), Error::ApplicationRefused(_)),
        "{error:?}"
    );
    assert_eq!(acme.grants().len(), 3);
    acme.book().refresh.insert("S3CR3T-brought".to_owned());
    let session = manager("S3CR3T-brought").session().await.unwrap();
    session.client().read().await.unwrap();
}

/// A secret that was changed at the vendor first costs nobody the refresh token.
#[tokio::test]
async fn an_application_that_is_refused_costs_no_refresh_token() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let (store, hands) = (MemoryStore::default(), Hands::default());
    let manager = || {
        let login = hands.login(&acme);
        Manager::new(login, RefreshToken::new(&*token)).with_store(store.clone())
    };
    manager().session().await.unwrap();
    hands.forward(4_000);
    acme.book().secret = "S3CR3T-changed";
    let error = manager().session().await.unwrap_err();
    assert!(
        matches!(error.cause(), Error::ApplicationRefused(_)),
        "{error:?}"
    );
    acme.book().secret = SECRET;
    let session = manager().session().await.unwrap();
    session.client().read().await.unwrap();
}

/// A store that notes what is kept, and which calls were sent before.
#[derive(Clone)]
struct Watched {
    store: MemoryStore,
    acme: Acme,
    kept: Arc<Mutex<Vec<Kept>>>,
}

/// What was kept, and how many calls had been sent.
struct Kept {
    contents: Vec<u8>,
    calls: usize,
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watched")
    }
}

impl SessionStore for Watched {
    fn load<'a>(&'a self, id: &'a SessionId) -> BoxFuture<'a, Result<Option<Record>, StoreError>> {
        self.store.load(id)
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
        let calls = self.acme.calls().len();
        let contents = record.contents.to_vec();
        self.kept.lock().unwrap().push(Kept { contents, calls });
        self.store.save(id, lease, record)
    }
}

#[tokio::test]
async fn a_refresh_token_is_kept_before_the_session_with_it_is_used() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let store = Watched {
        store: MemoryStore::default(),
        acme: acme.clone(),
        kept: Arc::default(),
    };
    let login = Hands::default().login(&acme);
    let manager = Manager::new(login.clone(), RefreshToken::new(token)).with_store(store.clone());
    let session = manager.session().await.unwrap();
    session.client().read().await.unwrap();
    acme.end_tokens();
    session.client().read().await.unwrap();
    let kept = std::mem::take(&mut *store.kept.lock().unwrap());
    // One call with the first token, one that met its end; none yet with the second one.
    assert_eq!([kept[0].calls, kept[1].calls], [0, 2]);
    let saved = SavedSession::from_bytes(&kept[1].contents).unwrap();
    let later = login.resume(&saved).unwrap();
    assert_eq!(later.refresh_token().unwrap().expose(), "S3CR3T-refresh-2");
    later.client().read().await.unwrap();
}

#[tokio::test]
async fn clients_of_one_store_do_not_share_a_session() {
    let acme = Acme::start().await;
    let store = MemoryStore::default();
    for id in ["id 1", "id 2"] {
        let provider = ClientCredentials::new(id, SECRET);
        let manager = Manager::new(login(&acme), provider).with_store(store.clone());
        let outcome = manager.session().await;
        assert_eq!(outcome.is_ok(), id == "id 1");
    }
    assert_eq!(acme.grants().len(), 2);
}

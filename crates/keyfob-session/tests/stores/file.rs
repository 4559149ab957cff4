//! What a file store makes of what it finds.

use std::fs;
use std::path::{Path, PathBuf};

use keyfob_session::{FileStore, Record, SessionId, SessionStore, StoreError};

use crate::probe::{TOKEN, id, is_superseded, key, record, secret, shown};

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("session")
    }

    fn store(&self) -> FileStore {
        FileStore::new(self.path()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

async fn save(store: &FileStore, record: &Record) {
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, record).await.unwrap();
}

#[tokio::test]
async fn what_is_unreadable_is_put_aside_and_told_once() {
    let place = Place::new();
    let store = place.store();
    save(&store, &secret(1)).await;
    let whole = fs::read(place.path()).unwrap();
    let mut changed = whole.clone();
    changed[60] ^= 1;
    let mut longer = whole.clone();
    longer.push(0);
    let bad = [
        Vec::new(),
        b"{}".to_vec(),
        whole[..whole.len() - 1].to_vec(),
        whole[..9].to_vec(),
        changed,
        longer,
        vec![7; 5 << 20],
    ];
    for (number, bytes) in bad.iter().enumerate() {
        fs::write(place.path(), bytes).unwrap();
        let error = store.load(&id()).await.unwrap_err();
        assert!(!shown(&error).contains(TOKEN));
        let StoreError::Unreadable {
            set_aside: Some(aside),
            ..
        } = error
        else {
            panic!("{number}: {error:?}");
        };
        let name = match number {
            0 => "session.bak".to_owned(),
            number => format!("session.bak.{number}"),
        };
        assert!(aside.ends_with(&format!("/{name}")), "{aside}");
        assert!(fs::read(aside).unwrap() == *bytes);
        assert_eq!(store.load(&id()).await.unwrap(), None);
    }
    // Never over an earlier one: all are still there.
    assert_eq!(
        fs::read(place.folder.path().join("session.bak")).unwrap(),
        bad[0]
    );
    assert_eq!(place.names().len(), 1 + bad.len());
}

#[tokio::test]
async fn a_holder_who_finds_it_unreadable_puts_it_aside_and_saves() {
    let place = Place::new();
    let store = place.store();
    save(&store, &secret(4)).await;
    let lease = store.lease(&id()).await.unwrap();
    fs::write(place.path(), b"half").unwrap();
    // Another process, so to say, cannot put it aside meanwhile: the holder may be about to replace it.
    let error = place.store().load(&id()).await.unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::Unreadable {
                set_aside: None,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(fs::read(place.path()).unwrap(), b"half");
    store.save(&id(), &lease, &secret(5)).await.unwrap();
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(5)));
    assert_eq!(
        fs::read(place.folder.path().join("session.bak")).unwrap(),
        b"half"
    );
    // The holder's own load puts it aside, too.
    fs::write(place.path(), b"half again").unwrap();
    let error = store.load(&id()).await.unwrap_err();
    assert!(matches!(
        error,
        StoreError::Unreadable {
            set_aside: Some(_),
            ..
        }
    ));
    assert_eq!(
        fs::read(place.folder.path().join("session.bak.1")).unwrap(),
        b"half again"
    );
}

/// Neither loading nor saving changes the file.
async fn stays(place: &Place, store: &FileStore, expected: impl Fn(&StoreError) -> bool) {
    let before = fs::read(place.path()).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    let error = store.load(&id()).await.unwrap_err();
    assert!(expected(&error), "{error:?}");
    for version in [1, 2, 3] {
        let error = store
            .save(&id(), &lease, &secret(version))
            .await
            .unwrap_err();
        assert!(expected(&error), "{error:?}");
        assert!(!shown(&error).contains(TOKEN));
    }
    assert_eq!(fs::read(place.path()).unwrap(), before);
    assert_eq!(place.names(), ["session", "session.lock"]);
}

#[tokio::test]
async fn a_newer_format_stays_where_it_is() {
    let place = Place::new();
    save(&place.store(), &secret(1)).await;
    let mut bytes = fs::read(place.path()).unwrap();
    bytes[8..12].copy_from_slice(&2u32.to_be_bytes());
    fs::write(place.path(), bytes).unwrap();
    stays(&place, &place.store(), |error| {
        matches!(error, StoreError::Newer { found: 2, known: 1 })
    })
    .await;
}

#[tokio::test]
async fn another_key_or_none_is_an_error_and_the_file_stays() {
    let place = Place::new();
    let right = key();
    save(&place.store().with_key(right.clone()), &secret(1)).await;
    stays(&place, &place.store().with_key(key()), |error| {
        matches!(error, StoreError::WrongKey)
    })
    .await;
    stays(&place, &place.store(), |error| {
        matches!(error, StoreError::KeyMissing)
    })
    .await;
    let kept = place.store().with_key(right).load(&id()).await.unwrap();
    assert_eq!(kept, Some(secret(1)));
}

#[tokio::test]
async fn what_is_not_encrypted_is_refused_where_there_is_a_key() {
    let place = Place::new();
    save(&place.store(), &secret(1)).await;
    stays(&place, &place.store().with_key(key()), |error| {
        matches!(error, StoreError::NotEncrypted)
    })
    .await;
}

#[tokio::test]
async fn another_account_is_an_error_and_the_file_stays() {
    let place = Place::new();
    let theirs = SessionId::new("quatrix", "acme/bob@example.com");
    for key in [None, Some(key())] {
        let _ = fs::remove_file(place.path());
        let store = match key {
            Some(key) => place.store().with_key(key),
            None => place.store(),
        };
        let lease = store.lease(&theirs).await.unwrap();
        store.save(&theirs, &lease, &secret(1)).await.unwrap();
        drop(lease);
        stays(&place, &store, |error| match error {
            StoreError::OtherSession { wanted, found } => {
                wanted.contains("ann@") && found.contains("bob@")
            }
            _ => false,
        })
        .await;
        assert_eq!(store.load(&theirs).await.unwrap(), Some(secret(1)));
    }
}

#[tokio::test]
async fn with_a_key_nothing_lies_there_in_the_clear() {
    let place = Place::new();
    let key = key();
    let sealed = place.store().with_key(key.clone());
    save(&sealed, &secret(1)).await;
    let holds = |needle: &[u8]| {
        let bytes = fs::read(place.path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    assert!(!holds(TOKEN.as_bytes()));
    assert!(!format!("{sealed:?} {:?}", secret(1)).contains(TOKEN));
    assert!(!format!("{sealed:?}").contains(key.to_base64().expose()));
    // The nonce is another one each time.
    let first = fs::read(place.path()).unwrap();
    fs::remove_file(place.path()).unwrap();
    save(&sealed, &secret(1)).await;
    assert_ne!(fs::read(place.path()).unwrap(), first);
    // So that the search is known to find something.
    fs::remove_file(place.path()).unwrap();
    save(&place.store(), &secret(1)).await;
    assert!(holds(TOKEN.as_bytes()));
}

#[tokio::test]
async fn who_had_the_lease_is_refused_when_the_locks_file_was_removed() {
    let place = Place::new();
    let (ours, theirs) = (place.store(), place.store());
    let stale = ours.lease(&id()).await.unwrap();
    ours.save(&id(), &stale, &secret(1)).await.unwrap();
    fs::remove_file(place.folder.path().join("session.lock")).unwrap();
    let lease = theirs.lease(&id()).await.unwrap();
    assert!(lease.fence() > stale.fence());
    assert!(is_superseded(ours.save(&id(), &stale, &secret(2)).await));
    theirs.save(&id(), &lease, &secret(2)).await.unwrap();
    assert!(is_superseded(ours.save(&id(), &stale, &secret(3)).await));
}

#[tokio::test]
async fn a_removed_file_and_a_strange_lock_are_no_reason_to_stop() {
    let place = Place::new();
    let store = place.store();
    save(&store, &secret(1)).await;
    fs::remove_file(place.path()).unwrap();
    save(&store, &secret(2)).await;
    let before = store.lease(&id()).await.unwrap().fence();
    fs::write(place.folder.path().join("session.lock"), "what is this?").unwrap();
    save(&store, &secret(3)).await;
    // Forgotten in the lock's file, but not in the session's.
    let after = store.lease(&id()).await.unwrap().fence();
    assert!(after >= before, "{after} after {before}");
}

#[tokio::test]
async fn a_session_that_is_too_large_is_refused() {
    let place = Place::new();
    let store = place.store();
    let lease = store.lease(&id()).await.unwrap();
    let large = record(1, &"x".repeat(5 << 20));
    let error = store.save(&id(), &lease, &large).await.unwrap_err();
    assert!(matches!(error, StoreError::Settings { .. }), "{error:?}");
    assert_eq!(store.load(&id()).await.unwrap(), None);
}

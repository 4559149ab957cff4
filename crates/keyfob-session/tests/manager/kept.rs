//! What lies in a file store and cannot be used: each is told in words that help, nobody logs in over it, and it stays as it is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use keyfob_core::Error;
use keyfob_session::{
    EncryptionKey, FileStore, Manager, Provider, Record, SessionId, SessionStore, StoreError,
};

use crate::login::{Login, Password};
use crate::vendor::Vendor;

struct Place {
    folder: tempfile::TempDir,
    vendor: Vendor,
    key: Option<EncryptionKey>,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vendor: Vendor::start(),
            key: None,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("session")
    }

    fn store(&self) -> FileStore {
        let store = FileStore::new(self.path()).unwrap();
        match &self.key {
            Some(key) => store.with_key(key.clone()),
            None => store,
        }
    }

    fn login(&self) -> Login {
        Login::of(&self.vendor)
    }

    fn manager(&self) -> Manager<Login> {
        Manager::new(self.login(), Password::default()).with_store(self.store())
    }

    /// A session that a manager like these logged in.
    async fn kept(&self) {
        self.manager().session().await.unwrap();
        assert_eq!(self.vendor.count("/login"), 1);
    }

    /// What another program keeps in the same file.
    async fn save(&self, id: &SessionId, contents: &[u8]) {
        let store = self.store();
        let lease = store.lease(id).await.unwrap();
        let version = store.load(id).await.unwrap().map_or(0, |it| it.version) + 1;
        let record = Record {
            version,
            contents: contents.to_vec().into(),
            expires_at: None,
        };
        store.save(id, &lease, &record).await.unwrap();
    }

    /// All that is there, but for the lock, whose token counts on.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut files: Vec<_> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_none_or(|it| it != "lock"))
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    }

    /// No way to get or to end a session changes what is there.
    async fn stays(&self, expected: fn(&StoreError) -> bool, words: &str) {
        let (before, logins) = (self.files(), self.vendor.count("/login"));
        let told = |error: Error| {
            let Error::Store { error: store } = error.cause() else {
                panic!("{error:?}");
            };
            let store: &StoreError = store.downcast_ref().unwrap();
            assert!(expected(store), "{store:?}");
            assert!(error.to_string().contains(words), "{error}");
            assert!(!format!("{error:?} {error:#?}").contains("S3CR3T"));
        };
        let (manager, person) = (
            self.manager(),
            Manager::without_provider(self.login())
                .with_user("ann")
                .with_store(self.store()),
        );
        told(manager.session().await.unwrap_err());
        told(manager.session().await.unwrap_err());
        told(person.session().await.unwrap_err());
        told(manager.logout().await.unwrap_err());
        assert_eq!(self.vendor.count("/login"), logins);
        // One that a person gave is used, but not kept, nor later.
        let given = Password::default().log_in(self.login()).await.unwrap();
        told(person.adopt(given).await.unwrap_err());
        let held = person.session().await.unwrap();
        tokio::time::sleep(Duration::from_secs(90)).await;
        held.read().await.unwrap();
        assert_eq!(self.files(), before);
        // It is ended at the vendor all the same.
        let ended = self.vendor.count("/logout") + 1;
        told(person.logout().await.unwrap_err());
        assert_eq!(self.vendor.count("/logout"), ended);
        assert_eq!(self.vendor.count("/login"), logins + 1);
        assert_eq!(self.files(), before);
        // Where it is removed, all is well.
        std::fs::remove_file(self.path()).unwrap();
        self.manager()
            .session()
            .await
            .unwrap()
            .read()
            .await
            .unwrap();
    }
}

fn ours() -> SessionId {
    SessionId::new("probe", "acme/ann")
}

#[tokio::test(start_paused = true)]
async fn one_of_a_newer_format() {
    let place = Place::new();
    place.kept().await;
    let mut bytes = std::fs::read(place.path()).unwrap();
    bytes[8..12].copy_from_slice(&2u32.to_be_bytes());
    std::fs::write(place.path(), bytes).unwrap();
    let newer = |error: &StoreError| matches!(error, StoreError::Newer { .. });
    place.stays(newer, "update this program").await;
}

#[tokio::test(start_paused = true)]
async fn one_whose_session_is_of_a_newer_format_or_none() {
    let place = Place::new();
    place.save(&ours(), br#"{"format":99,"S3CR3T":1}"#).await;
    let newer = |error: &StoreError| matches!(error, StoreError::Newer { found: 99, .. });
    place.stays(newer, "update this program").await;
    let place = Place::new();
    place.save(&ours(), b"S3CR3T").await;
    let unreadable = |error: &StoreError| matches!(error, StoreError::Unreadable { .. });
    place.stays(unreadable, "it holds no session").await;
}

#[tokio::test(start_paused = true)]
async fn one_of_another_vendor_or_account() {
    for (id, words) in [
        (
            SessionId::new("elsewhere", "acme/ann"),
            "acme/ann at elsewhere",
        ),
        (SessionId::new("probe", "acme/bob"), "acme/bob at probe"),
    ] {
        for key in [None, Some(EncryptionKey::generate().unwrap())] {
            let place = Place {
                key,
                ..Place::new()
            };
            place.save(&id, b"S3CR3T").await;
            let other = |error: &StoreError| matches!(error, StoreError::OtherSession { .. });
            place.stays(other, words).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_of_another_key_or_of_none() {
    let key = || Some(EncryptionKey::generate().unwrap());
    type Expected = fn(&StoreError) -> bool;
    let wrong: Expected = |error| matches!(error, StoreError::WrongKey);
    let missing: Expected = |error| matches!(error, StoreError::KeyMissing);
    let clear: Expected = |error| matches!(error, StoreError::NotEncrypted);
    for (first, then, expected, words) in [
        (key(), key(), wrong, "another key"),
        (key(), None, missing, "give the store the key"),
        (None, key(), clear, "not encrypted"),
    ] {
        let mut place = Place {
            key: first,
            ..Place::new()
        };
        place.kept().await;
        place.key = then;
        place.stays(expected, words).await;
    }
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn one_that_is_a_link_to_another_file() {
    let place = Place::new();
    let (path, target) = (place.path(), place.folder.path().join("target"));
    let manager = place.manager();
    manager.session().await.unwrap();
    std::fs::rename(&path, &target).unwrap();
    std::os::unix::fs::symlink(&target, &path).unwrap();
    let before = place.files();
    place.vendor.end_sessions();
    let error = manager.session().await.unwrap().read().await.unwrap_err();
    assert!(error.to_string().contains("is no regular file"), "{error}");
    assert_eq!(place.vendor.count("/login"), 1);
    assert_eq!(place.files(), before);
    assert!(is_link(&path));
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().unwrap().is_symlink()
}

/// Put aside and told once; then it is as if nothing were there.
#[tokio::test(start_paused = true)]
async fn one_that_was_cut_off() {
    let place = Place::new();
    place.kept().await;
    let whole = std::fs::read(place.path()).unwrap();
    let half = &whole[..whole.len() / 2];
    std::fs::write(place.path(), half).unwrap();
    let manager = place.manager();
    let error = manager.session().await.unwrap_err();
    let aside = place.path().with_extension("bak");
    assert!(
        error.to_string().contains("damaged, or only a part"),
        "{error}"
    );
    assert!(
        error.to_string().contains(aside.to_str().unwrap()),
        "{error}"
    );
    assert_eq!(place.vendor.count("/login"), 1);
    manager.session().await.unwrap().read().await.unwrap();
    assert_eq!(place.vendor.count("/login"), 2);
    assert_eq!(std::fs::read(aside).unwrap(), half);
}

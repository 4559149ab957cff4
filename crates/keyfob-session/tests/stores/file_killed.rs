//! A process that saves is killed at any moment.

use std::path::PathBuf;
use std::time::Duration;

use keyfob_core::Secret;
use keyfob_session::{EncryptionKey, FileStore, Record, SessionStore};

use crate::probe::{child, eventually, id, key, record};

const PATH: &str = "KEYFOB_TEST_KILLED_PATH";
const KEY: &str = "KEYFOB_TEST_KILLED_KEY";
const TEST: &str = "file_killed::kill_9_at_any_moment_leaves_a_whole_session";

/// Long, so that writing it takes a while.
fn long(version: u64) -> Record {
    record(version, &format!("{version:020}").repeat(1_000))
}

#[tokio::test]
async fn kill_9_at_any_moment_leaves_a_whole_session() {
    if let Ok(path) = std::env::var(PATH) {
        let key = Secret::new(std::env::var(KEY).unwrap());
        let key = EncryptionKey::from_base64(&key).unwrap();
        return write_until_killed(path.into(), key).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let (path, key) = (folder.path().join("session"), key());
    let text = key.to_base64();
    let store = FileStore::new(&path).unwrap().with_key(key);
    let variables = [(PATH, path.to_str().unwrap()), (KEY, text.expose())];
    let (mut last, mut leftovers) = (0, 0);
    for round in 0..200 {
        let mut child = child(TEST, &variables);
        let started = last;
        let begun = async || std::fs::remove_file(path.with_extension("begun")).is_ok();
        eventually(begun, "the child's beginning").await;
        let micros = fastrand::u64(..60_000);
        tokio::time::sleep(Duration::from_micros(micros)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        leftovers += leftover(folder.path());
        let kept = store.load(&id()).await.unwrap();
        let version = kept.as_ref().map_or(0, |kept| kept.version);
        assert!(
            version >= started,
            "round {round}: {version} after {started}"
        );
        if let Some(kept) = kept {
            assert!(kept == long(version), "round {round}");
        }
        last = version;
    }
    // The lease is free, and the next one cleans up.
    let lease = tokio::time::timeout(Duration::from_secs(5), store.lease(&id())).await;
    let lease = lease.unwrap().unwrap();
    assert_eq!(leftover(folder.path()), 0);
    store.save(&id(), &lease, &long(last + 1)).await.unwrap();
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "the session and its lock");
    println!("200 kills, {last} sessions saved, {leftovers} left half a file beside");
    assert!(
        last >= 20 && leftovers > 0,
        "{last} saved, {leftovers} left"
    );
}

fn leftover(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_str().unwrap().contains(".tmp-")
        })
        .count()
}

async fn write_until_killed(path: PathBuf, key: EncryptionKey) {
    std::fs::write(path.with_extension("begun"), "").unwrap();
    let store = FileStore::new(path).unwrap().with_key(key);
    loop {
        let lease = store.lease(&id()).await.unwrap();
        let kept = store.load(&id()).await.unwrap();
        let next = kept.map_or(1, |kept| kept.version + 1);
        store.save(&id(), &lease, &long(next)).await.unwrap();
    }
}

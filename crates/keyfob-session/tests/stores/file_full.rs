//! A disk that takes no more: a limit on the length of files does the same.

#![cfg(unix)]

use std::fs;
use std::process::{Command, Stdio};

use keyfob_session::{FileStore, SessionStore, StoreError};

use crate::probe::{TOKEN, id, record, secret, shown};

const PATH: &str = "KEYFOB_TEST_FULL_PATH";
const TEST: &str = "file_full::what_does_not_fit_is_told_and_what_is_there_stays";

/// Runs this test once more, in a process whose files cannot be longer than so many blocks.
fn run(path: &str, blocks: &str) {
    let script = r#"trap "" XFSZ; ulimit -f "$1"; shift; exec "$@""#;
    let status = Command::new("sh")
        .args(["-c", script, "sh", blocks])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(PATH, path)
        .env("KEYFOB_TEST_FULL_BLOCKS", blocks)
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success(), "with {blocks} blocks");
}

#[tokio::test]
async fn what_does_not_fit_is_told_and_what_is_there_stays() {
    if let Ok(path) = std::env::var(PATH) {
        let store = FileStore::new(path).unwrap();
        return match std::env::var("KEYFOB_TEST_FULL_BLOCKS").unwrap().as_str() {
            "0" => nothing_fits(&store).await,
            _ => little_fits(&store).await,
        };
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session");
    let store = FileStore::new(&path).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    let before = lease.fence();
    drop(lease);
    run(path.to_str().unwrap(), "8");
    run(path.to_str().unwrap(), "0");
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(2)));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let lease = store.lease(&id()).await.unwrap();
    assert!(lease.fence() > before);
    store.save(&id(), &lease, &secret(3)).await.unwrap();
}

fn is_told(error: &StoreError) {
    let StoreError::Unreachable { action, .. } = error else {
        panic!("{error:?}");
    };
    assert!(action.contains("writing"), "{action}");
    assert!(!shown(error).contains(TOKEN));
}

async fn little_fits(store: &FileStore) {
    let lease = store.lease(&id()).await.unwrap();
    let long = record(2, &TOKEN.repeat(10_000));
    is_told(&store.save(&id(), &lease, &long).await.unwrap_err());
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(1)));
    let files = fs::read_dir(store.path().parent().unwrap()).unwrap();
    assert_eq!(files.count(), 2, "no half of a file");
    store.save(&id(), &lease, &secret(2)).await.unwrap();
}

async fn nothing_fits(store: &FileStore) {
    is_told(&store.lease(&id()).await.unwrap_err());
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(2)));
}

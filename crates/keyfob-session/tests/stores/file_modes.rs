//! Who may read and write a file store.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use keyfob_session::{FileStore, SessionStore, StoreError};

use crate::probe::{id, secret};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn files_are_0600_and_their_folder_0700() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/state/session");
    let store = FileStore::new(&path).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    assert_eq!(mode(&folder.path().join("new")), 0o700);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.with_extension("lock")), 0o600);
    fs::write(&path, "half").unwrap();
    store.load(&id()).await.unwrap_err();
    assert_eq!(mode(&path.with_extension("bak")), 0o600);
}

#[tokio::test]
async fn a_file_that_others_can_read_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session");
    let store = FileStore::new(&path).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    set_mode(&path, 0o644);
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(1)));
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_folder_that_others_can_write_to_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (bits, is_fine) in [
        (0o700, true),
        (0o755, true),
        (0o770, false),
        (0o702, false),
        (0o1777, false),
    ] {
        set_mode(folder.path(), bits);
        match FileStore::new(folder.path().join("session")) {
            Ok(_) => assert!(is_fine, "{bits:o}"),
            Err(StoreError::Exposed { reason }) => {
                assert!(
                    !is_fine && reason.contains(&format!("{bits:o}")),
                    "{reason}"
                );
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Another folder could be put in place of the one that is ours.
#[test]
fn a_folder_under_one_that_all_can_write_to_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let above = folder.path().join("above");
    let path = above.join("ours/state/session");
    FileStore::new(&path).unwrap();
    for (bits, is_fine) in [
        (0o777, false),
        (0o773, false),
        (0o1777, true),
        (0o755, true),
    ] {
        set_mode(&above, bits);
        match FileStore::new(&path) {
            Ok(_) => assert!(is_fine, "{bits:o}"),
            Err(StoreError::Exposed { reason }) => {
                assert!(!is_fine && reason.contains("above"), "{reason}");
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn what_is_no_regular_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let exposed = |path: &Path| matches!(FileStore::new(path), Err(StoreError::Exposed { .. }));
    assert!(exposed(folder.path()));
    assert!(exposed(Path::new("/")));
    let (path, target) = (folder.path().join("session"), folder.path().join("target"));
    fs::write(&target, "theirs").unwrap();
    symlink(&target, &path).unwrap();
    assert!(exposed(&path));
    fs::remove_file(&path).unwrap();
    // It becomes one later, or the lock's file does.
    let store = FileStore::new(&path).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    symlink(&target, &path).unwrap();
    let refused = store.save(&id(), &lease, &secret(1)).await;
    assert!(matches!(refused, Err(StoreError::Exposed { .. })));
    drop(lease);
    fs::remove_file(path.with_extension("lock")).unwrap();
    symlink(&target, path.with_extension("lock")).unwrap();
    let refused = store.lease(&id()).await;
    assert!(matches!(refused, Err(StoreError::Exposed { .. })));
    assert_eq!(fs::read(&target).unwrap(), b"theirs");
}

//! A folder goes to Quatrix and comes back.

use std::fs;
use std::path::Path;

use keyfob::Error;
use keyfob_sandbox::{Failure, When};

use example::Account;

#[path = "../../examples/backup.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

fn photos(folder: &Path) {
    fs::create_dir_all(folder.join("2029/summer")).unwrap();
    fs::write(folder.join("cover.jpg"), b"a cover").unwrap();
    fs::write(folder.join("2029/summer/beach.jpg"), vec![7; 300_000]).unwrap();
    fs::write(folder.join("2029/empty.txt"), b"").unwrap();
}

#[tokio::test]
async fn the_copy_of_a_backup_is_the_same_and_everybody_with_the_link_sees_it() {
    let place = tempfile::tempdir().unwrap();
    let (folder, copy) = (place.path().join("photos"), place.path().join("copy"));
    photos(&folder);
    let account = Account::sandbox().await.unwrap();
    let session = example::manager(&account).session().await.unwrap();
    example::back_up(&session, &folder, &copy).await.unwrap();
    session.logout().await.unwrap();

    let sandbox = account.sandbox.unwrap();
    let there = sandbox.quatrix().files(&account.email, "backup");
    assert_eq!(there.len(), 3, "{:?}", there.keys());
    let asked = sandbox.exchanges();
    for path in ["/session/login", "/quicklink/create", "/session/logout"] {
        let asked = asked.iter().any(|one| one.path.ends_with(path));
        assert!(asked, "{path} was not asked for");
    }
}

#[tokio::test]
async fn a_file_that_does_not_go_up_ends_the_backup_with_its_name() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("photos");
    photos(&folder);
    let account = Account::sandbox().await.unwrap();
    let session = example::manager(&account).session().await.unwrap();
    let sandbox = account.sandbox.as_ref().unwrap();
    sandbox.fail_next(When::path("/api/1.0/upload/link"), Failure::Html(400));
    let error = example::back_up(&session, &folder, &place.path().join("copy")).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Transfer { .. }), "{error:?}");
    let told = error.to_string();
    assert!(told.contains(".jpg") || told.contains(".txt"), "{told}");
}

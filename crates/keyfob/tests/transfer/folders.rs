//! Whole folders.

use std::fs;
use std::path::{Path, PathBuf};

use keyfob::quatrix::transfer::{Error, Existing};

use crate::probe::{names, transfer};
use crate::server::Server;
use crate::store::{Content, Fault};

fn tree(top: &Path) {
    for (name, content) in [("a", "one"), ("sub/b", "two"), ("sub/deep/c", "three")] {
        let path = top.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    fs::create_dir(top.join("empty")).unwrap();
}

#[tokio::test]
async fn up_and_down_again() {
    let server = Server::start().await;
    let transfer = transfer(&server);
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    tree(here.path());
    // Both may run in a task of their own.
    let (clone, path) = (transfer.clone(), here.path().to_owned());
    let up = tokio::spawn(async move { clone.upload_folder(path, "home", Existing::Refuse).await });
    let report = up.await.unwrap().unwrap();
    assert_eq!((report.files, report.bytes, report.folders), (3, 11, 3));
    assert!(report.failed.is_empty(), "{report:?}");

    let to = there.path().join("new");
    let path = to.clone();
    let down = tokio::spawn(async move {
        let transfer = transfer;
        transfer
            .download_folder("home", path, Existing::Refuse)
            .await
    });
    let report = down.await.unwrap().unwrap();
    assert_eq!((report.files, report.bytes, report.folders), (3, 11, 4));
    assert_eq!(names(&to), ["a", "empty", "sub"]);
    for name in ["a", "sub/b", "sub/deep/c"] {
        let (one, other) = (here.path().join(name), to.join(name));
        assert_eq!(fs::read(one).unwrap(), fs::read(other).unwrap());
    }
}

#[tokio::test]
async fn what_is_equal_is_skipped_if_asked() {
    let server = Server::start().await;
    let transfer = transfer(&server);
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    tree(here.path());
    for (moved, skipped) in [(3, 0), (0, 3), (1, 2)] {
        if moved == 1 {
            // The same size at another time.
            let path = here.path().join("sub/b");
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(std::time::UNIX_EPOCH).unwrap();
        }
        let existing = Existing::ReplaceIfOther;
        let up = transfer.upload_folder(here.path(), "home", existing);
        let report = up.await.unwrap();
        assert_eq!((report.files, report.skipped), (moved, skipped));
        let down = transfer.download_folder("home", there.path(), existing);
        let report = down.await.unwrap();
        assert_eq!((report.files, report.skipped), (moved, skipped));
    }
    assert_eq!(server.count("file/makedir"), 3);
}

#[tokio::test]
async fn what_is_there_is_refused_or_replaced() {
    let server = Server::start().await;
    server.store().add("home", "a", "F", Content::Pattern(9));
    let transfer = transfer(&server);
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("a"), "new").unwrap();
    let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert!(matches!(&report.failed[..], [(path, Error::Taken(_))] if path == Path::new("a")));
    let down = transfer.download_folder("home", here.path(), Existing::Refuse);
    assert_eq!(down.await.unwrap().failed.len(), 1);
    assert_eq!(fs::read(here.path().join("a")).unwrap(), b"new");

    let up = transfer.upload_folder(here.path(), "home", Existing::Replace);
    assert_eq!(up.await.unwrap().files, 1);
    let store = server.store();
    let (_, item) = store.find("home", "a").unwrap();
    assert_eq!(item.content.slice(0..3), b"new");
    assert_eq!(store.items.len(), 1);
}

#[tokio::test]
async fn one_failure_does_not_stop_the_rest_and_leaves_nothing_unfinished() {
    let server = Server::start().await;
    let here = tempfile::tempdir().unwrap();
    tree(here.path());
    server.fail("upload/chunked", Fault::Status(400));
    let report = transfer(&server)
        .with_files_at_a_time(1)
        .upload_folder(here.path(), "home", Existing::Refuse)
        .await
        .unwrap();
    assert_eq!((report.files, report.failed.len()), (2, 1));
    assert_eq!(server.count("file/delete"), 1);
    let store = server.store();
    let files = store.items.values().filter(|item| item.kind == "F");
    assert_eq!(files.count(), 2);
}

#[tokio::test]
async fn names_that_lead_elsewhere_are_refused() {
    let server = Server::start().await;
    let part = "fine.0123456789abcdef.keyfob.part";
    for name in ["../out", "..", "fine", "fine.part", part, "a\\b"] {
        server.store().add("home", name, "F", Content::Pattern(3));
    }
    server
        .store()
        .add("home", "Trash", "T", Content::Pattern(0));
    let top = tempfile::tempdir().unwrap();
    let to = top.path().join("to");
    let report = transfer(&server)
        .download_folder("home", &to, Existing::Replace)
        .await
        .unwrap();
    assert_eq!(names(top.path()), ["to"]);
    assert_eq!(names(&to), ["fine", "fine.part"]);
    let bad = |(_, error): &(PathBuf, Error)| matches!(error, Error::BadName(_));
    assert_eq!(report.failed.iter().filter(|one| bad(one)).count(), 3);
}

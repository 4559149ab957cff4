//! The name at the vendor, which a new file gets last.

use keyfob::quatrix::transfer::{Error, Existing, Target};
use keyfob_sandbox::Failure;
use serde_json::json;

use crate::journal::Scene;
use crate::probe::{file, transfer};
use crate::server::Server;
use crate::store::{Content, Fault};

#[tokio::test]
async fn what_is_not_finished_does_not_have_its_final_name() {
    let scene = Scene::new().await;
    scene.stop().await;
    let there = scene.there().await;
    assert!(there.len() == 1 && there[0] != "a.bin", "{there:?}");
    assert!(
        there[0].starts_with("a.bin.") && there[0].ends_with(".keyfob.part"),
        "{there:?}"
    );
    scene.again().await;
    assert_eq!(scene.there().await, ["a.bin"]);
    // And it is no file to anybody who downloads the folder.
    scene.refuse_second_chunk();
    let top = tempfile::tempdir().unwrap();
    let target = Target::new(&scene.home, "b.bin");
    let transfer = scene.transfer().await;
    transfer.upload_file(&scene.path, target).await.unwrap_err();
    let report = transfer
        .download_folder(&scene.home, top.path(), Existing::Refuse)
        .await;
    assert!(report.unwrap().failed.is_empty());
    assert_eq!(crate::probe::names(top.path()), ["a.bin"]);
}

#[tokio::test]
async fn a_new_file_keeps_its_time_under_its_final_name() {
    let scene = Scene::new().await;
    let transfer = scene.session.transfer();
    transfer
        .upload_file(&scene.path, scene.target())
        .await
        .unwrap();
    let existing = Existing::ReplaceIfOther;
    let top = tempfile::tempdir().unwrap();
    let copy = top.path().join("a.bin");
    std::fs::copy(&scene.path, &copy).unwrap();
    let time = std::fs::metadata(&scene.path).unwrap().modified().unwrap();
    let file = std::fs::File::options().write(true).open(&copy).unwrap();
    file.set_modified(time).unwrap();
    let report = transfer
        .upload_folder(top.path(), &scene.home, existing)
        .await
        .unwrap();
    assert_eq!((report.files, report.skipped), (0, 1));
}

#[tokio::test]
async fn a_name_that_is_taken_is_told_and_nothing_is_left() {
    for size in [10, 250_000] {
        let server = Server::start().await;
        let old = server
            .store()
            .add("home", "a.bin", "F", Content::Pattern(9));
        let (_folder, path, _) = file(size);
        let target = Target::new("home", "a.bin");
        let stopped = transfer(&server)
            .upload_file(path, target)
            .await
            .unwrap_err();
        assert!(
            matches!(&stopped.error, Error::Taken(name) if name == "a.bin"),
            "{stopped}"
        );
        let store = server.store();
        assert_eq!(store.items.keys().collect::<Vec<_>>(), [&old]);
        assert_eq!(store.items[&old].content.size(), 9);
        // A file of several chunks is not sent for nothing.
        let chunks = store
            .seen
            .iter()
            .filter(|seen| seen.what == "upload/chunked")
            .count();
        assert_eq!(chunks, usize::from(size == 10));
    }
}

#[tokio::test]
async fn the_vendor_may_pick_another_name_in_the_end() {
    let scene = Scene::new().await;
    let transfer = scene.session.transfer();
    for name in ["a.bin", "a(1).bin"] {
        let target = scene.target().or_other_name();
        let uploaded = transfer.upload_file(&scene.path, target).await.unwrap();
        assert_eq!(uploaded.name, name);
    }
    assert_eq!(scene.there().await.len(), 2);
}

/// Who may upload to a folder may not always rename there.
#[tokio::test]
async fn where_nothing_is_renamed_a_file_has_its_name_at_once() {
    let server = Server::start().await;
    server.store().operations = Some(1);
    let (_folder, path, _) = file(10);
    let target = Target::new("home", "a.bin");
    transfer(&server).upload_file(path, target).await.unwrap();
    assert_eq!(server.count("file/rename"), 0);
    let store = server.store();
    let link = store.seen.iter().find(|seen| seen.what == "upload/link");
    assert_eq!(link.unwrap().json["name"], "a.bin");
}

#[tokio::test]
async fn a_refused_name_can_be_given_later() {
    let server = Server::start().await;
    server.fail("file/rename", Fault::Status(403));
    let (_folder, path, bytes) = file(10);
    let target = Target::new("home", "a.bin");
    let transfer = transfer(&server);
    let stopped = transfer.upload_file(&path, target).await.unwrap_err();
    let resume = *stopped.resume.unwrap();
    transfer.resume_file(&path, resume).await.unwrap();
    assert_eq!(server.count("upload/chunked"), 1);
    assert_eq!(server.count("upload/finalize"), 1);
    let store = server.store();
    let (_, item) = store.find("home", "a.bin").unwrap();
    assert_eq!(item.content.slice(0..10), bytes);
}

/// Refused by its look alone: not after everything was sent.
#[tokio::test]
async fn a_name_that_cannot_be_is_refused_at_once() {
    let scene = Scene::new().await;
    for name in ["", "..", "a/b", "a\\b", "a\nb", &"x".repeat(256)] {
        let target = Target::new(&scene.home, name);
        let stopped = scene
            .session
            .transfer()
            .upload_file(&scene.path, target)
            .await;
        let error = stopped.unwrap_err().error;
        assert_eq!(
            error.api().and_then(keyfob::Error::status).unwrap(),
            400,
            "{name:?}"
        );
    }
    assert_eq!(scene.asked("/upload/chunked"), 0);
    let longest = "ü".repeat(255);
    let target = Target::new(&scene.home, &longest);
    scene
        .session
        .transfer()
        .upload_file(&scene.path, target)
        .await
        .unwrap();
    assert_eq!(scene.there().await, [longest]);
}

/// A folder that cannot be looked at just now is no folder where nothing is renamed.
#[tokio::test]
async fn a_look_at_the_folder_that_fails_gives_no_final_name() {
    for failure in [Failure::Json(500, json!({"code": -1})), Failure::Html(403)] {
        let scene = Scene::new().await;
        scene.fail("/api/1.0/file/metadata/", failure);
        let transfer = scene.session.transfer();
        transfer
            .upload_file(&scene.path, scene.target())
            .await
            .unwrap_err();
        assert_eq!(scene.asked("/upload/link"), 0);
    }
}

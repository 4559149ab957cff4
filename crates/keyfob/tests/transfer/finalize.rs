//! After the last byte: the end that is late or lost, and the name that comes last.

use std::time::{Duration, Instant};

use keyfob::quatrix::transfer::{Error, Existing, Target};
use keyfob::{Retry, Timeouts};
use keyfob_sandbox::{Failure, When};
use serde_json::json;

use crate::journal::{SIZE, Scene};
use crate::probe::{file, session, session_with, settings, transfer};
use crate::server::Server;
use crate::store::{Content, Fault};

const FINALIZE: &str = "/api/1.0/upload/finalize/";
const RENAME: &str = "/api/1.0/file/rename/";

impl Scene {
    fn fail(&self, path: &str, failure: Failure) {
        self.sandbox.fail_next(When::path(path), failure);
    }

    /// The names in the home folder.
    async fn there(&self) -> Vec<String> {
        let call = self.session.client().file_metadata_get();
        let home = call.id(self.home.clone()).content(1).send().await.unwrap();
        let files = home
            .content
            .iter()
            .filter(|one| one.type_.as_deref() == Some("F"));
        files.filter_map(|one| one.name.clone()).collect()
    }
}

#[tokio::test]
async fn an_end_whose_answer_is_lost_is_looked_up() {
    for call in [FINALIZE, RENAME] {
        for failure in [
            Failure::AnswerLost,
            Failure::Dropped,
            Failure::FaultInOk(json!({"code": -1})),
            Failure::Html(502),
        ] {
            let scene = Scene::new().await;
            scene.fail(call, failure.clone());
            let transfer = scene.session.transfer();
            let uploaded = transfer.upload_file(&scene.path, scene.target()).await;
            if let Failure::FaultInOk(_) = failure {
                // Not done, and nothing that asking again is known to mend; but nothing is lost.
                let Err(stopped) = uploaded else { continue };
                let resume = *stopped.resume.unwrap();
                transfer.resume_file(&scene.path, resume).await.unwrap();
            } else {
                assert_eq!(uploaded.unwrap().name, "a.bin", "{call} {failure:?}");
            }
            assert_eq!(scene.there().await, ["a.bin"], "{call} {failure:?}");
            assert_eq!(scene.asked("/upload/chunked"), 1);
        }
    }
}

/// It is done long after the client has stopped listening.
#[tokio::test]
async fn an_end_that_is_late_is_waited_for() {
    for retry in [Retry::default(), Retry::never()] {
        let server = Server::start().await;
        let late = Duration::from_millis(900);
        server.fail("upload/finalize", Fault::Late(late));
        server.fail("upload/finalize", Fault::Late(late));
        let timeouts = Timeouts {
            attempt: Duration::from_millis(200),
            ..Timeouts::default()
        };
        let settings = settings(&server.origin());
        let settings = settings.with_timeouts(timeouts).with_retry(retry);
        let transfer = session(settings).transfer();
        let (_folder, path, bytes) = file(1000);
        let target = Target::new("home", "a.bin");
        let uploaded = transfer.upload_file(&path, target).await.unwrap();
        assert_eq!(uploaded.size, 1000);
        let store = server.store();
        let (_, item) = store.find("home", "a.bin").unwrap();
        assert_eq!(item.content.slice(0..1000), bytes);
    }
}

#[tokio::test]
async fn an_end_that_never_comes_has_a_limit_of_its_own() {
    let scene = Scene::new().await;
    for _ in 0..20 {
        scene.fail(FINALIZE, Failure::Slow(Duration::from_secs(3600)));
    }
    let timeouts = Timeouts {
        attempt: Duration::from_millis(200),
        ..Timeouts::default()
    };
    let key = &scene.sandbox.accounts().quatrix[0].api_key;
    let transfer = session_with(settings(scene.sandbox.url()).with_timeouts(timeouts), key);
    let transfer = transfer
        .transfer()
        .with_finish_limit(Duration::from_secs(2));
    let began = Instant::now();
    let stopped = transfer
        .upload_file(&scene.path, scene.target())
        .await
        .unwrap_err();
    assert!(matches!(stopped.error, Error::NotFinished(_)), "{stopped}");
    assert!(stopped.resume.is_some());
    assert!(
        (2..8).contains(&began.elapsed().as_secs()),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(scene.asked("/file/delete"), 0);
    assert!(!scene.there().await.contains(&"a.bin".to_owned()));
}

/// With new content for an old file its time may say nothing: the file had this very time before.
#[tokio::test]
async fn the_end_of_a_file_with_its_old_time_is_not_guessed() {
    for failure in [Failure::AnswerLost, Failure::Dropped] {
        let scene = Scene::new().await;
        let transfer = scene.session.transfer();
        let first = transfer
            .upload_file(&scene.path, scene.target())
            .await
            .unwrap();
        scene.fail(FINALIZE, failure);
        let again = transfer
            .upload_file(&scene.path, Target::over(&first.file_id))
            .await;
        assert_eq!(again.unwrap().file_id, first.file_id);
        let mut back = Vec::new();
        let size = transfer.download(&first.file_id, &mut back).await.unwrap();
        assert_eq!(size, SIZE);
        assert!(back == std::fs::read(&scene.path).unwrap());
    }
}

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

#[tokio::test]
async fn a_replaced_file_keeps_its_content_until_the_new_one_is_whole() {
    for stop in ["/upload/chunked", FINALIZE, "/api/1.0/file/moveone"] {
        let scene = Scene::new().await;
        let transfer = scene.session.transfer();
        let old = transfer
            .upload(&b"old"[..], 3, scene.target())
            .await
            .unwrap();
        let top = tempfile::tempdir().unwrap();
        std::fs::copy(&scene.path, top.path().join("a.bin")).unwrap();
        scene.fail(
            stop,
            Failure::Json(400, json!({"code": 50, "msg": "restricted"})),
        );
        for (failed, content) in [
            (1, b"old".to_vec()),
            (0, std::fs::read(&scene.path).unwrap()),
        ] {
            let existing = Existing::ReplaceIfOther;
            let report = transfer
                .upload_folder(top.path(), &scene.home, existing)
                .await;
            assert_eq!(report.unwrap().failed.len(), failed, "{stop}");
            let call = scene.session.client().file_metadata_get();
            let home = call.id(scene.home.clone()).content(1).send().await.unwrap();
            let file = home
                .content
                .iter()
                .find(|one| one.name.as_deref() == Some("a.bin"));
            let id = file.unwrap().id.clone().unwrap();
            assert_eq!(id == old.file_id, failed == 1, "{stop}");
            let mut back = Vec::new();
            transfer.download(&id, &mut back).await.unwrap();
            assert!(back == content, "{stop}");
        }
    }
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

/// Its answer was lost, and so is that of the look after it: what may be the only copy is not cleared away.
#[tokio::test]
async fn what_may_be_whole_is_not_deleted() {
    let scene = Scene::new().await;
    let transfer = session_with(
        settings(scene.sandbox.url()).with_retry(Retry::never()),
        &scene.sandbox.accounts().quatrix[0].api_key,
    )
    .transfer();
    transfer
        .upload(&b"old"[..], 3, scene.target())
        .await
        .unwrap();
    let top = tempfile::tempdir().unwrap();
    std::fs::copy(&scene.path, top.path().join("a.bin")).unwrap();
    scene.fail("/api/1.0/file/moveone", Failure::AnswerLost);
    // The look at what lies there, and then the one after the move.
    scene.fail("/api/1.0/file/metadata/", Failure::Slow(Duration::ZERO));
    scene.fail("/api/1.0/file/metadata/", Failure::Html(502));
    let existing = Existing::Replace;
    let report = transfer
        .upload_folder(top.path(), &scene.home, existing)
        .await;
    assert_eq!(report.unwrap().failed.len(), 1);
    assert_eq!(scene.there().await, ["a.bin"]);
    assert_eq!(scene.asked("/file/delete"), 0);
}

#[tokio::test]
async fn a_failed_replacement_leaves_nothing_behind() {
    let scene = Scene::new().await;
    let transfer = scene.session.transfer();
    transfer
        .upload(&b"old"[..], 3, scene.target())
        .await
        .unwrap();
    let top = tempfile::tempdir().unwrap();
    std::fs::copy(&scene.path, top.path().join("a.bin")).unwrap();
    scene.fail("/upload/chunked", Failure::Json(400, json!({"code": 10})));
    let report = transfer
        .upload_folder(top.path(), &scene.home, Existing::Replace)
        .await;
    assert_eq!(report.unwrap().failed.len(), 1);
    assert_eq!(scene.there().await, ["a.bin"]);
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

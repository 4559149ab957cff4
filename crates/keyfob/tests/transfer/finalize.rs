//! After the last byte: the end that is late or lost.

use std::time::{Duration, Instant};

use keyfob::quatrix::transfer::{Error, Existing, Target};
use keyfob::quatrix::types::FileType;
use keyfob::{OpenEnum, Retry, Timeouts};
use keyfob_sandbox::{Failure, When};
use serde_json::json;

use crate::journal::{SIZE, Scene};
use crate::probe::{file, session, session_with, settings};
use crate::server::Server;
use crate::store::Fault;

const FINALIZE: &str = "/api/1.0/upload/finalize/";
const RENAME: &str = "/api/1.0/file/rename/";

impl Scene {
    pub fn fail(&self, path: &str, failure: Failure) {
        self.sandbox.fail_next(When::path(path), failure);
    }

    /// The names in the home folder.
    pub async fn there(&self) -> Vec<String> {
        let call = self.session.client().files().metadata();
        let home = call.id(self.home.clone()).content(1).send().await.unwrap();
        let files = home
            .content
            .iter()
            .filter(|one| one.file_type == Some(OpenEnum::Known(FileType::File)));
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
            let call = scene.session.client().files().metadata();
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

/// What a lost link has made is used, so that nothing is left behind.
#[tokio::test]
async fn a_link_whose_answer_is_lost_leaves_no_file_behind() {
    for failure in [Failure::AnswerLost, Failure::Dropped, Failure::Html(503)] {
        let scene = Scene::new().await;
        scene.fail("/api/1.0/upload/link", failure.clone());
        let transfer = scene.session.transfer();
        let uploaded = transfer.upload_file(&scene.path, scene.target()).await;
        assert_eq!(uploaded.unwrap().size, SIZE, "{failure:?}");
        assert_eq!(scene.there().await, ["a.bin"], "{failure:?}");
    }
}

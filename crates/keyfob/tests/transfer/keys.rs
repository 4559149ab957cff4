//! What the journal promises, and what is no journal.

use std::fs;
use std::path::Path;
use std::time::Duration;

use keyfob::quatrix::transfer::{Chunks, Error, Existing, Target};
use keyfob_sandbox::{Failure, When};
use serde_json::json;

use crate::journal::{SIZE, Scene};
use crate::probe::CHUNK;

fn chunk() -> When {
    When::path("/upload/chunked")
}

/// What the client asked with which range, in order.
fn ranges(scene: &Scene) -> Vec<String> {
    let exchanges = scene.sandbox.exchanges();
    let ranges = exchanges
        .iter()
        .filter_map(|one| one.request_header("content-range"));
    ranges.map(|range| range.to_string()).collect()
}

#[tokio::test]
async fn only_an_unknown_key_starts_anew() {
    for refusal in [
        Failure::Json(500, json!({"code": -1, "msg": "unknown error"})),
        Failure::Json(400, json!({"code": 122, "msg": "quota exceeded"})),
        Failure::Json(403, json!({"code": 50, "msg": "restricted"})),
        Failure::Json(400, json!({"code": 10, "msg": "bad value"})),
        Failure::Html(500),
        Failure::Html(403),
        Failure::Json(413, json!({})),
    ] {
        let scene = Scene::new().await;
        let id = scene.stop().await;
        scene.sandbox.fail_next(chunk(), refusal.clone());
        let transfer = scene.transfer().await;
        let upload = transfer.upload_file(&scene.path, scene.target());
        let stopped = upload.await.unwrap_err();
        assert_eq!(
            stopped.file_id.as_ref(),
            Some(&id),
            "{refusal:?}: {stopped}"
        );
        assert_eq!(scene.asked("/file/modify"), 0, "{refusal:?}");
        drop(transfer);
        scene.sandbox.take_exchanges();
        assert_eq!(scene.again().await, id);
        assert_eq!(scene.asked("/upload/chunked"), 2, "{refusal:?}");
    }
}

/// A look at what is left that fails says nothing on what is left.
#[tokio::test]
async fn a_look_that_is_refused_does_not_start_anew() {
    for refusal in [Failure::Json(500, json!({"code": -1})), Failure::Html(403)] {
        let scene = Scene::new().await;
        let id = scene.stop().await;
        scene
            .sandbox
            .fail_next(When::path("/api/1.0/file/metadata/"), refusal);
        let transfer = scene.transfer().await;
        let upload = transfer.upload_file(&scene.path, scene.target());
        upload.await.unwrap_err();
        drop(transfer);
        assert_eq!(scene.again().await, id);
        assert_eq!(scene.asked("/upload/link"), 0);
    }
}

/// The vendor may have the chunk whose answer was lost; it takes it once more, but not another one at its place.
#[tokio::test]
async fn the_range_under_way_is_repeated_as_it_was() {
    for lost in [Failure::AnswerLost, Failure::Dropped] {
        let scene = Scene::new().await;
        scene
            .sandbox
            .fail_next(chunk(), Failure::Slow(Duration::ZERO));
        for _ in 0..3 {
            scene.sandbox.fail_next(chunk(), lost.clone());
        }
        let transfer = scene.transfer().await;
        let stopped = transfer.upload_file(&scene.path, scene.target()).await;
        let resume = stopped.unwrap_err().resume.unwrap();
        drop(transfer);
        let range = format!("bytes {CHUNK}-{}/{SIZE}", 2 * CHUNK - 1);
        assert_eq!(ranges(&scene).last(), Some(&range));
        scene.sandbox.take_exchanges();
        // Another process with other ideas, by the journal; and what the caller has kept says the same.
        let transfer = scene
            .session
            .transfer()
            .with_chunks(Chunks::between(7_777, 7_777));
        let transfer = transfer.with_journal(scene.journal()).await.unwrap();
        transfer
            .upload_file(&scene.path, scene.target())
            .await
            .unwrap();
        assert_eq!(ranges(&scene)[0], range);
        assert!(ranges(&scene)[1].starts_with(&format!("bytes {}-", 2 * CHUNK)));
        let saved = serde_json::to_value(*resume).unwrap();
        assert_eq!(saved["under_way"], CHUNK);
    }
}

#[tokio::test]
async fn a_dropped_future_keeps_its_entry() {
    let scene = Scene::new().await;
    let id = scene.stop().await;
    let other = scene.folder.path().join("b.bin");
    fs::write(&other, "small").unwrap();
    let transfer = scene.transfer().await;
    // While the first one looks up what is left, the second one begins and ends.
    let slow = Failure::Slow(Duration::from_secs(60));
    scene
        .sandbox
        .fail_next(When::path(format!("/api/1.0/file/metadata/{id}")), slow);
    let dropped = transfer.upload_file(&scene.path, scene.target());
    let dropped = tokio::time::timeout(Duration::from_millis(700), dropped);
    let whole = transfer.upload_file(&other, Target::new(&scene.home, "b.bin"));
    let (dropped, whole) = tokio::join!(dropped, whole);
    dropped.unwrap_err();
    whole.unwrap();
    // Within this process too.
    scene.refuse_second_chunk();
    let again = transfer.upload_file(&scene.path, scene.target()).await;
    assert_eq!(again.unwrap_err().file_id, Some(id.clone()));
    drop(transfer);
    scene.sandbox.take_exchanges();
    assert_eq!(scene.again().await, id);
    assert_eq!(scene.asked("/upload/link"), 0);
}

#[tokio::test]
async fn a_journal_does_not_grow_beside_a_stale_entry() {
    let scene = Scene::new().await;
    let id = scene.stop().await;
    let length = || fs::metadata(scene.journal()).unwrap().len();
    let stale = length();
    let small = scene.folder.path().join("small");
    fs::write(&small, "small").unwrap();
    let transfer = scene.transfer().await;
    for number in 0..20 {
        let target = Target::new(&scene.home, format!("one {number}"));
        transfer.upload_file(&small, target).await.unwrap();
        assert_eq!(length(), stale);
    }
    // And several at a time.
    let files = |numbers: std::ops::Range<u32>| {
        let target = |number| Target::new(&scene.home, format!("of many {number}"));
        numbers.map(move |number| (small.clone(), target(number)))
    };
    for outcome in transfer.upload_files(files(0..80)).await {
        outcome.unwrap();
    }
    assert!(length() < 80 * 1024, "{}", length());
    drop(transfer);
    scene.sandbox.take_exchanges();
    assert_eq!(scene.again().await, id);
    assert_eq!(scene.asked("/upload/link"), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_journal_is_refused_untouched() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new().await;
    let session = scene.session.transfer();
    let journal = {
        scene.stop().await;
        fs::read(scene.journal()).unwrap()
    };
    let mine = scene.folder.path().join("mine");
    let later = [&journal[..], b"not one of its lines\n"].concat();
    let behind = [&journal[..], b"half a letter"].concat();
    let contents: [&[u8]; 8] = [
        b"my notes\nfor tomorrow\n",
        b"half a line",
        b"\n",
        b"{\"a\":1}\n",
        b"[1, 2]",
        &[0, 159, 146, 150],
        &later,
        &behind,
    ];
    for content in contents {
        fs::write(&mine, content).unwrap();
        fs::set_permissions(&mine, fs::Permissions::from_mode(0o644)).unwrap();
        let link = scene.folder.path().join("link");
        std::os::unix::fs::symlink(&mine, &link).unwrap();
        for path in [&mine, &link] {
            let refused = session.clone().with_journal(path).await;
            let told = matches!(&refused, Err(Error::NotAJournal(at)) if at == path);
            assert!(told, "{refused:?}: {content:?}");
        }
        fs::remove_file(link).unwrap();
        assert_eq!(fs::read(&mine).unwrap(), content);
        assert_eq!(mode(&mine), 0o644);
    }
    fs::remove_file(&mine).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&mine).status();
    assert!(made.unwrap().success());
    for path in [Path::new("/dev/null"), scene.folder.path(), &mine] {
        let opened = session.clone().with_journal(path);
        let opened = tokio::time::timeout(Duration::from_secs(5), opened).await;
        let refused = opened.expect("no waiting");
        assert!(matches!(refused, Err(Error::NotAJournal(_))), "{refused:?}");
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
#[tokio::test]
async fn a_journal_that_others_may_read_is_narrowed() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new().await;
    let id = scene.stop().await;
    for wide in [0o644, 0o660, 0o604] {
        fs::set_permissions(scene.journal(), fs::Permissions::from_mode(wide)).unwrap();
        drop(scene.transfer().await);
        assert_eq!(mode(&scene.journal()), 0o600);
    }
    assert_eq!(scene.again().await, id);
    fs::set_permissions(scene.journal(), fs::Permissions::from_mode(0o644)).unwrap();
    drop(scene.transfer().await);
    assert_eq!(mode(&scene.journal()), 0o600, "an empty one too");
}

#[tokio::test]
async fn a_journal_is_not_uploaded_with_its_folder() {
    let scene = Scene::new().await;
    let transfer = scene.transfer().await;
    let existing = Existing::Refuse;
    let report = transfer.upload_folder(scene.folder.path(), &scene.home, existing);
    let report = report.await.unwrap();
    assert_eq!((report.files, report.failed.len()), (1, 0), "{report:?}");
}

/// A page with status 200 is no word of the vendor's that a chunk arrived.
#[tokio::test]
async fn a_chunk_that_a_page_answers_did_not_arrive() {
    let scene = Scene::new().await;
    scene
        .sandbox
        .fail_next(chunk(), Failure::Slow(Duration::ZERO));
    scene.sandbox.fail_next(chunk(), Failure::Html(200));
    let transfer = scene.transfer().await;
    let stopped = transfer
        .upload_file(&scene.path, scene.target())
        .await
        .unwrap_err();
    assert_eq!(stopped.resume.unwrap().offset(), CHUNK);
    drop(transfer);
    scene.again().await;
    assert_eq!(scene.asked("/upload/chunked"), 4);
}

/// A journal that says more than the vendor has: somebody on the way took a chunk and lost it.
#[tokio::test]
async fn what_the_vendor_does_not_have_is_sent_anew() {
    // A chunk in the middle, and the last one.
    for before in [1, 2] {
        let scene = Scene::new().await;
        for _ in 0..before {
            scene
                .sandbox
                .fail_next(chunk(), Failure::Slow(Duration::ZERO));
        }
        let lost = Failure::FaultInOk(json!("some id"));
        scene.sandbox.fail_next(chunk(), lost);
        let transfer = scene.transfer().await;
        let upload = transfer.upload_file(&scene.path, scene.target());
        let id = upload.await.unwrap_err().file_id.unwrap();
        drop(transfer);
        assert_eq!(scene.again().await, id);
    }
}

/// Its unfinished file at the vendor's is used, not left behind.
#[tokio::test]
async fn a_file_that_changed_takes_the_place_of_its_unfinished_upload() {
    let scene = Scene::new().await;
    let slow = Failure::Slow(Duration::from_millis(300));
    scene.sandbox.fail_next(chunk(), slow);
    let transfer = scene.transfer().await;
    let upload = transfer.upload_file(&scene.path, scene.target());
    let change = async {
        while scene.asked("/upload/link") == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        fs::write(&scene.path, "another one").unwrap();
    };
    let (stopped, ()) = tokio::join!(upload, change);
    let stopped = stopped.unwrap_err();
    assert!(matches!(stopped.error, Error::Changed(_)), "{stopped}");
    drop(transfer);
    assert_eq!(scene.again().await, stopped.file_id.unwrap());
}

//! What is left of an upload, and two at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use keyfob::quatrix::Session;
use keyfob::quatrix::transfer::{Chunks, Error, Existing, Target, Transfer};
use keyfob_sandbox::{Failure, Sandbox, When};
use serde_json::json;
use tempfile::TempDir;

use crate::probe::{CHUNK, at_home, file, names};

pub const SIZE: u64 = 3 * CHUNK;

pub struct Scene {
    pub sandbox: Sandbox,
    pub session: Session,
    pub home: String,
    pub folder: TempDir,
    pub path: PathBuf,
}

impl Scene {
    pub async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let (session, home) = at_home(&sandbox).await;
        let (folder, path, _) = file(SIZE);
        Self {
            home,
            sandbox,
            session,
            folder,
            path,
        }
    }

    pub fn journal(&self) -> PathBuf {
        self.folder.path().join("journal")
    }

    pub async fn transfer(&self) -> Transfer {
        let transfer = self.session.transfer();
        let transfer = transfer.with_chunks(Chunks::between(CHUNK, CHUNK));
        transfer.with_journal(self.journal()).await.unwrap()
    }

    pub fn target(&self) -> Target {
        Target::new(&self.home, "a.bin")
    }

    pub fn refuse_second_chunk(&self) {
        let chunk = || When::path("/upload/chunked");
        self.sandbox
            .fail_next(chunk(), Failure::Slow(Duration::ZERO));
        let refused = Failure::Json(400, json!({"code": 10}));
        self.sandbox.fail_next(chunk(), refused);
    }

    /// An upload whose second chunk is refused. The id of its file.
    pub async fn stop(&self) -> String {
        self.refuse_second_chunk();
        let stopped = self
            .transfer()
            .await
            .upload_file(&self.path, self.target())
            .await;
        self.sandbox.take_exchanges();
        stopped.unwrap_err().file_id.unwrap()
    }

    /// The upload once more, to its end. Its file's id.
    pub async fn again(&self) -> String {
        let uploaded = self
            .transfer()
            .await
            .upload_file(&self.path, self.target())
            .await;
        let uploaded = uploaded.unwrap();
        assert_eq!(
            (uploaded.name.as_str(), uploaded.size),
            ("a.bin", fs::metadata(&self.path).unwrap().len())
        );
        let back = self.folder.path().join("back");
        self.session
            .transfer()
            .download_file(&uploaded.file_id, &back)
            .await
            .unwrap();
        assert!(fs::read(back).unwrap() == fs::read(&self.path).unwrap());
        assert_eq!(fs::read(self.journal()).unwrap(), b"");
        uploaded.file_id
    }

    /// The calls to these paths since.
    pub fn asked(&self, path: &str) -> usize {
        let exchanges = self.sandbox.exchanges();
        exchanges
            .iter()
            .filter(|one| one.path.contains(path))
            .count()
    }
}

#[tokio::test]
async fn the_rest_is_sent_to_the_same_file() {
    let scene = Scene::new().await;
    let id = scene.stop().await;
    assert_eq!(scene.again().await, id);
    assert_eq!(
        (scene.asked("/upload/chunked"), scene.asked("/upload/link")),
        (2, 0)
    );
}

/// Killed between the last call and the line that says so.
#[tokio::test]
async fn what_was_finished_unheard_is_not_sent_again() {
    for call in ["/api/1.0/upload/finalize/", "/api/1.0/file/rename/"] {
        let scene = Scene::new().await;
        // The call is carried out, and everything after it comes too late.
        scene
            .sandbox
            .fail_next(When::path(call), Failure::AnswerLost);
        let look = || When::path("/api/1.0/file/metadata/");
        // The first look is at the folder, before anything is sent.
        scene
            .sandbox
            .fail_next(look(), Failure::Slow(Duration::ZERO));
        for _ in 0..9 {
            scene
                .sandbox
                .fail_next(look(), Failure::Slow(Duration::from_secs(60)));
        }
        let transfer = scene.transfer().await;
        let upload = transfer.upload_file(&scene.path, scene.target());
        let dropped = tokio::time::timeout(Duration::from_secs(2), upload).await;
        dropped.unwrap_err();
        drop(transfer);
        scene.sandbox.take_exchanges();
        // The failures that were not used up are of no more use.
        for _ in 0..9 {
            let call = scene.session.client().files().metadata();
            let wait = Duration::from_millis(50);
            let _ = tokio::time::timeout(wait, call.id(scene.home.clone()).send()).await;
        }
        scene.again().await;
        assert_eq!(scene.asked("/upload/chunked"), 0);
    }
}

#[tokio::test]
async fn an_expired_key_starts_anew() {
    let scene = Scene::new().await;
    scene.stop().await;
    scene.sandbox.clock().advance(Duration::from_secs(16 * 60));
    scene.again().await;
    assert!(scene.asked("/upload/chunked") >= 3);
}

#[tokio::test]
async fn another_file_by_now_takes_the_place_of_the_unfinished_one() {
    let scene = Scene::new().await;
    let id = scene.stop().await;
    fs::write(&scene.path, "another one").unwrap();
    assert_eq!(scene.again().await, id);
    assert_eq!(scene.asked("/upload/chunked"), 1);
}

#[tokio::test]
async fn what_was_thrown_away_is_not_gone_on_with() {
    for permanently in [true, false] {
        let scene = Scene::new().await;
        let id = scene.stop().await;
        let deleted = scene
            .session
            .transfer()
            .delete(vec![id.clone()], permanently)
            .await;
        deleted.unwrap();
        let refused = Failure::Json(400, json!({"code": 122}));
        let link = When::path("/api/1.0/upload/link");
        scene.sandbox.fail_next(link, refused);
        let transfer = scene.transfer().await;
        let upload = transfer.upload_file(&scene.path, scene.target());
        upload.await.unwrap_err();
        assert_eq!(fs::read(scene.journal()).unwrap(), b"");
        drop(transfer);
        assert_ne!(scene.again().await, id);
        assert_eq!(scene.asked("/upload/chunked"), 3);
    }
}

#[tokio::test]
async fn a_folder_goes_on_even_where_what_is_there_is_refused() {
    let scene = Scene::new().await;
    scene.refuse_second_chunk();
    let top = tempfile::tempdir().unwrap();
    fs::copy(&scene.path, top.path().join("b.bin")).unwrap();
    for (failed, chunks) in [(1, 2), (0, 2)] {
        scene.sandbox.take_exchanges();
        let transfer = scene.transfer().await;
        let report = transfer
            .upload_folder(top.path(), &scene.home, Existing::Refuse)
            .await
            .unwrap();
        assert_eq!(report.failed.len(), failed, "{report:?}");
        assert_eq!(scene.asked("/upload/chunked"), chunks);
    }
}

#[tokio::test]
async fn what_the_caller_goes_on_with_is_noted_too() {
    let scene = Scene::new().await;
    scene.refuse_second_chunk();
    let transfer = scene.transfer().await;
    let stopped = transfer.upload_file(&scene.path, scene.target()).await;
    let resume = stopped.unwrap_err().resume.unwrap();
    assert_ne!(fs::read(scene.journal()).unwrap(), b"");
    transfer.resume_file(&scene.path, *resume).await.unwrap();
    assert_eq!(fs::read(scene.journal()).unwrap(), b"");
}

#[tokio::test]
async fn half_a_line_counts_as_none() {
    let scene = Scene::new().await;
    let id = scene.stop().await;
    let mut lines = fs::read(scene.journal()).unwrap();
    let half = br#"{"UnderWay":{"local":"/"#;
    assert!(lines.starts_with(half));
    lines.extend_from_slice(half);
    fs::write(scene.journal(), lines).unwrap();
    // And what is written after it counts: without that, the name of the second file would be taken.
    let other = scene.folder.path().join("b.bin");
    fs::copy(&scene.path, &other).unwrap();
    let slow = Failure::Slow(Duration::from_secs(60));
    scene.sandbox.fail_next(When::path("/upload/chunked"), slow);
    for (wait, dropped) in [(500, true), (60_000, false)] {
        let transfer = scene.transfer().await;
        let upload = transfer.upload_file(&other, Target::new(&scene.home, "b.bin"));
        let outcome = tokio::time::timeout(Duration::from_millis(wait), upload).await;
        assert_eq!(outcome.is_err(), dropped);
        if let Ok(uploaded) = outcome {
            assert_eq!(uploaded.unwrap().size, SIZE);
        }
    }
    scene.sandbox.take_exchanges();
    assert_eq!(scene.again().await, id);
    assert_eq!(scene.asked("/upload/chunked"), 2);
}

#[tokio::test]
async fn a_journal_is_its_owners_and_one_transfers_at_a_time() {
    let scene = Scene::new().await;
    let transfer = scene.transfer().await;
    let path = scene.journal();
    let busy = scene.session.transfer().with_journal(&path).await;
    assert!(matches!(busy, Err(Error::Busy(at)) if at == path));
    drop(transfer);
    scene.transfer().await;
    assert_private(&path);
}

#[cfg(unix)]
fn assert_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(not(unix))]
fn assert_private(_: &Path) {}

#[tokio::test]
async fn two_downloads_to_one_place_do_not_mix() {
    let scene = Scene::new().await;
    let id = scene.again().await;
    let path = scene.folder.path().join("copy");
    let slow = Failure::Slow(Duration::from_secs(2));
    scene
        .sandbox
        .fail_next(When::path("/api/1.0/file/download/"), slow);
    let (one, other) = (scene.session.transfer(), scene.session.transfer());
    let second = async {
        while !names(scene.folder.path())
            .iter()
            .any(|name| name.ends_with(".part.of"))
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        other.download_file(&id, &path).await
    };
    let (first, second) = tokio::join!(one.download_file(&id, &path), second);
    let Err(error @ Error::Busy(_)) = second else {
        panic!("{second:?}");
    };
    assert!(
        error.to_string().contains(".part: another transfer has it"),
        "{error}"
    );
    assert_eq!(first.unwrap(), SIZE);
    assert!(fs::read(&path).unwrap() == fs::read(&scene.path).unwrap());
    // Once that has ended it may be.
    other.download_file(&id, &path).await.unwrap();
}

/// The last bytes of a download that was dropped may still be on their way to the disk.
#[tokio::test]
async fn a_dropped_download_is_gone_on_with_at_once() {
    let scene = Scene::new().await;
    let id = scene.again().await;
    let path = scene.folder.path().join("copy");
    let transfer = scene.session.transfer();
    let slow = Failure::Slow(Duration::from_secs(5));
    scene
        .sandbox
        .fail_next(When::path("/api/1.0/file/download/"), slow);
    let wait = Duration::from_millis(300);
    let dropped = tokio::time::timeout(wait, transfer.download_file(&id, &path)).await;
    dropped.unwrap_err();
    assert_eq!(transfer.download_file(&id, &path).await.unwrap(), SIZE);
}

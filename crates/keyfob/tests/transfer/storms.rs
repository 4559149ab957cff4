//! One file under random faults, kills and junk, until it is there.

use std::fs;
use std::path::Path;
use std::time::Duration;

use keyfob::OpenEnum;
use keyfob::quatrix::transfer::Chunks;
use keyfob::quatrix::types::FileType;
use keyfob_sandbox::{Failure, When};
use serde_json::json;

use crate::journal::{SIZE, Scene};
use crate::probe::{file, session_with, settings, transfer};
use crate::server::Server;
use crate::store::{Content, Fault, patterned};

/// Numbers that a seed makes again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// New ones each time; a failure names its own, and `KEYFOB_SEED` gives it again.
fn seeds(count: u64) -> impl Iterator<Item = u64> {
    let wanted = std::env::var("KEYFOB_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let count = wanted.map_or(count, |_: u64| 1);
    let first = std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), 0);
    (0..count).map(move |n| {
        wanted.unwrap_or(first.wrapping_add(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)) | 1)
    })
}

const CALLS: [&str; 5] = [
    "/upload/chunked",
    "/api/1.0/upload/",
    "/api/1.0/file/rename/",
    "/api/1.0/file/metadata/",
    "/api/1.0/file/m",
];

fn failure(dice: &mut Dice) -> Failure {
    match dice.roll(6) {
        0 => Failure::AnswerLost,
        1 => Failure::Dropped,
        2 => Failure::Html(503),
        3 => Failure::Json(500, json!({"code": -1})),
        4 => Failure::Slow(Duration::from_millis(dice.roll(400))),
        _ => Failure::Html(200),
    }
}

/// What has its final name is whole, at any time.
async fn assert_whole(scene: &Scene, seed: u64) -> bool {
    // Faults that were not used up may meet this, too.
    let home = loop {
        let call = scene.session.client().files().metadata();
        if let Ok(home) = call.id(scene.home.clone()).content(1).send().await {
            break home;
        }
    };
    let files = home
        .content
        .iter()
        .filter(|one| one.file_type == Some(OpenEnum::Known(FileType::File)));
    let mut named = files.filter(|one| one.name.as_deref() == Some("a.bin"));
    let Some(file) = named.next() else {
        return false;
    };
    let transfer = scene.session.transfer();
    let back = loop {
        let mut back = Vec::new();
        let id = file.id.as_ref().unwrap();
        if transfer.download(id, &mut back).await.is_ok() {
            break back;
        }
    };
    assert!(back == fs::read(&scene.path).unwrap(), "seed {seed}");
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_comes_through_whatever_happens() {
    for seed in seeds(25) {
        println!("seed {seed}");
        let mut dice = Dice(seed);
        let mut scene = Scene::new().await;
        let (folder, path, _) = file(SIZE / 3 * dice.roll(4));
        (scene.folder, scene.path) = (folder, path);
        let key = scene.sandbox.accounts().quatrix[0].api_key.clone();
        let stormy = session_with(settings(scene.sandbox.url()), &key);
        let mut done = false;
        for attempt in 0..40 {
            // Then only those faults are left that were not met yet.
            for _ in 0..if attempt < 9 { dice.roll(4) } else { 0 } {
                let call = CALLS[usize::try_from(dice.roll(5)).unwrap()];
                scene
                    .sandbox
                    .fail_next(When::path(call), failure(&mut dice));
            }
            let size = 20_000 + dice.roll(100_000);
            let transfer = stormy.transfer().with_chunks(Chunks::between(size, size));
            let transfer = transfer.with_journal(scene.journal()).await.unwrap();
            let wait = Duration::from_millis(match dice.roll(3) {
                0 if attempt < 9 => dice.roll(60),
                _ => 20_000,
            });
            let upload = transfer.upload_file(&scene.path, scene.target());
            let outcome = tokio::time::timeout(wait, upload).await;
            drop(transfer);
            let whole = assert_whole(&scene, seed).await;
            if let Ok(Ok(uploaded)) = outcome {
                assert!(whole && uploaded.name == "a.bin", "seed {seed}");
                done = true;
                break;
            }
            if whole {
                // Whole, and nobody heard it; the next attempt finds that out or is told that the name is taken.
                done = true;
            }
        }
        assert!(done, "seed {seed}");
    }
}

fn junk(dice: &mut Dice, size: u64) -> Fault {
    let body = "<html>junk</html>\n".repeat(usize::try_from(1 + dice.roll(size / 18)).unwrap());
    let end = if dice.roll(2) == 0 { "0\r\n\r\n" } else { "" };
    let kind = ["text/html", "application/octet-stream"][usize::try_from(dice.roll(2)).unwrap()];
    let head = ["200 OK", "206 Partial"][usize::try_from(dice.roll(2)).unwrap()];
    let text = format!(
        "HTTP/1.1 {head}\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n{end}",
        body.len()
    );
    match dice.roll(4) {
        0 => Fault::Hang(text.leak()),
        _ => Fault::Raw(text.leak()),
    }
}

fn fault(dice: &mut Dice, size: u64) -> Fault {
    match dice.roll(7) {
        0 => Fault::Status(503),
        1 => Fault::CutAfter(dice.roll(size)),
        2 => Fault::NoRange,
        3 => Fault::PlainRange,
        4 => Fault::Short(1 + dice.roll(size)),
        5 => Fault::Announce(dice.roll(size)),
        _ => junk(dice, size),
    }
}

fn assert_nothing_wrong(path: &Path, bytes: &[u8], seed: u64) {
    assert!(
        fs::read(path).is_ok_and(|there| there == bytes),
        "seed {seed}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_download_comes_through_whatever_happens() {
    for seed in seeds(60) {
        println!("seed {seed}");
        let mut dice = Dice(seed);
        let server = Server::start().await;
        let size = 1 + dice.roll(900_000);
        let id = server
            .store()
            .add("home", "a.bin", "F", Content::Pattern(size));
        let bytes = patterned(0..size);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let mut done = false;
        for attempt in 0..10 {
            server.store().faults.clear();
            for _ in 0..if attempt < 9 { dice.roll(5) } else { 0 } {
                let fault = fault(&mut dice, size);
                server.fail("file/download", fault);
            }
            let wait = Duration::from_millis(50 + dice.roll(200));
            let wait = if attempt < 9 {
                wait
            } else {
                Duration::from_secs(20)
            };
            let transfer = transfer(&server);
            let outcome = tokio::time::timeout(wait, transfer.download_file(&id, &path)).await;
            if let Ok(Ok(got)) = outcome {
                assert_eq!(got, size, "seed {seed}");
                assert_nothing_wrong(&path, &bytes, seed);
                done = true;
                break;
            }
            // One that was dropped with its last step under way may have done that.
            if path.exists() {
                assert_nothing_wrong(&path, &bytes, seed);
            }
        }
        assert!(done, "seed {seed}");
        assert_eq!(crate::probe::names(folder.path()), ["a.bin"], "seed {seed}");
    }
}

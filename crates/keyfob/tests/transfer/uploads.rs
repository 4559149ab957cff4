//! Up.

use std::time::{Duration, Instant};

use keyfob::quatrix::transfer::{Chunks, Error, Event, Resume, Target};

use crate::probe::{CHUNK, all, file, growing, once, transfer, with_timeouts};
use crate::server::Server;
use crate::store::{Content, Fault};

fn range(first: u64, end: u64, size: u64) -> String {
    format!("bytes {first}-{}/{size}", end - 1)
}

fn content(server: &Server, path: &str) -> Vec<u8> {
    let store = server.store();
    let (_, item) = store.find("home", path).unwrap();
    item.content.slice(0..item.content.size())
}

#[tokio::test]
async fn a_file_arrives_in_chunks_with_its_time() {
    let server = Server::start().await;
    let (_folder, path, bytes) = file(250_000);
    let time = std::time::UNIX_EPOCH + Duration::from_nanos(1_500_000_000_123_456_789);
    let local = std::fs::File::options().write(true).open(&path).unwrap();
    local.set_modified(time).unwrap();
    let target = Target::new("home", "a.bin");
    let uploaded = transfer(&server).upload_file(&path, target).await.unwrap();
    assert_eq!((uploaded.name.as_str(), uploaded.size), ("a.bin", 250_000));
    assert_eq!(content(&server, "a.bin"), bytes);
    let expected = [
        range(0, 100_000, 250_000),
        range(100_000, 200_000, 250_000),
        range(200_000, 250_000, 250_000),
    ];
    assert_eq!(server.ranges("upload/chunked"), expected);
    let store = server.store();
    let (id, item) = store.find("home", "a.bin").unwrap();
    assert_eq!(
        (id, item.mtime.as_str()),
        (&uploaded.file_id, "1500000000.123456")
    );
    let link = store.seen.iter().find(|seen| seen.what == "upload/link");
    let link = &link.unwrap().json;
    assert_eq!(link["file_size"], 250_000);
    assert_eq!(link["resolve"], false);
}

#[tokio::test]
async fn an_empty_file_has_no_chunk() {
    let server = Server::start().await;
    let (_folder, path, _) = file(0);
    let target = Target::new("home", "empty");
    transfer(&server).upload_file(path, target).await.unwrap();
    assert_eq!(content(&server, "empty"), b"");
    assert_eq!(server.count("upload/chunked"), 0);
    assert_eq!(server.count("upload/finalize"), 1);
}

#[tokio::test]
async fn chunks_grow_with_the_speed_within_the_bounds() {
    let server = Server::start().await;
    let (_folder, path, bytes) = file(100_000);
    let transfer = transfer(&server).with_chunks(Chunks::between(1000, 30_000));
    let target = Target::new("home", "a.bin");
    transfer.upload_file(path, target).await.unwrap();
    assert_eq!(content(&server, "a.bin"), bytes);
    let ranges = server.ranges("upload/chunked");
    // The first one tells the speed; on loopback every further one is the largest.
    assert_eq!(ranges[0], range(0, 1000, 100_000));
    assert_eq!(ranges[1], range(1000, 31_000, 100_000));
    assert_eq!(ranges.len(), 5);
}

#[tokio::test]
async fn a_chunk_that_fails_is_sent_again_and_no_other() {
    for fault in [Fault::Status(503), Fault::CutAfter(70_000)] {
        let server = Server::start().await;
        let (_folder, path, bytes) = file(250_000);
        let target = Target::new("home", "a.bin");
        let (transfer, progress) = transfer(&server).with_progress();
        let failing = async {
            // The second chunk, not the first.
            while server.count("upload/chunked") < 1 {
                tokio::task::yield_now().await;
            }
            server.fail("upload/chunked", fault);
        };
        let work = async {
            server.store().pause = Duration::from_millis(30);
            let outcome = transfer.upload_file(&path, target).await;
            drop(transfer);
            outcome
        };
        let (uploaded, (), events) = tokio::join!(work, failing, all(progress));
        uploaded.unwrap();
        assert_eq!(content(&server, "a.bin"), bytes);
        let ranges = server.ranges("upload/chunked");
        assert_eq!(ranges.len(), 4, "{ranges:?}");
        assert_eq!(ranges[0], range(0, 100_000, 250_000));
        assert_eq!(ranges[3], range(200_000, 250_000, 250_000));
        let again: Vec<_> = ranges.windows(2).filter(|w| w[0] == w[1]).collect();
        assert_eq!(again.len(), 1);
        let told = |event: &Event| matches!(event, Event::Again { .. });
        assert_eq!(events.iter().filter(|event| told(event)).count(), 1);
        assert_eq!(growing(&events).last(), Some(&250_000));
    }
}

#[tokio::test]
async fn a_refusal_that_is_no_matter_of_time_is_not_repeated() {
    let server = Server::start().await;
    server.fail("upload/chunked", Fault::Status(400));
    let (_folder, path, _) = file(10);
    let target = Target::new("home", "a.bin");
    let stopped = transfer(&server)
        .upload_file(path, target)
        .await
        .unwrap_err();
    assert_eq!(stopped.error.api().unwrap().status().unwrap(), 400);
    assert_eq!(server.count("upload/chunked"), 1);
    assert_eq!(server.count("upload/finalize"), 0);
}

#[tokio::test]
async fn a_saved_resume_sends_only_what_did_not_arrive() {
    let server = Server::start().await;
    let (_folder, path, bytes) = file(250_000);
    server.store().pause = Duration::from_millis(30);
    let target = Target::new("home", "a.bin");
    let failing = async {
        while server.count("upload/chunked") < 1 {
            tokio::task::yield_now().await;
        }
        server.fail("upload/chunked", Fault::CutAfter(50_000));
    };
    let first = once(&server);
    let (stopped, ()) = tokio::join!(first.upload_file(&path, target), failing);
    let stopped = stopped.unwrap_err();
    assert!(matches!(
        stopped.error,
        Error::Api(keyfob::Error::Interrupted(_))
    ));
    let resume = stopped.resume.unwrap();
    assert_eq!((resume.offset(), resume.size()), (100_000, 250_000));
    assert!(!format!("{resume:?}").contains("key-"), "no key in Debug");
    let saved = serde_json::to_string(&resume).unwrap();
    server.store().seen.clear();

    let resume: Resume = serde_json::from_str(&saved).unwrap();
    transfer(&server).resume_file(&path, resume).await.unwrap();
    assert_eq!(content(&server, "a.bin"), bytes);
    let expected = [
        range(100_000, 200_000, 250_000),
        range(200_000, 250_000, 250_000),
    ];
    assert_eq!(server.ranges("upload/chunked"), expected);
    assert_eq!(server.count("upload/link"), 0);
}

/// A program that ends in the middle has the last thing that it was told.
#[tokio::test]
async fn an_upload_that_was_dropped_goes_on_from_what_was_told() {
    let server = Server::start().await;
    let (_folder, path, bytes) = file(250_000);
    let (dropped, mut progress) = transfer(&server).with_progress();
    let target = Target::new("home", "a.bin");
    let mut told = Vec::new();
    let listen = async {
        while told.len() < 2 {
            if let Some(Event::Arrived { resume, .. }) = progress.next().await {
                told.push(resume);
            }
        }
        // Before the second chunk's answer comes.
    };
    server.store().pause = Duration::from_millis(50);
    let upload = dropped.upload_file(&path, target);
    tokio::select! {
        biased;
        () = listen => {}
        outcome = upload => panic!("{outcome:?}"),
    }
    drop(dropped);
    let offsets: Vec<u64> = told.iter().map(|resume| resume.offset()).collect();
    assert_eq!(offsets, [0, 100_000]);
    server.store().seen.clear();
    let last = *told.pop().unwrap();
    transfer(&server).resume_file(&path, last).await.unwrap();
    assert_eq!(content(&server, "a.bin"), bytes);
    assert!(
        !server
            .ranges("upload/chunked")
            .contains(&range(0, 100_000, 250_000))
    );
    assert_eq!(server.count("upload/link"), 0);
}

#[tokio::test]
async fn a_file_that_changed_is_not_gone_on_with() {
    let server = Server::start().await;
    let (_folder, path, _) = file(150_000);
    server.fail("upload/chunked", Fault::Status(400));
    let target = Target::new("home", "a.bin");
    let transfer = transfer(&server);
    let stopped = transfer.upload_file(&path, target).await.unwrap_err();
    std::fs::write(&path, vec![7; 150_000]).unwrap();
    let local = std::fs::File::options().write(true).open(&path).unwrap();
    local.set_modified(std::time::UNIX_EPOCH).unwrap();
    let resume = *stopped.resume.unwrap();
    let stopped = transfer.resume_file(&path, resume).await.unwrap_err();
    assert!(matches!(stopped.error, Error::Changed(_)));
    assert_eq!(server.count("upload/chunked"), 1);
}

#[tokio::test]
async fn another_size_at_the_end_is_an_error() {
    let server = Server::start().await;
    server.fail("upload/finalize", Fault::Size(249_999));
    let (_folder, path, _) = file(250_000);
    let target = Target::new("home", "a.bin");
    let stopped = transfer(&server)
        .upload_file(path, target)
        .await
        .unwrap_err();
    assert!(
        matches!(
            stopped.error,
            Error::Length {
                expected: 250_000,
                got: 249_999,
                ..
            }
        ),
        "{stopped}"
    );
    assert!(stopped.resume.is_none() && stopped.file_id.is_some());
}

#[tokio::test]
async fn a_reader_is_sent_again_from_memory() {
    let server = Server::start().await;
    let (_folder, _, bytes) = file(250_000);
    server.fail("upload/chunked", Fault::CutAfter(10));
    server.fail("upload/chunked", Fault::Status(503));
    let target = Target::new("home", "a.bin");
    let reader = bytes.as_slice();
    let uploaded = transfer(&server).upload(reader, 250_000, target).await;
    assert_eq!(uploaded.unwrap().size, 250_000);
    assert_eq!(content(&server, "a.bin"), bytes);
    assert_eq!(server.count("upload/chunked"), 5);
}

#[tokio::test]
async fn a_reader_that_ends_too_early_is_an_error() {
    let server = Server::start().await;
    let target = Target::new("home", "a.bin");
    let stopped = transfer(&server).upload(&b"short"[..], 6, target).await;
    assert!(matches!(stopped.unwrap_err().error, Error::Stream(_)));
    assert_eq!(server.count("upload/finalize"), 0);
}

#[tokio::test]
async fn a_file_that_is_there_gets_new_content() {
    let server = Server::start().await;
    let old = server
        .store()
        .add("home", "a.bin", "F", Content::Pattern(3));
    let (_folder, path, bytes) = file(10);
    let uploaded = transfer(&server)
        .upload_file(path, Target::over(&old))
        .await;
    assert_eq!(uploaded.unwrap().file_id, old);
    assert_eq!(content(&server, "a.bin"), bytes);
    assert_eq!(server.count("upload/link"), 0);
}

#[tokio::test]
async fn files_at_a_time_are_bounded() {
    for bound in [1, 3] {
        let server = Server::start().await;
        server.store().pause = Duration::from_millis(40);
        let (_folder, path, _) = file(10);
        let files = (0..8).map(|n| (path.clone(), Target::new("home", format!("{n}"))));
        let transfer = transfer(&server).with_files_at_a_time(bound);
        let uploaded = transfer.upload_files(files).await;
        let names: Vec<_> = uploaded.into_iter().map(|one| one.unwrap().name).collect();
        assert_eq!(names, ["0", "1", "2", "3", "4", "5", "6", "7"]);
        assert_eq!(server.store().busiest, bound);
    }
}

/// What the bound counts is files, whoever starts them.
#[tokio::test]
async fn clones_share_the_bound() {
    let server = Server::start().await;
    server.store().pause = Duration::from_millis(40);
    let (_folder, path, _) = file(10);
    let transfer = transfer(&server).with_files_at_a_time(2);
    let tasks: Vec<_> = (0..6)
        .map(|n| {
            let (transfer, path) = (transfer.clone(), path.clone());
            let target = Target::new("home", format!("{n}"));
            tokio::spawn(async move { transfer.upload_file(path, target).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.store().busiest, 2);
}

/// Longer than an attempt and longer than a call may take otherwise.
#[tokio::test]
async fn a_slow_chunk_that_goes_on_is_waited_for() {
    let server = Server::start().await;
    let size = 24 << 20;
    let (_folder, path, _) = file(size);
    server.fail("upload/chunked", Fault::Slow(Duration::from_millis(100)));
    let limit = Duration::from_millis(1500);
    let transfer = with_timeouts(&server, limit, limit).with_chunks(Chunks::between(size, size));
    let began = Instant::now();
    let target = Target::new("home", "a.bin");
    transfer.upload_file(path, target).await.unwrap();
    assert!(began.elapsed() > limit, "{:?}", began.elapsed());
    assert_eq!(server.count("upload/chunked"), 1);
}

#[tokio::test]
async fn a_chunk_that_stalls_ends() {
    let server = Server::start().await;
    let (_folder, path, _) = file(30 << 20);
    server.fail("upload/chunked", Fault::Stall);
    let limit = Duration::from_millis(300);
    let transfer = with_timeouts(&server, limit, Duration::from_secs(60));
    let transfer = transfer.with_chunks(Chunks::default());
    let began = Instant::now();
    let target = Target::new("home", "a.bin");
    let stopped = transfer.upload_file(path, target).await.unwrap_err();
    assert!(
        matches!(&stopped.error, Error::Api(keyfob::Error::Interrupted(i)) if i.is_timeout()),
        "{stopped}"
    );
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(stopped.resume.unwrap().offset(), 0);
}

#[tokio::test]
async fn progress_tells_the_whole_story() {
    let server = Server::start().await;
    let size = 30 * CHUNK;
    let (_folder, path, _) = file(size);
    let (transfer, progress) = transfer(&server).with_progress();
    let target = Target::new("home", "a.bin");
    transfer.upload_file(path, target).await.unwrap();
    drop(transfer);
    let events = all(progress).await;
    assert!(
        matches!(&events[0], Event::Started { name, total: Some(t), .. } if name == "a.bin" && *t == size)
    );
    assert!(growing(&events).len() > 20);
    assert!(matches!(events.last(), Some(Event::Finished { size: s, .. }) if *s == size));
}

//! Down.

use std::path::Path;

use keyfob::quatrix::transfer::{Error, Event};

use crate::probe::{all, growing, names, once, transfer};
use crate::server::Server;
use crate::store::{Content, Fault, patterned};

const SIZE: u64 = 300_000;

async fn with_file() -> (Server, String, Vec<u8>) {
    let server = Server::start().await;
    let id = server
        .store()
        .add("home", "a.bin", "F", Content::Pattern(SIZE));
    (server, id, patterned(0..SIZE))
}

fn mtime(path: &Path) -> u128 {
    let modified = std::fs::metadata(path).unwrap().modified().unwrap();
    let since = modified.duration_since(std::time::UNIX_EPOCH).unwrap();
    since.as_micros()
}

#[tokio::test]
async fn a_file_comes_with_its_bytes_and_its_time() {
    let (server, id, bytes) = with_file().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    std::fs::write(&path, "what was there before").unwrap();
    let size = transfer(&server).download_file(&id, &path).await.unwrap();
    assert_eq!(size, SIZE);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert_eq!(mtime(&path), 1_571_234_567_123_456);
    assert_eq!(names(folder.path()), ["a.bin"]);
}

#[tokio::test]
async fn an_empty_file_comes_too() {
    let server = Server::start().await;
    let id = server.store().add("home", "a", "F", Content::Pattern(0));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    assert_eq!(
        transfer(&server).download_file(&id, &path).await.unwrap(),
        0
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"");
    assert_eq!(names(folder.path()), ["a"]);
}

#[tokio::test]
async fn after_a_cut_only_the_rest_comes() {
    let (server, id, bytes) = with_file().await;
    // More cuts than attempts: each brings something, so none is the last.
    for _ in 0..5 {
        server.fail("file/download", Fault::CutAfter(50_000));
    }
    let (transfer, progress) = transfer(&server).with_progress();
    let mut there = Vec::new();
    let size = transfer.download(&id, &mut there).await.unwrap();
    drop(transfer);
    assert_eq!(size, SIZE);
    assert!(there == bytes);
    let ranges = server.ranges("file/download");
    assert_eq!(ranges.len(), 6);
    assert_eq!(ranges[0], "");
    let firsts: Vec<u64> = ranges[1..]
        .iter()
        .map(|range| range["bytes=".len()..range.len() - 1].parse().unwrap())
        .collect();
    assert_eq!(firsts, [50_000, 100_000, 150_000, 200_000, 250_000]);
    assert_eq!(server.count("file/download-link"), 6);
    let events = all(progress).await;
    growing(&events);
    assert!(matches!(events.last(), Some(Event::Finished { .. })));
}

#[tokio::test]
async fn ranges_are_understood_in_every_form() {
    for second in [Fault::PlainRange, Fault::NoRange] {
        let (server, id, bytes) = with_file().await;
        server.fail("file/download", Fault::CutAfter(70_000));
        server.fail("file/download", second);
        let mut there = Vec::new();
        transfer(&server).download(&id, &mut there).await.unwrap();
        assert!(there == bytes, "{second:?}");
        assert_eq!(server.ranges("file/download"), ["", "bytes=70000-"]);
    }
}

#[tokio::test]
async fn no_half_file_has_the_final_name_and_the_part_is_gone_on_with() {
    let (server, id, bytes) = with_file().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    server.fail("file/download", Fault::CutAfter(120_000));
    let error = once(&server).download_file(&id, &path).await.unwrap_err();
    assert!(matches!(error, Error::Api(keyfob::Error::Interrupted(_))));
    let beside = names(folder.path());
    assert_eq!(beside.len(), 2);
    let part = beside.iter().find(|name| name.ends_with(".part")).unwrap();
    let part = std::fs::read(folder.path().join(part)).unwrap();
    assert!(part == bytes[..120_000]);

    let (transfer, progress) = transfer(&server).with_progress();
    transfer.download_file(&id, &path).await.unwrap();
    drop(transfer);
    assert!(std::fs::read(&path).unwrap() == bytes);
    assert_eq!(names(folder.path()), ["a.bin"]);
    assert_eq!(server.ranges("file/download"), ["", "bytes=120000-"]);
    let events = all(progress).await;
    assert!(matches!(events[0], Event::Started { done: 120_000, .. }));
}

#[tokio::test]
async fn a_part_of_another_file_is_thrown_away() {
    let (server, id, bytes) = with_file().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    server.fail("file/download", Fault::CutAfter(120_000));
    once(&server).download_file(&id, &path).await.unwrap_err();
    // The same size, but changed since.
    server.store().items.get_mut(&id).unwrap().mtime = "1571234568".to_owned();
    transfer(&server).download_file(&id, &path).await.unwrap();
    assert!(std::fs::read(&path).unwrap() == bytes);
    assert_eq!(server.ranges("file/download"), ["", ""]);
    assert_eq!(names(folder.path()), ["a.bin"]);
}

#[tokio::test]
async fn another_length_is_an_error() {
    for announced in [SIZE - 1, SIZE / 2] {
        let (server, id, _) = with_file().await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        server.fail("file/download", Fault::Announce(announced));
        let error = transfer(&server).download_file(&id, &path).await;
        assert!(
            matches!(error, Err(Error::Length { expected: SIZE, got, .. }) if got == announced)
        );
        assert!(!path.exists());
    }
}

#[tokio::test]
async fn a_line_that_brings_nothing_is_given_up() {
    let (server, id, _) = with_file().await;
    for _ in 0..9 {
        server.fail("file/download", Fault::CutAfter(0));
    }
    let error = transfer(&server).download(&id, tokio::io::sink()).await;
    assert!(matches!(
        error,
        Err(Error::Api(keyfob::Error::Interrupted(_)))
    ));
    assert_eq!(server.count("file/download"), 3);
}

/// Half of the old file and half of the new one would have the right length.
#[tokio::test]
async fn a_file_that_changes_after_a_cut_is_an_error() {
    let (server, id, _) = with_file().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    server.fail("file/download", Fault::CutAfter(120_000));
    let change = async {
        while server.count("file/download") < 1 {
            tokio::task::yield_now().await;
        }
        server.store().items.get_mut(&id).unwrap().mtime = "1571234568".to_owned();
    };
    let transfer = transfer(&server);
    let (outcome, ()) = tokio::join!(transfer.download_file(&id, &path), change);
    assert!(matches!(outcome, Err(Error::Changed(_))), "{outcome:?}");
    assert!(!path.exists());
}

#[tokio::test]
async fn a_zip_that_is_cut_does_not_go_on() {
    let server = Server::start().await;
    let id = server.store().add("home", "a", "D", Content::Pattern(SIZE));
    server.fail("file/download", Fault::CutAfter(120_000));
    let error = transfer(&server).download(&id, tokio::io::sink()).await;
    assert!(matches!(
        error,
        Err(Error::Api(keyfob::Error::Interrupted(_)))
    ));
    assert_eq!(server.count("file/download"), 1);
    let size = transfer(&server).download(&id, tokio::io::sink()).await;
    assert_eq!(size.unwrap(), SIZE);
}

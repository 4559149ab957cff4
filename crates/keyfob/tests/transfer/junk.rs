//! Answers to a download that are not the file.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use crate::probe::{names, once, transfer};
use crate::server::Server;
use crate::store::{Content, Fault, patterned};

const SIZE: u64 = 300_000;

const PAGE: &str = "<html>\n<body>Your request is being checked.</body>\n</html>\n";

struct Scene {
    server: Server,
    id: String,
    bytes: Vec<u8>,
    folder: TempDir,
}

impl Scene {
    async fn new(name: &str) -> Self {
        let server = Server::start().await;
        let id = server
            .store()
            .add("home", name, "F", Content::Pattern(SIZE));
        Self {
            id,
            server,
            bytes: patterned(0..SIZE),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("a.bin")
    }

    /// The download to a file and the one to a writer: either right, or an error and nothing wrong anywhere; and right the next time.
    async fn assert_never_wrong(&self, how: &str, faults: &[Fault]) {
        let fail = || {
            faults
                .iter()
                .for_each(|fault| self.server.fail("file/download", *fault))
        };
        fail();
        let outcome = transfer(&self.server)
            .download_file(&self.id, self.path())
            .await;
        if outcome.is_err() {
            assert!(!self.path().exists(), "{how}");
            self.server.store().faults.clear();
            let again = transfer(&self.server);
            again.download_file(&self.id, self.path()).await.unwrap();
        }
        assert!(std::fs::read(self.path()).unwrap() == self.bytes, "{how}");
        assert_eq!(names(self.folder.path()), ["a.bin"], "{how}");
        std::fs::remove_file(self.path()).unwrap();
        fail();
        let mut there = Vec::new();
        let outcome = transfer(&self.server).download(&self.id, &mut there).await;
        assert!(self.bytes.starts_with(&there), "{how}: {outcome:?}");
        assert_eq!(outcome.is_ok(), there == self.bytes, "{how}");
        self.server.store().faults.clear();
    }
}

fn chunked(head: &str, body: &str, end: bool) -> Fault {
    let end = if end { "0\r\n\r\n" } else { "" };
    let text = format!(
        "HTTP/1.1 {head}\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n{end}",
        body.len()
    );
    Fault::Raw(text.leak())
}

fn plain(head: &str, body: &str) -> Fault {
    Fault::Raw(format!("HTTP/1.1 {head}\r\n\r\n{body}").leak())
}

#[tokio::test]
async fn junk_is_never_the_head_of_a_file() {
    let scene = Scene::new("a.bin").await;
    let json = r#"{"code":-1,"msg":"unknown error"}"#;
    let long = PAGE.repeat(2000);
    for kind in [
        "text/html",
        "application/json",
        "application/octet-stream",
        "text/plain",
    ] {
        let head = &format!("200 OK\r\ncontent-type: {kind}");
        for body in [PAGE, json, &long] {
            for end in [true, false] {
                let junk = chunked(head, body, end);
                // Once, and also where the server does not know ranges.
                scene.assert_never_wrong(kind, &[junk]).await;
                scene.assert_never_wrong(kind, &[junk, junk]).await;
            }
            let junk = plain(&format!("{head}\r\nconnection: close"), body);
            scene.assert_never_wrong(kind, &[junk]).await;
            scene.assert_never_wrong(kind, &[junk, junk, junk]).await;
        }
    }
}

#[tokio::test]
async fn junk_behind_a_cut_is_never_the_tail_of_a_file() {
    let scene = Scene::new("a.bin").await;
    let cut = Fault::CutAfter(50_000);
    let rest = "x".repeat(usize::try_from(SIZE - 50_000).unwrap());
    let range = "206 Partial\r\ncontent-range: bytes";
    let last = SIZE - 1;
    for (how, junk) in [
        (
            "page",
            chunked("200 OK\r\ncontent-type: text/html", PAGE, false),
        ),
        (
            "partial page",
            chunked("206 Partial\r\ncontent-type: text/html", PAGE, false),
        ),
        (
            "other total",
            plain(&format!("{range} 50000-{last}/{}", SIZE + 1), &rest),
        ),
        (
            "later part",
            plain(&format!("{range} 50001-{last}/{SIZE}"), &rest),
        ),
        (
            "more than its range",
            chunked(&format!("{range} 50000-50009/{SIZE}"), &rest, true),
        ),
        (
            "several parts",
            chunked(
                "206 Partial\r\ncontent-type: multipart/byteranges; boundary=x",
                &rest,
                true,
            ),
        ),
        (
            "no range",
            chunked("206 Partial\r\ncontent-range: bytes */1", &rest, true),
        ),
    ] {
        scene.assert_never_wrong(how, &[cut, junk]).await;
    }
}

#[tokio::test]
async fn encoded_bytes_are_refused() {
    let scene = Scene::new("a.bin").await;
    let body = "x".repeat(usize::try_from(SIZE).unwrap());
    for coding in ["gzip", "br", "identity, gzip"] {
        let head = format!("200 OK\r\ncontent-encoding: {coding}");
        scene
            .assert_never_wrong(coding, &[chunked(&head, &body, true)])
            .await;
        let junk = plain(&format!("{head}\r\ncontent-length: {SIZE}"), &body);
        scene.assert_never_wrong(coding, &[junk]).await;
    }
}

#[tokio::test]
async fn a_page_as_long_as_the_file_is_not_the_file() {
    let scene = Scene::new("a.bin").await;
    let body = &PAGE.repeat(9000)[..usize::try_from(SIZE).unwrap()];
    for kind in ["text/html; charset=utf-8", "application/json"] {
        let head = format!("200 OK\r\ncontent-type: {kind}");
        let whole = plain(&format!("{head}\r\ncontent-length: {SIZE}"), body);
        for junk in [whole, chunked(&head, body, true)] {
            scene.assert_never_wrong(kind, &[junk]).await;
            scene.assert_never_wrong(kind, &[junk, junk]).await;
        }
    }
}

#[tokio::test]
async fn a_page_that_is_the_file_comes() {
    let scene = Scene::new("page.HTML").await;
    let body = &PAGE.repeat(9000)[..usize::try_from(SIZE).unwrap()];
    let page = plain(
        &format!("200 OK\r\ncontent-type: text/html\r\ncontent-length: {SIZE}"),
        body,
    );
    scene.server.fail("file/download", page);
    let mut there = Vec::new();
    transfer(&scene.server)
        .download(&scene.id, &mut there)
        .await
        .unwrap();
    assert!(there == body.as_bytes());
}

/// Whole, but with neither a length nor a range in any answer.
#[tokio::test]
async fn a_file_without_a_length_counts_once_it_is_whole() {
    let scene = Scene::new("a.bin").await;
    let body = "x".repeat(usize::try_from(SIZE).unwrap());
    let whole = chunked("200 OK", &body, true);
    for _ in 0..4 {
        scene.server.fail("file/download", whole);
    }
    let transfer = transfer(&scene.server);
    transfer
        .download_file(&scene.id, scene.path())
        .await
        .unwrap();
    assert!(std::fs::read(scene.path()).unwrap() == body.as_bytes());
    let mut there = Vec::new();
    transfer.download(&scene.id, &mut there).await.unwrap();
    assert!(there == body.as_bytes());
}

/// As if it had been killed: what it wrote to the disk until then must not be gone on with.
#[tokio::test]
async fn who_is_stopped_in_the_middle_of_junk_leaves_no_head_of_a_file() {
    let scene = Scene::new("a.bin").await;
    // More than is held back before it goes to the disk.
    let size = 2_000_000;
    scene
        .server
        .store()
        .items
        .get_mut(&scene.id)
        .unwrap()
        .content = Content::Pattern(size);
    let Fault::Raw(text) = chunked("200 OK", &PAGE.repeat(20_000), false) else {
        unreachable!()
    };
    for _ in 0..2 {
        scene.server.fail("file/download", Fault::Hang(text));
    }
    let first = transfer(&scene.server);
    let download = first.download_file(&scene.id, scene.path());
    let wait = Duration::from_millis(700);
    tokio::time::timeout(wait, download).await.unwrap_err();
    let written = names(scene.folder.path()).into_iter().map(|name| {
        let path = scene.folder.path().join(name);
        std::fs::metadata(path).unwrap().len()
    });
    assert!(written.max().unwrap() > 500_000);
    scene.server.store().faults.clear();
    let again = transfer(&scene.server);
    again.download_file(&scene.id, scene.path()).await.unwrap();
    assert!(std::fs::read(scene.path()).unwrap() == patterned(0..size));
}

#[tokio::test]
async fn a_server_that_brings_less_than_was_asked_for_is_asked_again() {
    let scene = Scene::new("a.bin").await;
    scene.server.fail("file/download", Fault::CutAfter(100_000));
    scene.server.fail("file/download", Fault::Short(70_000));
    let mut there = Vec::new();
    transfer(&scene.server)
        .download(&scene.id, &mut there)
        .await
        .unwrap();
    assert!(there == scene.bytes);
    let ranges = ["", "bytes=100000-", "bytes=170000-"];
    assert_eq!(scene.server.ranges("file/download"), ranges);
}

/// The rest comes in one go, but of another file: nothing but the time tells.
#[tokio::test]
async fn a_part_does_not_get_the_tail_of_another_file() {
    let scene = Scene::new("a.bin").await;
    scene.server.fail("file/download", Fault::CutAfter(100_000));
    once(&scene.server)
        .download_file(&scene.id, scene.path())
        .await
        .unwrap_err();
    let change = async {
        while scene.server.count("file/download-link") < 2 {
            tokio::task::yield_now().await;
        }
        scene.server.store().items.get_mut(&scene.id).unwrap().mtime = "1571234568".to_owned();
    };
    let transfer = once(&scene.server);
    let download = transfer.download_file(&scene.id, scene.path());
    let (outcome, ()) = tokio::join!(download, change);
    outcome.unwrap_err();
    assert!(!scene.path().exists());
}

/// Neither the vendor nor the answer tells the length: any page would do.
#[tokio::test]
async fn a_file_of_untold_length_is_not_what_happens_to_come() {
    const METADATA: &str = "HTTP/1.1 200 x\r\ncontent-type: application/json\r\n\r\n{\"id\": \"file-1\", \"name\": \"a.bin\", \"type\": \"F\"}";
    for (answer, comes) in [
        ("HTTP/1.1 200 x\r\n\r\nhalf", false),
        (
            "HTTP/1.1 200 x\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n\r\n",
            false,
        ),
        (
            "HTTP/1.1 206 x\r\ncontent-range: bytes 0-3/9\r\ncontent-length: 4\r\n\r\nhalf",
            false,
        ),
        (
            "HTTP/1.1 206 x\r\ncontent-range: bytes 0-8/9\r\n\r\nhalf",
            false,
        ),
        ("HTTP/1.1 200 x\r\ncontent-length: 5\r\n\r\nwhole", true),
        (
            "HTTP/1.1 206 x\r\ncontent-range: bytes 0-4/5\r\n\r\nwhole",
            true,
        ),
    ] {
        let server = Server::start().await;
        let id = server
            .store()
            .add("home", "a.bin", "F", Content::Pattern(5));
        server.fail("file/metadata", Fault::Raw(METADATA));
        server.fail("file/download", Fault::Raw(answer));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let outcome = once(&server).download_file(&id, &path).await;
        assert_eq!(outcome.is_ok(), comes, "{answer}: {outcome:?}");
        assert_eq!(path.exists(), comes, "{answer}");
    }
}

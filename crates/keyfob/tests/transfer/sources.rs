//! What is uploaded: one file, opened before anything is asked for, and the same to the end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use keyfob::quatrix::transfer::{Error, Existing, Target};

use crate::probe::{file, once, transfer};
use crate::server::Server;
use crate::store::Content;

/// Does this in the middle of an upload of 300,000 bytes, and yields what became of that.
async fn disturbed(disturb: impl FnOnce(&Path)) -> (Server, Error) {
    let server = Server::start().await;
    let (folder, path, _) = file(300_000);
    server.store().pause = Duration::from_millis(50);
    let middle = async {
        while server.count("upload/chunked") < 1 {
            tokio::task::yield_now().await;
        }
        disturb(&path);
    };
    let transfer = transfer(&server);
    let upload = transfer.upload_file(&path, Target::new("home", "a.bin"));
    let (stopped, ()) = tokio::join!(upload, middle);
    drop(folder);
    let stopped = stopped.unwrap_err();
    assert!(stopped.resume.is_none(), "{stopped}");
    (server, stopped.error)
}

#[tokio::test]
async fn a_file_that_is_replaced_in_the_middle_is_not_finished() {
    type Disturb = fn(&Path);
    let replaced: Disturb = |path| {
        let new = path.with_file_name("new");
        fs::write(&new, vec![7; 300_000]).unwrap();
        // To the very time: only the file itself is another one.
        let time = fs::metadata(path).unwrap().modified().unwrap();
        fs::File::options()
            .write(true)
            .open(&new)
            .unwrap()
            .set_modified(time)
            .unwrap();
        fs::rename(new, path).unwrap();
    };
    let rewritten: Disturb = |path| fs::write(path, vec![7; 300_000]).unwrap();
    let longer: Disturb = |path| fs::write(path, vec![7; 300_001]).unwrap();
    let shorter: Disturb = |path| fs::write(path, "short").unwrap();
    let gone: Disturb = |path| fs::remove_file(path).unwrap();
    for disturb in [replaced, rewritten, longer, shorter, gone] {
        let (server, error) = disturbed(disturb).await;
        assert!(matches!(error, Error::Changed(_)), "{error}");
        assert_eq!(server.count("upload/finalize"), 0);
        assert!(server.store().find("home", "a.bin").is_none());
    }
}

/// The last chunk is on its way, or was sent: still nothing half-new is finished.
#[tokio::test]
async fn a_file_that_changes_with_its_last_chunk_is_not_finished() {
    let server = Server::start().await;
    let (_folder, path, _) = file(50_000);
    server.store().pause = Duration::from_millis(100);
    let middle = async {
        while server.store().busy < 1 {
            tokio::task::yield_now().await;
        }
        fs::write(&path, vec![7; 50_000]).unwrap();
    };
    let transfer = transfer(&server);
    let upload = transfer.upload_file(&path, Target::new("home", "a.bin"));
    let (stopped, ()) = tokio::join!(upload, middle);
    assert!(matches!(stopped.unwrap_err().error, Error::Changed(_)));
    assert_eq!(server.count("upload/finalize"), 0);
}

#[cfg(unix)]
fn pipe(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_is_no_file_costs_nothing_at_the_vendor() {
    let server = Server::start().await;
    let old = server.store().add("home", "old", "F", Content::Pattern(9));
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("pipe");
    pipe(&fifo);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&fifo, &link).unwrap();
    let cycle = folder.path().join("cycle");
    std::os::unix::fs::symlink(&cycle, &cycle).unwrap();
    let mut paths: Vec<PathBuf> = [
        "/dev/zero",
        "/dev/null",
        "/proc/self/status",
        "/proc/version",
    ]
    .map(PathBuf::from)
    .into();
    // A file of which the system says more than it has.
    let made_up = PathBuf::from("/sys/kernel/mm/transparent_hugepage/enabled");
    paths.extend(Some(made_up).filter(|path| fs::read(path).is_ok()));
    paths.extend([
        fifo,
        link,
        cycle,
        folder.path().to_owned(),
        folder.path().join("missing"),
    ]);
    for path in paths {
        for target in [Target::over(&old), Target::new("home", "new")] {
            let transfer = once(&server);
            let upload = transfer.upload_file(&path, target);
            let stopped = tokio::time::timeout(Duration::from_secs(5), upload).await;
            let error = stopped.expect("no waiting").unwrap_err().error;
            let told = matches!(error, Error::NotAFile(_) | Error::Disk { .. });
            assert!(told, "{}: {error}", path.display());
        }
    }
    assert!(server.store().seen.is_empty(), "nothing was asked");
    assert_eq!(server.store().items.len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_counted_in_a_folders_report() {
    let server = Server::start().await;
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("a"), "one").unwrap();
    pipe(&here.path().join("pipe"));
    let _socket = std::os::unix::net::UnixListener::bind(here.path().join("socket")).unwrap();
    let transfer = transfer(&server);
    let report = transfer
        .upload_folder(here.path(), "home", Existing::Refuse)
        .await;
    let report = report.unwrap();
    assert_eq!(report.files, 1);
    let mut failed: Vec<_> = report
        .failed
        .iter()
        .map(|(path, _)| path.to_str().unwrap())
        .collect();
    failed.sort_unstable();
    assert_eq!(failed, ["pipe", "socket"]);
}

/// A reader that fails, or is empty, when it is read first.
struct Broken;

impl tokio::io::AsyncRead for Broken {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        _: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::task::Poll::Ready(Err(io::ErrorKind::NotConnected.into()))
    }
}

#[tokio::test]
async fn a_reader_that_fails_at_once_costs_nothing_at_the_vendor() {
    let server = Server::start().await;
    let old = server.store().add("home", "old", "F", Content::Pattern(9));
    let transfer = transfer(&server);
    let stopped = transfer.upload(Broken, 10, Target::over(&old)).await;
    assert!(matches!(stopped.unwrap_err().error, Error::Stream(_)));
    let stopped = transfer
        .upload(tokio::io::empty(), 10, Target::over(&old))
        .await;
    assert!(matches!(stopped.unwrap_err().error, Error::Stream(_)));
    assert!(server.store().seen.is_empty(), "nothing was asked");
}

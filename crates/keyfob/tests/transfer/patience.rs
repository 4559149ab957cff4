//! "Too many calls": waited out, and not counted as anything else.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keyfob::Timeouts;
use keyfob::quatrix::transfer::{Error, Existing, Target};

use crate::probe::{file, session, settings};
use crate::proxy::{Asked, Proxy, Verdict};
use crate::server::Server;
use crate::store::Fault;

const TOO_MANY: Verdict = Verdict::Answer(429, "", r#"{"code": 1, "msg": "too many"}"#);

#[tokio::test]
async fn the_limit_for_the_end_does_not_cut_the_patience() {
    let server = Server::start().await;
    let first: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let rule = move |asked: &Asked<'_>| match asked.what {
        "upload/finalize" => {
            let since = first.get_or_init(Instant::now).elapsed();
            match since < Duration::from_millis(900) {
                true => Verdict::Answer(429, "retry-after: 1\r\n", "{}"),
                false => Verdict::Pass,
            }
        }
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let transfer = session(settings(&proxy.origin())).transfer();
    let transfer = transfer.with_finish_limit(Duration::from_millis(400));
    let (_folder, path, _) = file(1000);
    let uploaded = transfer.upload_file(path, Target::new("home", "a")).await;
    assert_eq!(uploaded.unwrap().size, 1000);
}

#[tokio::test]
async fn what_the_vendor_may_yet_finish_is_not_deleted() {
    let server = Server::start().await;
    for _ in 0..9 {
        server.fail("upload/finalize", Fault::Hang(""));
    }
    let timeouts = Timeouts {
        attempt: Duration::from_millis(100),
        ..Timeouts::default()
    };
    let settings = settings(&server.origin()).with_timeouts(timeouts);
    let transfer = session(settings).transfer();
    let transfer = transfer.with_finish_limit(Duration::from_millis(300));
    let (folder, _, _) = file(1000);
    let up = transfer.upload_folder(folder.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert!(
        matches!(report.failed[..], [(_, Error::NotFinished(_))]),
        "{report:?}"
    );
    assert_eq!(server.count("file/delete"), 0);
    assert_eq!(server.store().items.len(), 1);
}

#[tokio::test]
async fn too_many_calls_cost_a_chunk_none_of_its_attempts() {
    let server = Server::start().await;
    let chunks = AtomicUsize::new(0);
    let rule = move |asked: &Asked<'_>| match asked.what {
        "upload/chunked" => match chunks.fetch_add(1, Ordering::SeqCst) {
            0..5 => TOO_MANY,
            5 => Verdict::Cut,
            _ => Verdict::Pass,
        },
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let transfer = session(settings(&proxy.origin())).transfer();
    let (_folder, path, _) = file(1000);
    let uploaded = transfer.upload_file(path, Target::new("home", "a")).await;
    assert_eq!(uploaded.unwrap().size, 1000);
}

#[tokio::test]
async fn patience_that_ran_out_is_whole_again_for_the_next_upload() {
    for call in ["upload/chunked", "upload/link", "upload/finalize"] {
        let server = Server::start().await;
        let later = Arc::new(AtomicUsize::new(usize::MAX));
        let left = Arc::clone(&later);
        let rule = move |asked: &Asked<'_>| match left.load(Ordering::SeqCst) {
            _ if asked.what != call => Verdict::Pass,
            usize::MAX => Verdict::Answer(429, "retry-after: 1\r\n", "{}"),
            0 => Verdict::Pass,
            _ => {
                left.fetch_sub(1, Ordering::SeqCst);
                TOO_MANY
            }
        };
        let proxy = Proxy::start(&server.origin(), rule).await;
        let patience = Duration::from_millis(1500);
        let transfer = session(settings(&proxy.origin())).transfer();
        let transfer = transfer.with_patience(patience);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "a").unwrap();
        let began = Instant::now();
        let stopped = transfer.upload_file(&path, Target::new("home", "a")).await;
        let error = stopped.unwrap_err().error;
        assert!(
            matches!(error.api(), Some(keyfob::Error::RateLimited(_))),
            "{call}: {error}"
        );
        // Not once in the call and once more around it, which would be 3 s. What is called after it waits for the `Retry-After`, too.
        assert!(began.elapsed() < Duration::from_millis(2900), "{call}");
        later.store(2, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(600)).await;
        let uploaded = transfer.upload_file(&path, Target::new("home", "b")).await;
        assert_eq!(uploaded.unwrap().size, 1, "{call}");
    }
}

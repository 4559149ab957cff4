//! Under pressure: too many calls, sessions that end, slow lines.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keyfob::quatrix::transfer::{Existing, Report};
use keyfob::quatrix::{LoggedIn, Login};
use keyfob::{Retry, Timeouts};

use crate::probe::{session, settings};
use crate::proxy::{Asked, Proxy, Verdict};
use crate::server::Server;
use crate::store::Content;

const TOO_MANY: &str = r#"{"code": 1, "msg": "too many"}"#;

fn files(folder: &Path, count: usize) {
    for number in 0..count {
        fs::write(folder.join(format!("f{number:03}")), format!("{number}")).unwrap();
    }
}

fn failures(report: &Report) -> Vec<String> {
    let told = report.failed.iter();
    told.map(|(path, error)| format!("{}: {error}", path.display()))
        .collect()
}

/// At most so many calls in so much time, as gateways have it.
fn limit(calls: usize, window: Duration) -> impl Fn(&Asked<'_>) -> Verdict + Send + Sync {
    let seen = Mutex::new((Instant::now(), 0));
    move |_| {
        let mut seen = seen.lock().unwrap();
        if seen.0.elapsed() >= window {
            *seen = (Instant::now(), 0);
        }
        seen.1 += 1;
        match seen.1 <= calls {
            true => Verdict::Pass,
            false => Verdict::Answer(429, "", TOO_MANY),
        }
    }
}

#[tokio::test]
async fn too_many_calls_are_waited_out_whatever_the_call_is() {
    let server = Server::start().await;
    let proxy = Proxy::start(&server.origin(), limit(40, Duration::from_millis(200))).await;
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    files(here.path(), 60);
    fs::create_dir(here.path().join("sub")).unwrap();
    let transfer = session(settings(&proxy.origin())).transfer();
    let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert_eq!(report.files, 60, "{:?}", failures(&report));
    let down = transfer.download_folder("home", there.path(), Existing::Refuse);
    let report = down.await.unwrap();
    assert_eq!(report.files, 60, "{:?}", failures(&report));
    // What is never repeated by itself was sent once each, as far as the vendor did it.
    let links = server.count("upload/link");
    assert_eq!((links, server.count("file/makedir")), (60, 1));
}

#[tokio::test]
async fn every_kind_of_call_waits_for_a_retry_after() {
    let kinds = [
        "file/metadata",
        "file/makedir",
        "upload/link",
        "upload/chunked",
        "upload/finalize",
        "file/download-link",
        "file/download",
        "file/modify",
    ];
    let server = Server::start().await;
    let refused: Arc<Mutex<Vec<(String, Instant)>>> = Arc::default();
    let seen = Arc::clone(&refused);
    let rule = move |asked: &Asked<'_>| {
        let mut seen = seen.lock().unwrap();
        if seen.iter().all(|(what, _)| what != asked.what) {
            seen.push((asked.what.to_owned(), Instant::now()));
            return Verdict::Answer(429, "retry-after: 1\r\n", TOO_MANY);
        }
        let (_, since) = seen.iter().find(|(what, _)| what == asked.what).unwrap();
        match since.elapsed() >= Duration::from_secs(1) {
            true => Verdict::Pass,
            false => Verdict::Answer(400, "", r#"{"code": 1, "msg": "too early"}"#),
        }
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(here.path().join("sub")).unwrap();
    fs::write(here.path().join("a"), "one").unwrap();
    let transfer = session(settings(&proxy.origin())).transfer();
    for existing in [Existing::Refuse, Existing::Replace] {
        let up = transfer.upload_folder(here.path(), "home", existing);
        assert_eq!(up.await.unwrap().files, 1);
    }
    let down = transfer.download_folder("home", there.path(), Existing::Refuse);
    assert_eq!(down.await.unwrap().files, 1);
    let refused = refused.lock().unwrap();
    for kind in kinds {
        let mut seen = refused.iter();
        assert!(
            kind == "file/modify" || seen.any(|(what, _)| what == kind),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn patience_has_an_end_which_is_told_once() {
    let server = Server::start().await;
    let calls = Arc::new(AtomicUsize::new(0));
    let links = Arc::new(AtomicUsize::new(0));
    let seen = (Arc::clone(&calls), Arc::clone(&links));
    let rule = move |asked: &Asked<'_>| {
        seen.0.fetch_add(1, Ordering::SeqCst);
        match asked.what {
            "upload/link" => {
                seen.1.fetch_add(1, Ordering::SeqCst);
                Verdict::Answer(429, "", TOO_MANY)
            }
            _ => Verdict::Pass,
        }
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let here = tempfile::tempdir().unwrap();
    files(here.path(), 50);
    let session = session(settings(&proxy.origin()));
    let transfer = session.transfer().with_patience(Duration::from_millis(300));
    let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert!(
        report.stopped && report.failed.len() == 1,
        "{:?}",
        failures(&report)
    );
    assert!(calls.load(Ordering::SeqCst) < 30, "{calls:?} calls");

    // Who wants one attempt has one.
    let once = settings(&proxy.origin()).with_retry(Retry::never());
    let transfer = crate::probe::session(once).transfer();
    let links = || links.load(Ordering::SeqCst);
    let before = links();
    let target = keyfob::quatrix::transfer::Target::new("home", "a");
    transfer
        .upload_file(here.path().join("f001"), target)
        .await
        .unwrap_err();
    assert_eq!(links(), before + 1);
}

#[tokio::test]
async fn a_session_that_ends_in_the_middle_is_told_once() {
    for way in ["up", "down"] {
        let server = Server::start().await;
        let there = tempfile::tempdir().unwrap();
        files(there.path(), 40);
        for number in 0..40 {
            let name = format!("f{number:03}");
            server.store().add("there", &name, "F", Content::Pattern(9));
        }
        let calls = AtomicUsize::new(0);
        let rule = move |_: &Asked<'_>| match calls.fetch_add(1, Ordering::SeqCst) < 30 {
            true => Verdict::Pass,
            false => Verdict::Answer(401, "", r#"{"code": 14, "msg": "no session"}"#),
        };
        let proxy = Proxy::start(&server.origin(), rule).await;
        let transfer = session(settings(&proxy.origin())).transfer();
        let report = match way {
            "up" => {
                transfer
                    .upload_folder(there.path(), "home", Existing::Refuse)
                    .await
            }
            _ => {
                transfer
                    .download_folder("there", there.path(), Existing::Replace)
                    .await
            }
        };
        let report = report.unwrap();
        let told = report
            .failed
            .iter()
            .filter(|(_, error)| matches!(error.api(), Some(keyfob::Error::SessionEnded(_))));
        assert_eq!(
            (told.count(), report.failed.len()),
            (1, 1),
            "{:?}",
            failures(&report)
        );
        assert!(
            report.stopped && (1..40).contains(&report.files),
            "{way}: {report:?}"
        );
    }
}

#[tokio::test]
async fn one_file_that_is_refused_like_an_ended_session_does_not_stop_the_rest() {
    let server = Server::start().await;
    let links = AtomicUsize::new(0);
    let rule = move |asked: &Asked<'_>| match asked.what {
        "upload/chunked" if links.fetch_add(1, Ordering::SeqCst) == 3 => {
            Verdict::Answer(401, "", r#"{"code": 14, "msg": "no"}"#)
        }
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let here = tempfile::tempdir().unwrap();
    files(here.path(), 20);
    let transfer = session(settings(&proxy.origin())).transfer();
    let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert!(!report.stopped);
    assert_eq!((report.files, report.failed.len()), (19, 1));
}

#[tokio::test]
async fn a_page_of_somebody_elses_is_no_chunk_that_arrived() {
    let server = Server::start().await;
    let chunks = AtomicUsize::new(0);
    let rule = move |asked: &Asked<'_>| match asked.what {
        "upload/chunked" if chunks.fetch_add(1, Ordering::SeqCst) == 1 => {
            let page = "<html>Log in to this network first</html>";
            Verdict::Answer(200, "content-type: text/html\r\n", page)
        }
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let (_folder, path, bytes) = crate::probe::file(300_000);
    let chunks = keyfob::quatrix::transfer::Chunks::between(100_000, 100_000);
    let transfer = session(settings(&proxy.origin()))
        .transfer()
        .with_chunks(chunks);
    let target = keyfob::quatrix::transfer::Target::new("home", "a");
    let stopped = transfer.upload_file(&path, target).await.unwrap_err();
    let resume = stopped.resume.unwrap();
    assert_eq!(resume.offset(), 100_000);
    let uploaded = transfer.resume_file(&path, *resume).await.unwrap();
    let store = server.store();
    let there = &store.items[&uploaded.file_id].content;
    assert!(there.slice(0..300_000) == bytes);
}

#[tokio::test]
async fn a_failed_run_leaves_no_trash_behind() {
    let server = Server::start().await;
    let deletes = AtomicUsize::new(0);
    let rule = move |asked: &Asked<'_>| match asked.what {
        "upload/chunked" => Verdict::Answer(400, "", "{}"),
        // The way of the first one's answer is lost, of the next the whole request.
        "file/delete" => match deletes.fetch_add(1, Ordering::SeqCst) {
            0 => Verdict::Lose,
            1 => Verdict::Cut,
            _ => Verdict::Pass,
        },
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let here = tempfile::tempdir().unwrap();
    files(here.path(), 5);
    let transfer = session(settings(&proxy.origin())).transfer();
    let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert_eq!((report.files, report.failed.len()), (0, 5));
    let store = server.store();
    assert!(store.items.is_empty());
    let deletes = store.seen.iter().filter(|seen| seen.what == "file/delete");
    assert!(deletes.clone().count() >= 5);
    assert!(
        deletes
            .into_iter()
            .all(|seen| seen.json["delete_permanently"] == true)
    );
}

#[tokio::test]
async fn a_folder_whose_answer_was_lost_is_used_all_the_same() {
    let server = Server::start().await;
    let lost = AtomicUsize::new(0);
    let rule = move |asked: &Asked<'_>| match asked.what {
        "file/makedir" if lost.fetch_add(1, Ordering::SeqCst) == 0 => Verdict::Lose,
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let here = tempfile::tempdir().unwrap();
    fs::create_dir(here.path().join("sub")).unwrap();
    files(&here.path().join("sub"), 2);
    let transfer = session(settings(&proxy.origin())).transfer();
    let up = transfer.upload_folder(here.path(), "home", Existing::Refuse);
    let report = up.await.unwrap();
    assert_eq!(report.files, 2, "{:?}", failures(&report));
    assert!(server.store().find("home", "sub/f001").is_some());
}

#[tokio::test]
async fn a_listing_on_a_slow_line_may_take_longer_than_an_attempt() {
    let server = Server::start().await;
    for number in 0..50 {
        let name = format!("f{number:03}");
        server.store().add("there", &name, "F", Content::Pattern(9));
    }
    let rule = |asked: &Asked<'_>| match asked.what {
        "file/metadata" => Verdict::Drip(1000, Duration::from_millis(50)),
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let slow = Duration::from_millis(200);
    let timeouts = Timeouts {
        attempt: slow,
        total: slow,
        ..Timeouts::default()
    };
    let settings = settings(&proxy.origin()).with_timeouts(timeouts);
    let to = tempfile::tempdir().unwrap();
    let transfer = session(settings).transfer();
    let report = transfer.download_folder("there", to.path(), Existing::Refuse);
    let report = report.await.unwrap();
    assert_eq!(report.files, 50, "{:?}", failures(&report));
}

#[tokio::test]
async fn an_upload_on_a_slow_line_goes_on_while_it_moves_unseen() {
    let server = Server::start().await;
    // 3 MB in 2 s, most of which the operating system takes at once.
    let rule = |asked: &Asked<'_>| match asked.what {
        "upload/chunked" => Verdict::SlowBody(150_000, Duration::from_millis(100)),
        _ => Verdict::Pass,
    };
    let proxy = Proxy::start(&server.origin(), rule).await;
    let (_folder, path, bytes) = crate::probe::file(3_000_000);
    let timeouts = Timeouts {
        attempt: Duration::from_millis(400),
        total: Duration::from_millis(400),
        ..Timeouts::default()
    };
    let settings = settings(&proxy.origin()).with_retry(Retry::never());
    let transfer = session(settings.with_timeouts(timeouts)).transfer();
    let target = keyfob::quatrix::transfer::Target::new("home", "a");
    let uploaded = transfer.upload_file(&path, target).await.unwrap();
    let store = server.store();
    let there = &store.items[&uploaded.file_id].content;
    assert!(there.slice(0..3_000_000) == bytes);
}

#[tokio::test]
async fn a_session_is_kept_alive_while_something_moves_and_no_longer() {
    let sandbox = keyfob_sandbox::Sandbox::start().await.unwrap();
    let user = &sandbox.accounts().quatrix[0];
    let login = Login::new("acme").with_settings(settings(sandbox.url()));
    let logged_in = login
        .password(&user.email, user.password.clone())
        .await
        .unwrap();
    let LoggedIn::Session(session) = logged_in else {
        panic!("no second factor")
    };
    let kept = || {
        let asked = sandbox.take_exchanges();
        asked
            .iter()
            .filter(|one| one.path.ends_with("/session/keepalive"))
            .count()
    };
    let home = session.client().files().home().send().await.unwrap();
    let home = home.into_inner().id.unwrap();
    let (reader, mut writer) = tokio::io::duplex(10);
    let transfer = session.transfer().with_keepalive(Duration::from_millis(40));
    let target = keyfob::quatrix::transfer::Target::new(&home, "slow");
    let slow = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        tokio::io::AsyncWriteExt::write_all(&mut writer, b"abc")
            .await
            .unwrap();
    };
    let (uploaded, ()) = tokio::join!(transfer.upload(reader, 3, target), slow);
    assert_eq!(uploaded.unwrap().size, 3);
    let during = kept();
    assert!((2..=8).contains(&during), "{during}");
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(kept(), 0);
}

//! Connections that begin as a call: what is asked for, who looks on, and what the session has to do with them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use keyfob_core::{
    Attempt, AttemptEnd, BoxFuture, Ended, Error, FaultKind, Handle, Hook, Operation, Renew,
    Renewed, Timeouts,
};
use reqwest::header::{CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_KEY, UPGRADE};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use crate::api::{API, BASIC, KEY, TOKEN};
use crate::probe::{bare, handle, hold_all, settings, shown};
use crate::server::{Server, Step, answer, fine, json};
use crate::watch::{watch, written};

const LONG: Duration = Duration::from_secs(10);

fn operation() -> &'static Operation {
    API.operation("safe").unwrap()
}

fn upgrade_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_KEY, HeaderValue::from_static("ours"));
    headers
}

async fn upgrade(handle: &Handle, url: &str) -> Result<(HeaderMap, reqwest::Upgraded), Error> {
    let asked = handle.upgrade(operation(), url, upgrade_headers());
    timeout(LONG, asked).await.unwrap()
}

fn switched(extra: &str) -> Vec<u8> {
    let head = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n";
    format!("{head}x-said: fine\r\n\r\n{extra}").into_bytes()
}

/// What came with the head belongs to the connection, and none of the session's credentials is in the request.
#[tokio::test]
async fn the_connection_and_the_headers_of_the_answer() {
    let server = Server::start([Step::Answer(switched("early"))]).await;
    let (headers, mut connection) = upgrade(&handle(&server), "wss://api.probe.test/v1/feed?a=b#c")
        .await
        .unwrap();
    assert_eq!(headers["x-said"], "fine");
    let mut early = [0; 5];
    connection.read_exact(&mut early).await.unwrap();
    assert_eq!(&early, b"early");
    connection
        .write_all(b"POST / HTTP/1.1\r\n\r\n")
        .await
        .unwrap();
    let seen = server.seen().remove(0);
    assert_eq!(seen.target(), "/v1/feed?a=b");
    assert_eq!(seen.headers("upgrade"), ["websocket"]);
    assert!(!seen.head.contains("-value"), "{}", seen.head);
    assert!(!seen.head.contains("basic"), "{}", seen.head);
}

/// A connection lives longer than any call may.
#[tokio::test]
async fn the_times_of_a_call_end_with_the_upgrade() {
    let gate = Arc::new(tokio::sync::Notify::new());
    let step = Step::Gated(switched(""), Arc::clone(&gate), b"late".to_vec());
    let server = Server::start([step]).await;
    let short = Duration::from_millis(100);
    let settings = settings(&server).with_timeouts(Timeouts {
        connect: short,
        attempt: short,
        total: short,
    });
    let (_, mut connection) = upgrade(&bare(settings), "wss://api.probe.test/")
        .await
        .unwrap();
    tokio::time::sleep(short * 4).await;
    gate.notify_one();
    let mut late = [0; 4];
    timeout(LONG, connection.read_exact(&mut late))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(&late, b"late");
}

#[tokio::test]
async fn an_answer_that_does_not_come() {
    let server = Server::start([Step::Silence]).await;
    let settings = settings(&server).with_timeouts(Timeouts {
        attempt: Duration::from_millis(100),
        ..Timeouts::default()
    });
    let error = upgrade(&bare(settings), "wss://api.probe.test/")
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Interrupted(why) if why.is_timeout()),
        "{error:?}"
    );
}

/// The vendor's words are kept, without what they repeat of ours; and a success that is no upgrade is none.
#[tokio::test]
async fn any_other_answer_is_a_refusal() {
    let said = r#"{"error":{"message":"no key-value here"}}"#;
    for (step, status) in [
        (json("403 No", said), 403),
        (fine(), 200),
        (Step::Answer(answer("426 Upgrade", &[], "")), 426),
    ] {
        let server = Server::start([step]).await;
        let error = upgrade(&handle(&server), "wss://api.probe.test/")
            .await
            .unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert!(error.refusal().is_some(), "{error:?}");
        assert!(!shown(&error).contains("key-value"), "{error:?}");
        assert_eq!(server.count(), 1, "it is asked once");
    }
}

#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Hook for Diary {
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        headers.insert(SEC_WEBSOCKET_KEY, HeaderValue::from_static("a-hooks"));
        self.0.lock().unwrap().push(attempt.operation().to_owned());
    }

    fn after(&self, _: &Attempt<'_>, end: &AttemptEnd<'_>) {
        let text = format!("{:?} {}", end.status(), end.error().is_some());
        self.0.lock().unwrap().push(text);
    }
}

/// A hook and a span for it, as for any attempt; nobody takes the place of the handshake's headers.
#[tokio::test]
async fn who_looks_on() {
    watch();
    let steps = [Step::Answer(switched("")), json("503 Down", "{}")];
    let server = Server::start(steps).await;
    let diary = Diary::default();
    let handle = bare(settings(&server).with_hook(diary.clone()));
    upgrade(&handle, "wss://api.probe.test/").await.unwrap();
    upgrade(&handle, "wss://api.probe.test/").await.unwrap_err();
    let lines = ["safe", "Some(101) false", "safe", "Some(503) true"];
    assert_eq!(*diary.0.lock().unwrap(), lines);
    assert_eq!(server.seen()[0].headers("sec-websocket-key"), ["ours"]);
    let requests = written().requests();
    let statuses: Vec<_> = requests
        .iter()
        .map(|span| span.fields["http.response.status_code"].clone())
        .collect();
    assert_eq!(statuses, ["101", "503"]);
}

#[test]
fn a_credential_for_another_place_than_a_header() {
    let handle = Handle::new(&API, keyfob_core::Settings::default()).unwrap();
    let missing = handle.credential(operation(), &KEY).unwrap_err();
    assert!(matches!(
        missing,
        Error::MissingCredential {
            credential: "key",
            ..
        }
    ));
    hold_all(&handle);
    assert_eq!(
        handle.credential(operation(), &KEY).unwrap().expose(),
        "key-value"
    );
    // A user and a password are no single value.
    handle.credential(operation(), &BASIC).unwrap_err();
    let _closing = handle.credentials().close_for("never");
    let closed = handle.credential(operation(), &KEY).unwrap_err();
    assert!(matches!(closed, Error::SessionClosed { operation: "safe" }));
}

#[test]
fn a_refusal_that_came_on_a_connection() {
    let handle = Handle::new(&API, keyfob_core::Settings::default()).unwrap();
    hold_all(&handle);
    let said = Some("no token-value, \"key-value\" nor YmFzaWMtdXNlcjpiYXNpYy1wYXNzd29yZA==");
    let error = handle.refused(operation(), FaultKind::SessionEnded, said);
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    let clean = "no [redacted], \"[redacted]\" nor [redacted]";
    assert_eq!(error.message(), Some(clean));
    assert!(!shown(&error).contains("-value"));
    let error = handle.refused(operation(), FaultKind::Unavailable, None);
    assert_eq!(error.message(), None);
}

struct Manager {
    renewed: Renewed,
    asked: AtomicUsize,
}

impl Renew for Manager {
    fn renew(&self, ended: Ended, revision: u64) -> BoxFuture<'_, Result<Renewed, Error>> {
        assert_eq!((ended, revision), (Ended::Session, 0));
        self.asked.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(self.renewed)))
    }

    fn logged_out(&self) {}
}

/// Whether the session is renewed after the word on the feed that it has ended.
#[tokio::test]
async fn who_renews_the_session() {
    let handle = Handle::new(&API, keyfob_core::Settings::default()).unwrap();
    hold_all(&handle);
    let ended = || handle.refused(operation(), FaultKind::SessionEnded, None);
    let other = || handle.refused(operation(), FaultKind::Unavailable, None);
    // Nobody does; but a word on credentials that are held no more needs no renewal.
    assert!(matches!(
        handle.renew(ended(), 0).await,
        Err(Error::SessionEnded(_))
    ));
    handle.renew(ended(), 7).await.unwrap();
    for (renewed, is_mended) in [
        (Renewed::Fresh, true),
        (Renewed::Already, true),
        (Renewed::NotPossible, false),
    ] {
        let asked = AtomicUsize::new(0);
        let manager: Arc<Manager> = Arc::new(Manager { renewed, asked });
        let weak: std::sync::Weak<Manager> = Arc::downgrade(&manager);
        handle.set_renewal(weak);
        assert_eq!(handle.renew(ended(), 0).await.is_ok(), is_mended);
        // Any other error is no reason to renew.
        let error = handle.renew(other(), 0).await.unwrap_err();
        assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        assert_eq!(manager.asked.load(Ordering::SeqCst), 1);
        handle
            .without_renewal()
            .renew(ended(), 0)
            .await
            .unwrap_err();
        assert_eq!(manager.asked.load(Ordering::SeqCst), 1);
    }
    let _closing = handle.credentials().close_for("never");
    handle.renew(ended(), 7).await.unwrap_err();
}

/// Clearing and closing end it; new credentials in the place of old ones do not.
#[tokio::test]
async fn the_session_is_closed() {
    let handle = Handle::new(&API, keyfob_core::Settings::default()).unwrap();
    for is_logout in [true, false] {
        hold_all(&handle);
        let mut closed = std::pin::pin!(handle.session_closed());
        let soon = Duration::from_millis(20);
        assert!(timeout(soon, &mut closed).await.is_err());
        handle.credentials().set(&TOKEN, "another-value");
        handle.credentials().remove(&KEY);
        let saved = handle.save("account", None);
        let generation = handle.credentials().generation();
        assert!(handle.install(&saved, generation).unwrap());
        assert!(timeout(soon, &mut closed).await.is_err());
        match is_logout {
            true => drop(handle.credentials().close_for("never")),
            false => handle.credentials().clear(),
        }
        timeout(LONG, closed).await.unwrap();
    }
}

/// At whatever moment the session ends, no waiter misses it.
#[tokio::test]
async fn no_end_is_missed() {
    let handle = Handle::new(&API, keyfob_core::Settings::default()).unwrap();
    for _ in 0..1_000 {
        hold_all(&handle);
        let mut closed = std::pin::pin!(handle.session_closed());
        // Polled once: from then on it knows which session it waits for.
        let first = std::future::poll_fn(|context| Poll::Ready(closed.as_mut().poll(context)));
        assert!(first.await.is_pending());
        let ends = handle.clone();
        let thread = std::thread::spawn(move || ends.credentials().clear());
        timeout(LONG, closed).await.unwrap();
        thread.join().unwrap();
    }
}

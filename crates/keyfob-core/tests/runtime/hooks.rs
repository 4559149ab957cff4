//! A user's own headers, and hooks that look on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyfob_core::{Attempt, AttemptEnd, Error, Handle, Hook, Settings, Timeouts};
use reqwest::header::{AUTHORIZATION, HeaderMap};

use crate::api::{API, KEY};
use crate::probe::{bare, call, decoded, file, hold_all, request, send, settings, shown};
use crate::server::{Server, Step, fine, json};
use crate::watch::{watch, written};

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Diary {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Hook for Diary {
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        headers.insert("x-number", attempt.number().into());
        let line = format!(
            "{} {} {} {} {}",
            attempt.api(),
            attempt.operation(),
            attempt.method(),
            attempt.path(),
            attempt.number()
        );
        self.0
            .lock()
            .unwrap()
            .push(format!("{line} {}", headers.len()));
    }

    fn after(&self, attempt: &Attempt<'_>, end: &AttemptEnd<'_>) {
        assert!(end.elapsed() < Duration::from_secs(9));
        let status = end.status().map(|status| status.as_u16());
        let error = end.error().map(ToString::to_string);
        let line = format!("{} {status:?} {error:?}", attempt.operation());
        self.0.lock().unwrap().push(line);
    }
}

fn handle(server: &Server, change: impl FnOnce(Settings) -> Settings) -> Handle {
    let handle = bare(change(settings(server)));
    hold_all(&handle);
    handle
}

#[tokio::test]
async fn a_hook_sees_every_attempt_and_its_headers_go_with_it() {
    let diary = Diary::default();
    let server = Server::start([json("503 Down", "{}"), fine()]).await;
    let handle = handle(&server, |s| s.with_hook(diary.clone()));
    file(&handle, "S3CR3T-id").await.unwrap();
    let lines = diary.lines();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[0], "probe file GET /files/{id}/meta 1 1");
    assert!(
        lines[1].starts_with("file Some(503) Some(\"the vendor's service"),
        "{lines:?}"
    );
    assert_eq!(lines[2], "probe file GET /files/{id}/meta 2 1");
    assert_eq!(lines[3], "file Some(200) None");
    let numbers: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.headers("x-number")[0].to_owned())
        .collect();
    assert_eq!(numbers, ["1", "2"]);
}

/// It runs before the credentials come, and with nothing of the request.
#[tokio::test]
async fn a_hook_sees_no_credential_path_query_or_body() {
    let diary = Diary::default();
    let server = Server::start([json("401 No", r#"{"message":"S3CR3T-key is old"}"#)]).await;
    let handle = handle(&server, |s| s.with_hook(diary.clone()));
    handle.credentials().set(&KEY, "S3CR3T-key");
    let request = request("file", "/files/S3CR3T/meta?S3CR3T=1")
        .header("x-ticket", "S3CR3T")
        .body("S3CR3T");
    let _ = send(&handle, "file", request).await;
    assert_eq!(server.only().headers("x-key"), ["S3CR3T-key"]);
    let lines = diary.lines();
    assert_eq!(lines.len(), 2);
    assert!(!format!("{lines:?}").contains("S3CR3T"), "{lines:?}");
}

#[tokio::test]
async fn a_hook_is_told_when_nothing_was_sent_and_when_the_call_is_given_up() {
    let diary = Diary::default();
    let server = Server::start([Step::Silence]).await;
    let timeouts = Timeouts {
        total: Duration::from_millis(50),
        ..Timeouts::default()
    };
    let handle = bare(
        settings(&server)
            .with_timeouts(timeouts)
            .with_hook(diary.clone()),
    );
    call(&handle, "key").await.unwrap_err();
    call(&handle, "safe").await.unwrap_err();
    let lines = diary.lines();
    assert!(
        lines[1].starts_with("key None Some(\"key needs the credential"),
        "{lines:?}"
    );
    assert_eq!(lines[3], "safe None None");
}

#[tokio::test]
async fn what_a_hook_adds_is_not_shown_and_hooks_keep_their_order() {
    watch();
    let server = Server::start([json("400 Bad", r#"{"message":"S3CR3T-gate-9 is no key"}"#)]).await;
    let handle = handle(&server, |s| {
        s.with_hook(|_: &Attempt<'_>, headers: &mut HeaderMap| {
            headers.insert("x-gate", "S3CR3T-first-1".parse().unwrap());
        })
        .with_hook(|_: &Attempt<'_>, headers: &mut HeaderMap| {
            headers.insert("x-gate", "S3CR3T-gate-9".parse().unwrap());
            headers.append("x-gate", "S3CR3T-more-2".parse().unwrap());
        })
    });
    let error = call(&handle, "safe").await.unwrap_err();
    assert_eq!(
        server.only().headers("x-gate"),
        ["S3CR3T-gate-9", "S3CR3T-more-2"]
    );
    assert!(!shown(&error).contains("S3CR3T"), "{}", shown(&error));
    assert!(!written().text().contains("S3CR3T"), "{}", written().text());
}

#[tokio::test]
async fn a_hook_cannot_set_credentials_or_framing() {
    let server = Server::start([fine()]).await;
    for name in [
        "authorization",
        "x-key",
        "X-Auth-Token",
        "cookie",
        "host",
        "content-length",
        "transfer-encoding",
    ] {
        let handle = handle(&server, |s| {
            s.with_hook(move |_: &Attempt<'_>, headers: &mut HeaderMap| {
                headers.insert(
                    reqwest::header::HeaderName::from_bytes(name.to_lowercase().as_bytes())
                        .unwrap(),
                    "7".parse().unwrap(),
                );
            })
        });
        let error = call(&handle, "key").await.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidInput(text) if text.contains(&name.to_lowercase())),
            "{error:?}"
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_users_header_goes_with_every_request_and_is_not_shown() {
    watch();
    let server = Server::start([json("400 Bad", r#"{"message":"S3CR3T-gate-9 is no key"}"#)]).await;
    let handle = handle(&server, |s| {
        s.with_header("X-Gate", "S3CR3T-gate-9")
            .with_header("x-client", "mine")
    });
    let error = call(&handle, "safe").await.unwrap_err();
    let seen = server.only();
    assert_eq!(seen.headers("x-gate"), ["S3CR3T-gate-9"]);
    let shown = format!(
        "{} {handle:?} {:?} {}",
        shown(&error),
        handle.settings(),
        written().text()
    );
    assert!(!shown.contains("S3CR3T"), "{shown}");
    assert!(shown.contains("X-Gate"), "{shown}");
}

/// The user knows better than the spec, and the call better than the settings.
#[tokio::test]
async fn a_users_header_comes_after_the_specs_and_before_the_calls() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server, |s| {
        s.with_header("x-client", "mine")
            .with_header("x-count", "1")
    });
    let request = request("file", "/files/1/meta").header("x-count", "2");
    send(&handle, "file", request).await.unwrap();
    let seen = server.only();
    assert_eq!(seen.headers("x-client"), ["mine"]);
    assert_eq!(seen.headers("source"), ["sdk"]);
    assert_eq!(seen.headers("x-count"), ["2"]);
}

#[test]
fn headers_that_are_not_the_users_are_refused_with_their_names() {
    for (name, value) in [
        ("Authorization", "Bearer S3CR3T"),
        ("Proxy-Authorization", "S3CR3T"),
        ("Cookie", "S3CR3T"),
        ("X-Key", "S3CR3T"),
        ("x-auth-token", "S3CR3T"),
        ("Host", "evil.test"),
        ("Content-Length", "7"),
        ("Transfer-Encoding", "chunked"),
        ("Connection", "close"),
        ("Content-Type", "text/plain"),
        ("Accept-Encoding", "gzip"),
        ("x gate", "1"),
        ("x-gate\r\nx-forged", "1"),
        ("", "1"),
        ("x-gate", "S3CR3T\r\nx-forged: 1"),
        ("x-gate", "S3CR3T\0"),
    ] {
        let settings = Settings::default().with_header(name, value);
        let error = Handle::new(&API, settings).unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{name:?} {error:?}");
        let text = shown(&error);
        assert!(
            !text.contains("S3CR3T") && !error.to_string().contains('\n'),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_header_of_the_users_does_not_come_before_a_credential() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server, |s| s.with_header("x-other", "1"));
    decoded(&handle, "together").await.unwrap();
    assert_eq!(
        server.only().headers(AUTHORIZATION.as_str()),
        ["Bearer bearer-value"]
    );
}

//! A span for each call.

use crate::probe::{call, file, handle, hold_all, request, send};
use crate::server::{Server, Step, fine, json, plain};
use crate::watch::{Span, watch, written};

fn only() -> Span {
    let calls = written().calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    calls[0].clone()
}

fn has(span: &Span, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(
            span.fields.get(name).map(String::as_str),
            Some(*value),
            "{span:?}"
        );
    }
}

#[tokio::test]
async fn a_success() {
    watch();
    let server = Server::start([fine()]).await;
    file(&handle(&server), "a-parameter/ö").await.unwrap();
    let span = only();
    has(
        &span,
        &[
            ("api", "probe"),
            ("operation", "file"),
            ("method", "GET"),
            ("path", "/files/{id}/meta"),
            ("attempts", "1"),
            ("status", "200"),
            ("outcome", "ok"),
        ],
    );
    // The template, not what was put into it.
    assert!(!written().text().contains("a-parameter"), "{span:?}");
}

#[tokio::test]
async fn neither_query_nor_host_nor_body() {
    watch();
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let request = request(&handle, "query", "/query?account=S3CR3T").body("S3CR3T");
    send(&handle, "query", request).await.unwrap();
    let text = format!("{:?}", only());
    for part in ["S3CR3T", "account", "api_key", "query-value", "127.0.0.1"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn attempts_are_counted() {
    watch();
    let server = Server::start([json("503 Down", "{}"), Step::Close, fine()]).await;
    call(&handle(&server), "safe").await.unwrap();
    has(
        &only(),
        &[("attempts", "3"), ("status", "200"), ("outcome", "ok")],
    );
    let again = written().events;
    let again = again.iter().filter(|event| event.contains("sending again"));
    assert_eq!(again.count(), 2);
}

#[tokio::test]
async fn a_refusal() {
    watch();
    let server = Server::start([json("401 No", r#"{"message":"key-value\nis old"}"#)]).await;
    call(&handle(&server), "key").await.unwrap_err();
    let span = only();
    has(
        &span,
        &[("operation", "key"), ("attempts", "1"), ("status", "401")],
    );
    let outcome = &span.fields["outcome"];
    assert!(
        outcome.contains("[redacted]") && !outcome.contains('\n'),
        "{outcome}"
    );
}

#[tokio::test]
async fn an_interruption() {
    watch();
    let server = Server::start([Step::Close]).await;
    call(&handle(&server), "safe").await.unwrap_err();
    let span = only();
    has(&span, &[("attempts", "3")]);
    assert!(!span.fields.contains_key("status"), "{span:?}");
    assert!(span.fields["outcome"].contains("cut"), "{span:?}");
}

#[tokio::test]
async fn a_redirect() {
    watch();
    let server =
        Server::start([plain("302 Found", &["location: https://evil.test/?S3CR3T"])]).await;
    call(&handle(&server), "safe").await.unwrap_err();
    has(&only(), &[("status", "302"), ("attempts", "1")]);
    assert!(!written().text().contains("S3CR3T"));
}

#[tokio::test]
async fn each_call_has_its_own() {
    watch();
    let server = Server::start([json("404 No", "{}"), fine()]).await;
    let handle = handle(&server);
    hold_all(&handle);
    let (one, other) = tokio::join!(call(&handle, "safe"), call(&handle, "key"));
    assert!(one.is_ok() != other.is_ok());
    let mut statuses: Vec<_> = written()
        .calls()
        .iter()
        .map(|span| span.fields["status"].clone())
        .collect();
    statuses.sort();
    assert_eq!(statuses, ["200", "404"]);
}

/// A span of the program's own around a call keeps what is in it, even where ours are filtered out.
#[tokio::test]
async fn the_callers_span_is_left_alone() {
    use tracing::Instrument as _;

    watch();
    let server = Server::start([fine()]).await;
    let span = tracing::info_span!("program", status = "mine", attempts = "mine");
    call(&handle(&server), "safe")
        .instrument(span)
        .await
        .unwrap();
    let spans = written().spans;
    let program = spans.iter().find(|span| span.name == "program").unwrap();
    has(program, &[("status", "mine"), ("attempts", "mine")]);
}

//! A span for each call, and one in it for each request.

use keyfob_core::reqwest::Method;

use crate::probe::{call, file, handle, hold_all, request, send};
use crate::server::{Server, Step, fine, json};
use crate::watch::{Span, watch, written};

pub fn only(spans: Vec<Span>) -> Span {
    assert_eq!(spans.len(), 1, "{spans:?}");
    spans[0].clone()
}

pub fn has(span: &Span, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(
            span.fields.get(name).map(String::as_str),
            Some(*value),
            "{name}: {span:?}"
        );
    }
}

pub fn has_not(span: &Span, names: &[&str]) {
    for name in names {
        assert!(!span.fields.contains_key(name), "{name}: {span:?}");
    }
}

/// The names are a promise to dashboards: these, and no others.
#[tokio::test]
async fn a_success_has_exactly_these_fields() {
    watch();
    let server = Server::start([fine()]).await;
    file(&handle(&server), "a-parameter/ö").await.unwrap();

    let call = only(written().calls());
    let names: Vec<_> = call.fields.keys().copied().collect();
    assert_eq!(
        names,
        [
            "keyfob.api",
            "keyfob.attempts",
            "keyfob.operation",
            "otel.kind",
            "otel.name"
        ]
    );
    has(
        &call,
        &[
            ("keyfob.api", "probe"),
            ("keyfob.attempts", "1"),
            ("keyfob.operation", "file"),
            ("otel.kind", "internal"),
            ("otel.name", "probe/file"),
        ],
    );

    let request = only(written().requests());
    let names: Vec<_> = request.fields.keys().copied().collect();
    assert_eq!(
        names,
        [
            "http.request.method",
            "http.response.status_code",
            "otel.kind",
            "otel.name",
            "server.address",
            "server.port",
            "url.template"
        ]
    );
    let (address, port) = server.origin()["http://".len()..]
        .split_once(':')
        .map(|(address, port)| (address.to_owned(), port.to_owned()))
        .unwrap();
    has(
        &request,
        &[
            ("http.request.method", "GET"),
            ("http.response.status_code", "200"),
            ("otel.kind", "client"),
            ("otel.name", "GET /files/{id}/meta"),
            ("server.address", &address),
            ("server.port", &port),
            ("url.template", "/files/{id}/meta"),
        ],
    );
    // The template, not what was put into it.
    assert!(!written().text().contains("a-parameter"), "{request:?}");
}

/// What a failure adds.
#[tokio::test]
async fn a_refusal_adds_exactly_these_fields() {
    watch();
    let server = Server::start([json("401 No", r#"{"message":"key-value\nis old"}"#)]).await;
    let error = call(&handle(&server), "key").await.unwrap_err();

    let call = only(written().calls());
    let names: Vec<_> = call.fields.keys().copied().collect();
    assert_eq!(
        names,
        [
            "error.type",
            "keyfob.api",
            "keyfob.attempts",
            "keyfob.operation",
            "otel.kind",
            "otel.name",
            "otel.status_code",
            "otel.status_description"
        ]
    );
    has(
        &call,
        &[
            ("error.type", "session_ended"),
            ("otel.status_code", "ERROR"),
            ("otel.status_description", &error.to_string()),
        ],
    );
    let told = &call.fields["otel.status_description"];
    assert!(
        told.contains("[redacted]") && !told.contains('\n'),
        "{told}"
    );

    let request = only(written().requests());
    assert_eq!(request.fields.len(), 9, "{request:?}");
    has(
        &request,
        &[
            ("error.type", "401"),
            ("http.response.status_code", "401"),
            ("otel.status_code", "ERROR"),
        ],
    );
}

#[tokio::test]
async fn the_documentation_knows_every_field() {
    watch();
    let server = Server::start([json("503 Down", "{}")]).await;
    call(&handle(&server), "safe").await.unwrap_err();
    let documentation = include_str!("../../src/telemetry.md");
    for span in written().spans.iter().filter(|span| ours(span)) {
        for name in span.fields.keys() {
            assert!(documentation.contains(&format!("`{name}`")), "{name}");
        }
    }
}

/// Not one of the HTTP library.
fn ours(span: &Span) -> bool {
    ["call", "request"].contains(&span.name)
}

#[tokio::test]
async fn neither_query_nor_path_nor_body() {
    watch();
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let request = request("query", "/query?account=S3CR3T").body("S3CR3T");
    send(&handle, "query", request).await.unwrap();
    let text = format!("{:?}", written().spans);
    for part in ["S3CR3T", "account", "api_key", "query-value", "/v1"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
}

/// Whose path may hold a secret.
#[tokio::test]
async fn nor_the_base_url() {
    watch();
    let server = Server::start([json("503 Down", "{}"), fine()]).await;
    let handle = handle(&server);
    let base = format!("{}/S3CR3T/x?S3CR3T", server.origin());
    handle.servers().set_base(&base).unwrap();
    call(&handle, "safe").await.unwrap();
    assert!(server.seen()[0].target().contains("S3CR3T"));
    assert!(!written().text().contains("S3CR3T"));
}

#[tokio::test]
async fn each_attempt_has_its_own_and_tells_which_it_is() {
    watch();
    let server = Server::start([json("503 Down", "{}"), Step::Close, fine()]).await;
    call(&handle(&server), "safe").await.unwrap();

    let outer = only(written().calls());
    has(&outer, &[("keyfob.attempts", "3")]);
    has_not(&outer, &["error.type", "otel.status_code"]);

    let requests = written().requests();
    let [first, second, third] = &requests[..] else {
        panic!("{requests:?}");
    };
    has_not(first, &["http.request.resend_count"]);
    has(first, &[("error.type", "503")]);
    has(
        second,
        &[
            ("http.request.resend_count", "1"),
            ("error.type", "connection_lost"),
        ],
    );
    has_not(second, &["http.response.status_code"]);
    has(
        third,
        &[
            ("http.request.resend_count", "2"),
            ("http.response.status_code", "200"),
        ],
    );
    has_not(third, &["error.type"]);

    let events = written().events;
    let again: Vec<_> = events
        .iter()
        .filter(|event| event.contains("sending again"))
        .collect();
    assert_eq!(again.len(), 2);
    for (event, error_type) in again.into_iter().zip(["unavailable", "connection_lost"]) {
        assert!(event.starts_with("keyfob_core::"), "{event}");
        for part in [
            format!(r#""error.type": "{error_type}""#),
            r#""keyfob.operation": "safe""#.to_owned(),
            r#""keyfob.wait.duration": "0.00"#.to_owned(),
        ] {
            assert!(event.contains(&part), "{part}: {event}");
        }
    }
}

/// A method could be anything; a span's name must not.
#[tokio::test]
async fn a_method_of_ones_own_is_another() {
    watch();
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    let method = Method::from_bytes(b"S3CR3T").unwrap();
    handle
        .request(method, "/files/{id}")
        .path_parameter("id", "S3CR3T")
        .send()
        .await
        .unwrap();
    has(
        &only(written().requests()),
        &[
            ("http.request.method", "_OTHER"),
            ("otel.name", "HTTP /files/{id}"),
        ],
    );
    has(
        &only(written().calls()),
        &[
            ("otel.name", "probe/request"),
            ("keyfob.operation", "request"),
        ],
    );
    assert!(!format!("{:?}", written().spans).contains("S3CR3T"));
}

#[tokio::test]
async fn an_ipv6_address_has_no_brackets() {
    let Ok(listener) = tokio::net::TcpListener::bind("[::1]:0").await else {
        // A machine without IPv6.
        return;
    };
    watch();
    let server = Server::on(listener, [fine()]);
    call(&handle(&server), "safe").await.unwrap();
    has(&only(written().requests()), &[("server.address", "::1")]);
}

#[tokio::test]
async fn each_call_has_its_own() {
    watch();
    let server = Server::start([json("404 No", "{}"), fine()]).await;
    let handle = handle(&server);
    hold_all(&handle);
    let (one, other) = tokio::join!(call(&handle, "safe"), call(&handle, "key"));
    assert!(one.is_ok() != other.is_ok());
    assert_eq!(written().calls().len(), 2);
    let mut statuses: Vec<_> = written()
        .requests()
        .iter()
        .map(|span| span.fields["http.response.status_code"].clone())
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
    let span = tracing::info_span!(
        "program",
        keyfob.attempts = "mine",
        http.response.status_code = "mine"
    );
    call(&handle(&server), "safe")
        .instrument(span)
        .await
        .unwrap();
    let spans = written().spans;
    let program = spans.iter().find(|span| span.name == "program").unwrap();
    has(
        program,
        &[
            ("keyfob.attempts", "mine"),
            ("http.response.status_code", "mine"),
        ],
    );
}

//! Answers of every kind, most of them bad.

use std::sync::Arc;
use std::time::Duration;

use keyfob_core::{Error, FaultKind, ResponseValue};
use reqwest::StatusCode;

use crate::probe::{call, decoded, decoded_as, handle, request, send, shown};
use crate::server::{Server, Step, answer, fine, json};

/// How one answer decodes.
async fn decode(step: Step) -> Result<ResponseValue<serde_json::Value>, Error> {
    let server = Server::start([step]).await;
    decoded(&handle(&server), "never").await
}

#[tokio::test]
async fn a_good_one() {
    let value = decode(json("200 OK", r#"{"a":1}"#)).await.unwrap();
    assert_eq!(value["a"], 1);
    assert_eq!(value.status(), StatusCode::OK);
    assert_eq!(value.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn statuses_that_nobody_documented() {
    for status in [
        "201 Created",
        "202 Accepted",
        "207 Multi",
        "226 IM",
        "299 X",
    ] {
        let value = decode(json(status, r#"{"a":1}"#)).await.unwrap();
        assert_eq!(value.status().as_str(), &status[..3]);
    }
    let server = Server::start([Step::Answer(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())]).await;
    let value = call(&handle(&server), "never").await.unwrap();
    assert_eq!(value.status(), 204);
}

#[tokio::test]
async fn half_a_body_is_no_success() {
    let whole = br#"{"a":1}"#;
    for body in [
        b"content-length: 100\r\n\r\n{\"a\":1}".to_vec(),
        b"transfer-encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n".to_vec(),
        b"transfer-encoding: chunked\r\n\r\n64\r\n{\"a\":1}".to_vec(),
        b"transfer-encoding: chunked\r\n\r\nzz\r\n".to_vec(),
    ] {
        assert!(whole.len() < body.len());
        let bytes = [b"HTTP/1.1 200 OK\r\n", &body[..]].concat();
        let error = decode(Step::Last(bytes)).await.unwrap_err();
        assert!(
            matches!(&error, Error::Interrupted(i) if !i.was_not_sent() && !i.is_timeout()),
            "{error:?}"
        );
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn what_is_not_http() {
    let lines: String = (0..10_000).map(|n| format!("x-{n}: {n}\r\n")).collect();
    for bytes in [
        b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(),
        b"\0\0\0\0".to_vec(),
        b"HTTP/1.1 999999 What\r\n\r\n".to_vec(),
        format!("HTTP/1.1 200 OK\r\n{lines}\r\n").into_bytes(),
        format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(1_000_000)).into_bytes(),
    ] {
        let error = decode(Step::Last(bytes)).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    }
}

#[tokio::test]
async fn garbage_instead_of_chunks_is_no_success() {
    let chunks = [
        "zz\r\n{\"a\":1}\r\n0\r\n\r\n",
        "-7\r\n{\"a\":1}\r\n0\r\n\r\n",
        "\r\n{\"a\":1}\r\n0\r\n\r\n",
        "fffffffffffffffff\r\n{\"a\":1}\r\n0\r\n\r\n",
        "7fffffffffffffff\r\n{\"a\":1}",
        // The first chunk is the whole of the JSON, and what follows it is none.
        "7\r\n{\"a\":1}garbage",
        "7\r\n{\"a\":1}\r\ngarbage\r\n\r\n",
        "7\r\n{\"a\":1}\r\n",
    ];
    for chunks in chunks {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let step = Step::Last(format!("{head}{chunks}").into_bytes());
        for (id, expected) in [("safe", 3), ("never", 1)] {
            let server = Server::start([step.clone()]).await;
            let error = decoded(&handle(&server), id).await.unwrap_err();
            assert!(
                matches!(&error, Error::Interrupted(i) if !i.was_not_sent()),
                "{chunks:?}: {error:?}"
            );
            assert_eq!(server.count(), expected, "{chunks:?}");
        }
    }
}

#[tokio::test]
async fn an_error_keeps_its_status_when_its_body_is_cut() {
    for (status, kind) in [
        ("401 No", Some(FaultKind::SessionEnded)),
        ("440 Over", Some(FaultKind::SessionEnded)),
        ("404 Not Found", None),
        ("429 Slow", Some(FaultKind::RateLimited)),
        ("503 Down", Some(FaultKind::Unavailable)),
    ] {
        let head = format!("HTTP/1.1 {status}\r\nretry-after: 7\r\ncontent-length: 50\r\n\r\n");
        let bytes = [head.as_bytes(), br#"{"code":"X"#].concat();
        let server = Server::start([Step::Last(bytes)]).await;
        let id = match kind {
            Some(FaultKind::SessionEnded) => "key",
            _ => "never",
        };
        let error = decoded(&handle(&server), id).await.unwrap_err();
        let refusal = error.refusal().expect("a refusal");
        assert_eq!(refusal.status().as_str(), &status[..3]);
        assert_eq!((refusal.kind(), refusal.code()), (kind, None));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    }
}

#[tokio::test]
async fn a_gateway_speaks_html_or_xml_or_nothing() {
    let html = "<!DOCTYPE html><html><h1>S3CR3T</h1></html>";
    let xml = "<am:fault xmlns:am=\"http://x\"><am:code>S3CR3T</am:code></am:fault>";
    for body in [
        html,
        xml,
        "",
        "upstream down S3CR3T",
        "\u{feff}",
        "null",
        "[]",
        "\"x\"",
        "{\"a\":",
    ] {
        for status in [400, 401, 403, 404, 500, 502, 503, 504] {
            let answer = answer(&format!("{status} X"), &["content-type: text/html"], body);
            let error = decode(Step::Answer(answer)).await.unwrap_err();
            let refusal = error.refusal().expect("a refusal");
            assert_eq!(refusal.status(), status);
            assert_eq!(refusal.body(), body.as_bytes());
            assert_eq!((refusal.code(), refusal.message()), (None, None));
            let fits = match status {
                502..=504 => matches!(error, Error::Unavailable(_)),
                _ => matches!(error, Error::Refused(_)),
            };
            assert!(fits, "{status} {body}: {error:?}");
            assert!(!shown(&error).contains("S3CR3T"));
        }
    }
}

#[tokio::test]
async fn the_same_with_200_cannot_be_read() {
    for (body, why) in [
        ("", "it is empty"),
        (" \r\n", "it is empty"),
        ("\u{feff}", "it is empty"),
        ("<html>S3CR3T</html>", "it is HTML or XML"),
        ("\u{feff}<a>S3CR3T</a>", "it is HTML or XML"),
        (r#"{"a":"S3CR3T"#, "it ends too early"),
        ("S3CR3T", "it is not JSON"),
        (r#"{"a":S3CR3T}"#, "it is not JSON"),
    ] {
        let error = decode(json("200 OK", body)).await.unwrap_err();
        assert!(
            matches!(&error, Error::Undecodable { operation: "never", status, decode }
                if *status == 200 && decode.to_string().starts_with(why)),
            "{body:?}: {error}"
        );
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert!(!shown(&error).contains("S3CR3T"), "{}", shown(&error));
    }
}

/// Only where the vendor says so: an empty answer proves nothing.
#[tokio::test]
async fn a_status_that_is_described_without_a_body_is_an_answer_without_members() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Thing {
        #[serde(default)]
        name: Option<String>,
    }
    async fn read<T>(head: &str, body: &str) -> Result<T, Error>
    where
        T: serde::de::DeserializeOwned + Send + 'static,
    {
        let server = Server::start([json(head, body)]).await;
        let handle = handle(&server);
        let request = request("never", "/never");
        let response = send(&handle, "never", request).await?;
        let answer: ResponseValue<T> =
            ResponseValue::from_response_or_empty(response, &[202]).await?;
        Ok(answer.into_inner())
    }
    let nothing: Thing = read("202 Accepted", " ").await.unwrap();
    assert_eq!(nothing, Thing { name: None });
    let none: Vec<Thing> = read("202 Accepted", "").await.unwrap();
    assert!(none.is_empty());
    let thing: Thing = read("202 Accepted", r#"{"name":"a"}"#).await.unwrap();
    assert_eq!(thing.name.as_deref(), Some("a"));
    for (head, body) in [("200 OK", ""), ("201 Created", ""), ("202 Accepted", "<p>")] {
        let error = read::<Thing>(head, body).await.unwrap_err();
        assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
    }
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code)]
struct Strict {
    rows: Vec<Row>,
}

#[derive(Debug, serde::Deserialize)]
#[allow(dead_code)]
struct Row {
    number: u8,
    kind: Kind,
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Known,
}

#[tokio::test]
async fn a_member_that_does_not_fit_is_named_and_not_quoted() {
    let row = r#"{"number":1,"kind":"known"}"#;
    for (second, path) in [
        (r#"{"number":"S3CR3T","kind":"known"}"#, "rows[1].number"),
        (r#"{"number":31337,"kind":"known"}"#, "rows[1].number"),
        (r#"{"number":1,"kind":"S3CR3T"}"#, "rows[1].kind"),
        (r#"{"number":1,"kind":["S3CR3T"]}"#, "rows[1].kind"),
        (r#"{"kind":"known","S3CR3T":1}"#, "rows[1]"),
        (r#""S3CR3T""#, "rows[1]"),
    ] {
        let body = format!(r#"{{"rows":[{row},{second}]}}"#);
        let server = Server::start([json("200 OK", &body)]).await;
        let error = decoded_as::<Strict>(&handle(&server), "safe")
            .await
            .unwrap_err();
        let Error::Undecodable { decode, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(decode.path(), path);
        assert!(error.to_string().contains(path), "{error}");
        for value in ["S3CR3T", "31337"] {
            assert!(!shown(&error).contains(value), "{}", shown(&error));
        }
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let value = decode(json("200 OK", "\u{feff}{\"a\":1}")).await.unwrap();
    assert_eq!(value["a"], 1);
    let fault = "\u{feff}{\"fault\":{\"code\":\"X1\",\"message\":\"no\"}}";
    for status in ["200 OK", "400 Bad"] {
        let error = decode(json(status, fault)).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some("X1"), Some("no")));
        let body: serde_json::Value = error.refusal().unwrap().decode().unwrap();
        assert_eq!(body["fault"]["code"], "X1");
    }
}

#[tokio::test]
async fn nothing_packed_is_asked_for_or_unpacked() {
    let packed = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xabV2T\xb2R0\xae\x05\0\x9fp\x7f\xf3\x09\0\0\0";
    let answer = answer("200 OK", &["content-encoding: gzip"], packed);
    let server = Server::start([Step::Answer(answer)]).await;
    let error = decoded(&handle(&server), "safe").await.unwrap_err();
    assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
    assert!(server.only().headers("accept-encoding").is_empty());
}

#[tokio::test]
async fn one_that_tells_it_will_be_too_long_is_not_waited_for() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n{".to_vec();
    let server = Server::start([Step::Gated(head, Arc::default(), vec![])]).await;
    let error = decoded(&handle(&server), "safe").await.unwrap_err();
    assert!(
        matches!(error, Error::TooLong { operation: "safe", limit } if limit == 64 << 20),
        "{error:?}"
    );
    assert_eq!(server.count(), 1);
}

pub fn flood(status: &str) -> Step {
    let head = format!("HTTP/1.1 {status}\r\ntransfer-encoding: chunked\r\n\r\n");
    let chunk = [b"80000\r\n", &[b' '; 0x80000][..], b"\r\n"].concat();
    Step::Flood(head.into_bytes(), chunk)
}

#[tokio::test]
async fn one_that_does_not_end_is_cut_off() {
    let server = Server::start([flood("200 OK")]).await;
    let error = decoded(&handle(&server), "safe").await.unwrap_err();
    assert!(matches!(error, Error::TooLong { .. }), "{error:?}");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn an_error_that_does_not_end_keeps_its_status() {
    let head = b"HTTP/1.1 440 Over\r\ncontent-length: 1000000000\r\n\r\n{".to_vec();
    let server = Server::start([Step::Gated(head, Arc::default(), vec![])]).await;
    let error = decoded(&handle(&server), "key").await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
}

#[tokio::test]
async fn an_interim_answer_is_passed_over() {
    let mut bytes = b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n".to_vec();
    bytes.extend(answer("200 OK", &[], r#"{"a":1}"#));
    assert_eq!(decode(Step::Answer(bytes)).await.unwrap()["a"], 1);
}

#[tokio::test]
async fn a_connection_serves_many_calls() {
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    for _ in 0..5 {
        call(&handle, "safe").await.unwrap();
    }
    assert_eq!((server.count(), server.connections()), (5, 1));
}

//! What is counted and measured, and that no label tells a secret.

use std::collections::BTreeSet;
use std::time::Duration;

use keyfob_core::telemetry::{self, WaitReason};
use keyfob_core::{Error, Handle, Pace, Settings};
use metrics_util::debugging::DebuggingRecorder;

use crate::measured::Measured;
use crate::probe::{bare, call, file, handle, request, send, settings};
use crate::server::{Server, Step, fine, json};
use crate::streamed::upload;

/// The labels of requests to this server.
fn requests(server: &Server, operation: &str, more: &str) -> String {
    let origin = server.origin();
    let (address, port) = origin["http://".len()..].split_once(':').unwrap();
    let (before, after) = match more.split_once(';') {
        Some((error_type, status)) => (error_type, status),
        None => ("", more),
    };
    format!(
        "http.client.request.duration{{{before}http.request.method=GET,{after}keyfob.api=probe,\
        keyfob.operation={operation},server.address={address},server.port={port}}}"
    )
}

#[tokio::test]
async fn a_call_that_succeeds_at_the_third_attempt() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([json("503 Down", "{}"), Step::Close, fine()]).await;
    call(&handle(&server), "safe").await.unwrap();

    let measured = Measured::by(&recorder);
    let of = "keyfob.api=probe,keyfob.operation=safe";
    assert_eq!(measured.count(&format!("keyfob.attempts{{{of}}}")), 3);
    for error_type in ["unavailable", "connection_lost"] {
        let retries = format!("keyfob.retries{{error.type={error_type},{of}}}");
        assert_eq!(measured.count(&retries), 1);
    }
    let waits = format!("keyfob.wait.duration{{{of},keyfob.wait.reason=retry}}");
    assert_eq!(measured.count(&waits), 2);
    // Its duration has the waits in it.
    let calls = format!("keyfob.call.duration{{{of}}}");
    assert_eq!(measured.count(&calls), 1);
    assert!(measured.seconds(&calls) >= measured.seconds(&waits));
    assert!(measured.seconds(&waits) >= 0.002, "{measured:#?}");
    for more in [
        "error.type=503,;http.response.status_code=503,",
        "error.type=connection_lost,;",
        "http.response.status_code=200,",
    ] {
        assert_eq!(measured.count(&requests(&server, "safe", more)), 1);
    }
    assert_eq!(measured.series("http.client.request.duration"), 3);
    assert_eq!(measured.0.len(), 8, "{measured:#?}");
}

#[tokio::test]
async fn a_call_that_succeeds_at_once_counts_no_retry_and_no_wait() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([fine()]).await;
    let handle = handle(&server);
    for parameter in ["1", "2", "3"] {
        file(&handle, parameter).await.unwrap();
    }
    let measured = Measured::by(&recorder);
    let of = "keyfob.api=probe,keyfob.operation=file";
    assert_eq!(measured.count(&format!("keyfob.attempts{{{of}}}")), 3);
    assert_eq!(measured.count(&format!("keyfob.call.duration{{{of}}}")), 3);
    // Three parameters are one series.
    assert_eq!(measured.0.len(), 3, "{measured:#?}");
}

#[tokio::test]
async fn a_failure_is_counted_by_its_type_and_what_was_not_sent_is_no_attempt() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([json("401 No", "{}")]).await;
    call(&handle(&server), "key").await.unwrap_err();
    call(&bare(settings(&server)), "key").await.unwrap_err();
    let measured = Measured::by(&recorder);
    let of = "keyfob.api=probe,keyfob.operation=key";
    assert_eq!(measured.count(&format!("keyfob.attempts{{{of}}}")), 1);
    for error_type in ["session_ended", "missing_credential"] {
        let calls = format!("keyfob.call.duration{{error.type={error_type},{of}}}");
        assert_eq!(measured.count(&calls), 1);
    }
    let more = "error.type=401,;http.response.status_code=401,";
    assert_eq!(measured.count(&requests(&server, "key", more)), 1);
    assert_eq!(measured.0.len(), 4, "{measured:#?}");
}

#[tokio::test]
async fn a_call_that_is_dropped_was_cancelled() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([Step::Silence]).await;
    let handle = handle(&server);
    let dropped = tokio::time::timeout(Duration::from_millis(50), call(&handle, "safe"));
    assert!(dropped.await.is_err());
    let measured = Measured::by(&recorder);
    let of = "keyfob.api=probe,keyfob.operation=safe";
    let calls = format!("keyfob.call.duration{{error.type=cancelled,{of}}}");
    assert!(measured.seconds(&calls) >= 0.05);
    let request = requests(&server, "safe", "error.type=cancelled,;");
    assert_eq!(measured.count(&request), 1);
}

#[tokio::test]
async fn a_pace_that_holds_a_call_back_is_a_wait_and_a_retry() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([json("429 Slow", "{}"), fine()]).await;
    let pace = Pace {
        gap: Duration::ZERO,
        ..Pace::default()
    };
    call(&handle(&server).with_pace(pace), "never")
        .await
        .unwrap();
    let measured = Measured::by(&recorder);
    let of = "keyfob.api=probe,keyfob.operation=never";
    let retries = format!("keyfob.retries{{error.type=rate_limited,{of}}}");
    assert_eq!(measured.count(&retries), 1);
    let waits = format!("keyfob.wait.duration{{{of},keyfob.wait.reason=rate_limit}}");
    assert_eq!(measured.count(&waits), 1);
    assert!(measured.seconds(&waits) >= 0.009, "{measured:#?}");
    assert_eq!(measured.count(&format!("keyfob.attempts{{{of}}}")), 2);
}

/// The next attempt is a call of its own then.
#[tokio::test]
async fn what_a_caller_repeats_is_a_retry_if_it_may_be_repeated() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([json("503 Down", "{}")]).await;
    let handle = handle(&server);
    let error = upload(&handle).await;
    for (id, may) in [("idempotent", true), ("never", false)] {
        let operation = handle.api().operation(id).unwrap();
        let wait = handle.wait_before_repeat(operation, &error, 1);
        assert_eq!(wait.is_some(), may);
    }
    let measured = Measured::by(&recorder);
    let retries = "keyfob.retries{error.type=unavailable,keyfob.api=probe,\
        keyfob.operation=idempotent}";
    assert_eq!(measured.count(retries), 1);
    assert_eq!(measured.series("keyfob.retries"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_measured_and_what_is_ready_at_once_is_none() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    describe();
    let ready = telemetry::waiting("probe", "safe", WaitReason::RateLimit, async { 7 });
    assert_eq!(ready.await, 7);
    assert!(Measured::by(&recorder).0.is_empty());
    let wait = async {
        tokio::time::sleep(Duration::from_secs(90)).await;
        8
    };
    let wait = telemetry::waiting("probe", "safe", WaitReason::RateLimit, wait);
    assert_eq!(wait.await, 8);
    let metric = "keyfob.wait.duration{keyfob.api=probe,keyfob.operation=safe,\
        keyfob.wait.reason=rate_limit}";
    let seconds = Measured::by(&recorder).seconds(metric);
    assert!((90.0..90.1).contains(&seconds), "{seconds}");
}

#[test]
fn what_managers_count() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    describe();
    type Count = fn(&str, Option<&'static str>);
    let counters: [(&str, Count); 3] = [
        ("keyfob.logins", telemetry::login),
        ("keyfob.renewals", telemetry::renewal),
        ("keyfob.keepalives", telemetry::keepalive),
    ];
    for (_, count) in counters {
        count("quatrix", None);
        count("quatrix", None);
        count("quatrix", Some("wrong_password"));
    }
    telemetry::store_error("quatrix", "save", "superseded");
    let measured = Measured::by(&recorder);
    for (name, _) in counters {
        let good = format!("{name}{{keyfob.api=quatrix}}");
        let bad = format!("{name}{{error.type=wrong_password,keyfob.api=quatrix}}");
        assert_eq!((measured.count(&good), measured.count(&bad)), (2, 1));
    }
    let store = "keyfob.store.errors{error.type=superseded,keyfob.api=quatrix,\
        keyfob.store.operation=save}";
    assert_eq!(measured.count(store), 1);
    assert_eq!(measured.0.len(), 7, "{measured:#?}");
}

#[tokio::test]
async fn the_documentation_knows_every_metric_and_label() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([json("503 Down", "{}")]).await;
    call(&handle(&server), "safe").await.unwrap_err();
    telemetry::login("probe", Some("locked"));
    telemetry::renewal("probe", None);
    telemetry::keepalive("probe", None);
    telemetry::store_error("probe", "load", "unreadable");
    let feed = handle(&server).api().operation("safe").unwrap();
    telemetry::feed_lost("probe", feed, "cut", 1);
    telemetry::feed_live("probe", feed, Duration::from_secs(1), 1);
    let documentation = include_str!("../../src/telemetry.md");
    let measured = Measured::by(&recorder);
    let mut names = BTreeSet::new();
    for metric in measured.0.keys() {
        let (name, labels) = metric.trim_end_matches('}').split_once('{').unwrap();
        names.insert(name);
        names.extend(
            labels
                .split(',')
                .filter_map(|label| label.split('=').next()),
        );
    }
    assert_eq!(names.len(), 11 + 10, "{names:?}");
    for name in names {
        assert!(documentation.contains(&format!("`{name}`")), "{name}");
    }
}

/// The first client describes them to the recorder.
fn describe() {
    bare(Settings::default());
}

#[tokio::test]
async fn no_label_tells_a_secret() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let fault = r#"{"code":"S3CR3T","message":"S3CR3T S3CR3T-key is wrong"}"#;
    for step in [
        fine(),
        json("200 OK", r#"{"stat":"Not_Ok","message":"S3CR3T"}"#),
        json("401 S3CR3T", fault),
        json("429 Slow", fault),
        Step::Last(b"HTTP/1.1 S3CR3T\r\n\r\n".to_vec()),
        Step::Close,
    ] {
        let server = Server::start([step]).await;
        let handle = bare(settings(&server).with_header("x-gate", "S3CR3T"));
        secrets(&handle).await;
        assert!(
            server
                .seen()
                .iter()
                .any(|seen| seen.head.contains("S3CR3T"))
        );
    }
    let measured = Measured::by(&recorder);
    assert!(measured.0.len() > 20, "{measured:#?}");
    assert!(!format!("{measured:?}").contains("S3CR3T"), "{measured:#?}");
}

/// Calls with a secret in each place of a request.
async fn secrets(handle: &Handle) {
    let _: Result<_, Error> = file(handle, "S3CR3T").await;
    for scheme in [&crate::api::KEY, &crate::api::QUERY, &crate::api::BEARER] {
        handle.credentials().set(scheme, "S3CR3T-key");
    }
    let _: Result<_, Error> = file(handle, "S3CR3T").await;
    let search = request("search", "/search?ticket=S3CR3T");
    let search = search.header("x-ticket", "S3CR3T").body("S3CR3T");
    let _: Result<_, Error> = send(handle, "search", search).await;
    let method = reqwest::Method::from_bytes(b"S3CR3T").unwrap();
    let raw = handle.request(method, "/raw/{id}");
    let raw = raw.path_parameter("id", "S3CR3T").query("S3CR3T", "S3CR3T");
    drop(raw.send().await);
}

/// Whose path may hold one.
#[tokio::test]
async fn nor_does_a_base_url() {
    let recorder = DebuggingRecorder::new();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let server = Server::start([fine()]).await;
    let handle = bare(settings(&server));
    let base = format!("{}/S3CR3T/x?S3CR3T", server.origin());
    handle.servers().set_base(&base).unwrap();
    call(&handle, "safe").await.unwrap();
    assert!(server.only().target().contains("S3CR3T"));
    let measured = Measured::by(&recorder);
    assert!(!measured.0.is_empty());
    assert!(!format!("{measured:?}").contains("S3CR3T"), "{measured:#?}");
}

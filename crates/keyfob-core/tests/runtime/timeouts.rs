//! How long anything may take.

use std::time::{Duration, Instant};

use keyfob_core::{Error, Retry, Settings, Timeouts};

use crate::probe::{bare, call, decoded, hold_all, quick, settings};
use crate::server::{Server, Step, answer, fine, json, plain};

const SOON: Duration = Duration::from_millis(150);

fn attempt(limit: Duration) -> Timeouts {
    Timeouts {
        attempt: limit,
        ..Timeouts::default()
    }
}

fn total(limit: Duration) -> Timeouts {
    Timeouts {
        total: limit,
        ..Timeouts::default()
    }
}

/// `limit`, and not a lot more.
fn about(started: Instant, limit: Duration) {
    let took = started.elapsed();
    assert!(
        took >= limit && took < limit + Duration::from_secs(3),
        "{took:?}"
    );
}

#[tokio::test]
async fn an_attempt_ends() {
    let server = Server::start([Step::Silence]).await;
    let settings = settings(&server).with_retry(Retry::never());
    let handle = bare(settings.with_timeouts(attempt(SOON)));
    let started = Instant::now();
    let error = call(&handle, "safe").await.unwrap_err();
    about(started, SOON);
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout() && !i.was_not_sent()),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "safe: no answer in time, it may or may not have been carried out"
    );
}

#[tokio::test]
async fn an_attempt_ends_in_the_middle_of_a_body_too() {
    let pieces = vec![answer("200 OK", &[], "12345")[..40].to_vec(), vec![]];
    let step = Step::Drip(pieces, Duration::from_millis(10));
    let server = Server::start([step]).await;
    let settings = settings(&server).with_retry(Retry::never());
    let handle = bare(settings.with_timeouts(attempt(SOON)));
    let started = Instant::now();
    let error = call(&handle, "safe").await.unwrap_err();
    about(started, SOON);
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout()),
        "{error:?}"
    );
}

/// An answer that takes its time, and never rests for long.
fn slow(body: &str, pause: Duration) -> Step {
    let pieces = answer("200 OK", &[], body);
    Step::Drip(pieces.chunks(8).map(<[u8]>::to_vec).collect(), pause)
}

#[tokio::test]
async fn a_slow_answer_that_goes_on_is_waited_for() {
    let server = Server::start([slow(r#"{"a":"slow"}"#, Duration::from_millis(30))]).await;
    let handle = bare(settings(&server).with_timeouts(attempt(Duration::from_secs(10))));
    assert_eq!(decoded(&handle, "safe").await.unwrap()["a"], "slow");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_slow_answer_that_goes_on_for_ever_is_not() {
    let server = Server::start([slow(&"x".repeat(4000), Duration::from_millis(20))]).await;
    let settings = settings(&server).with_retry(Retry::never());
    let handle = bare(settings.with_timeouts(attempt(SOON)));
    let started = Instant::now();
    call(&handle, "safe").await.unwrap_err();
    about(started, SOON);
}

/// A download may take longer than an attempt: what counts is that it goes on.
#[tokio::test]
async fn a_slow_download_that_goes_on_is_waited_for() {
    let server = Server::start([slow(&"x".repeat(200), Duration::from_millis(20))]).await;
    let handle = bare(settings(&server).with_timeouts(attempt(Duration::from_millis(400))));
    hold_all(&handle);
    let started = Instant::now();
    let bytes = crate::downloads::download(&handle).await.unwrap();
    assert_eq!(bytes.len(), 200);
    let took = started.elapsed();
    assert!(took > Duration::from_millis(400), "{took:?}");
}

#[tokio::test]
async fn a_download_that_stalls_ends() {
    let head = answer("200 OK", &[], "12345")[..40].to_vec();
    let server = Server::start([Step::Drip(vec![head], Duration::ZERO)]).await;
    let handle = bare(settings(&server).with_timeouts(attempt(SOON)));
    hold_all(&handle);
    let download = crate::downloads::download(&handle);
    let outcome = tokio::time::timeout(Duration::from_secs(10), download).await;
    let error = outcome.expect("it ends").unwrap_err();
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout()),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_call_ends() {
    let server = Server::start([Step::Silence]).await;
    let handle = bare(settings(&server).with_timeouts(total(SOON)));
    let started = Instant::now();
    let error = call(&handle, "safe").await.unwrap_err();
    about(started, SOON);
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout() && i.attempts() == 1),
        "{error:?}"
    );
    // There is no time left for another.
    assert!(!error.is_retryable() && !error.was_not_sent());
    assert!(
        error.to_string().starts_with("safe: given up after 0."),
        "{error}"
    );
}

#[tokio::test]
async fn a_call_ends_whatever_number_of_attempts_it_made() {
    let server = Server::start([Step::Silence]).await;
    let timeouts = Timeouts {
        attempt: Duration::from_millis(100),
        total: Duration::from_millis(250),
        ..Timeouts::default()
    };
    let retry = Retry {
        attempts: 50,
        ..quick()
    };
    let handle = bare(settings(&server).with_retry(retry).with_timeouts(timeouts));
    let started = Instant::now();
    let error = call(&handle, "safe").await.unwrap_err();
    about(started, Duration::from_millis(200));
    assert!(
        matches!(&error, Error::Interrupted(i) if i.is_timeout() && i.attempts() >= 2),
        "{error:?}"
    );
    assert!((2..=3).contains(&server.count()), "{}", server.count());
}

/// The wait before another attempt counts too; when it would end too late, the reason is told at once.
#[tokio::test]
async fn waits_are_part_of_the_call() {
    let timeouts = total(Duration::from_secs(2));
    let retry = Retry {
        first_wait: Duration::from_secs(10),
        longest_wait: Duration::from_secs(10),
        ..Retry::default()
    };
    for step in [
        json("503 Down", "{}"),
        plain("503 Down", &["retry-after: 10"]),
    ] {
        let server = Server::start([step]).await;
        let handle = bare(settings(&server).with_retry(retry).with_timeouts(timeouts));
        let started = Instant::now();
        let error = call(&handle, "safe").await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(2));
        assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn waits_grow_until_the_call_ends() {
    // Nobody listens at port 0, and no name is looked up: nothing but waiting takes time, and that is not real.
    let retry = Retry {
        attempts: 100,
        ..Retry::default()
    };
    let settings = Settings::default().with_origin("http://127.0.0.1:0");
    let handle = bare(settings.with_retry(retry));
    let started = tokio::time::Instant::now();
    let error = call(&handle, "never").await.unwrap_err();
    let took = started.elapsed();
    assert!(
        took > Duration::from_secs(10) && took < Duration::from_secs(61),
        "{took:?}"
    );
    let Error::Interrupted(interruption) = &error else {
        panic!("{error:?}");
    };
    assert!((5..=12).contains(&interruption.attempts()), "{error}");
    assert!(error.was_not_sent(), "{error}");
}

/// `Duration::MAX` stands for ever, and can be added to no time.
#[tokio::test]
async fn waits_for_ever_can_be_written() {
    let forever = Duration::MAX;
    let server = Server::start([plain("503 Down", &[]), fine()]).await;
    let settings = settings(&server)
        .with_timeouts(keyfob_core::Timeouts {
            connect: forever,
            attempt: forever,
            total: forever,
        })
        .with_retry(keyfob_core::Retry {
            longest_wait: forever,
            longest_retry_after: forever,
            first_wait: Duration::from_millis(1),
            attempts: 3,
        });
    let handle = bare(settings);
    call(&handle, "safe").await.unwrap();
    assert_eq!(server.count(), 2);
}

//! The wait that the vendor tells.

use std::time::{Duration, Instant, SystemTime};

use keyfob_core::Error;

use crate::probe::{call, handle};
use crate::retries::{attempts, sent};
use crate::server::{Server, fine, plain};

#[tokio::test]
async fn the_vendors_wait_is_kept() {
    let steps = [plain("429 Too Many", &["retry-after: 1"]), fine()];
    let server = Server::start(steps).await;
    let started = Instant::now();
    call(&handle(&server), "safe").await.unwrap();
    assert_eq!(server.count(), 2);
    let took = started.elapsed();
    assert!(took >= Duration::from_secs(1), "{took:?}");
}

#[tokio::test]
async fn the_vendors_date_is_kept() {
    // Dates are whole seconds: this one is between one and two away.
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    let steps = [
        plain("503 Down", &[&format!("retry-after: {date}")]),
        fine(),
    ];
    let server = Server::start(steps).await;
    let started = Instant::now();
    call(&handle(&server), "idempotent").await.unwrap();
    assert_eq!(server.count(), 2);
    let took = started.elapsed();
    assert!(took > Duration::from_millis(700), "{took:?}");
}

#[tokio::test]
async fn ten_years_are_told_at_once() {
    let years = Duration::from_secs(10 * 365 * 24 * 60 * 60);
    let date = httpdate::fmt_http_date(SystemTime::now() + years);
    let overflow = "99999999999999999999999999";
    for told in [
        years.as_secs().to_string(),
        date,
        overflow.to_owned(),
        "31".to_owned(),
    ] {
        let extra = format!("retry-after: {told}");
        let started = Instant::now();
        let (count, error) = sent(plain("429 Too Many", &[&extra]), "safe").await;
        assert!(matches!(error, Error::RateLimited(_)), "{error:?}");
        assert_eq!((count, attempts(&error)), (1, 1));
        assert!(started.elapsed() < Duration::from_secs(5));
        let wait = error.retry_after().unwrap();
        let expected = if told == "31" {
            Duration::from_secs(31)
        } else {
            years
        };
        assert!(wait + Duration::from_secs(10) > expected, "{wait:?}");
        // Whoever adds it to the time of day must not be brought down by it.
        assert!(Instant::now().checked_add(wait).is_some());
    }
}

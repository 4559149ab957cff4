//! Waits differ, so that clients which failed together do not come back together.

use std::time::Duration;

use keyfob_core::{Handle, Retry, Settings};
use proptest::prelude::*;
use tokio::net::TcpSocket;

use crate::api::API;
use crate::probe::{bare, call, quick};
use crate::watch::{watch, written};

/// A handle whose calls find nobody at the other end, and what keeps the port from others.
fn alone(retry: Retry) -> (TcpSocket, Handle) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let origin = format!("http://{}", socket.local_addr().unwrap());
    let settings = Settings::default().with_origin(origin).with_retry(retry);
    (socket, bare(settings))
}

/// The waits between the attempts of one call, in milliseconds, as the log tells them.
async fn waits(milliseconds: u64) -> Vec<u64> {
    let wait = Duration::from_millis(milliseconds);
    let (_socket, handle) = alone(Retry {
        attempts: 9,
        first_wait: wait,
        longest_wait: wait,
        ..quick()
    });
    watch();
    call(&handle, "safe").await.unwrap_err();
    let events = written().events;
    let told = events
        .iter()
        .filter(|event| event.contains("sending again"));
    let told = told.map(|event| {
        let (_, rest) = event.split_once("\"keyfob.wait.duration\": \"").unwrap();
        let seconds: f64 = rest.split('"').next().unwrap().parse().unwrap();
        (seconds * 1000.0) as u64
    });
    told.collect()
}

#[tokio::test]
async fn the_waits_of_a_call_are_not_all_alike() {
    let mut waits = waits(20).await;
    assert_eq!(waits.len(), 8);
    assert!(
        waits.iter().all(|wait| (20..=40).contains(wait)),
        "{waits:?}"
    );
    waits.sort_unstable();
    waits.dedup();
    assert!(waits.len() > 1, "{waits:?}");
}

/// Between once and twice the wait, and spread over all of that.
#[tokio::test]
async fn waits_are_spread_evenly_above_their_lower_bound() {
    let (_socket, handle) = alone(Retry::never());
    let error = call(&handle, "safe").await.unwrap_err();
    let operation = API.operation("safe").unwrap();
    for (first, longest) in [(1, 1), (200, 5_000), (1_000, 1_500), (60_000, 60_000)] {
        let retry = Retry {
            attempts: 6,
            first_wait: Duration::from_millis(first),
            longest_wait: Duration::from_millis(longest),
            ..Retry::default()
        };
        let (_socket, handle) = alone(retry);
        let config = ProptestConfig {
            cases: 50,
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        proptest!(config, |(attempt in 1_u32..6)| {
            let base = (first << (attempt - 1)).min(longest) as f64 / 1e3;
            let draws: Vec<f64> = (0..60)
                .map(|_| handle.wait_before_repeat(operation, &error, attempt).unwrap())
                .map(|wait| wait.as_secs_f64() / base)
                .collect();
            prop_assert!(draws.iter().all(|share| (0.999..=2.001).contains(share)), "{draws:?}");
            let mean = draws.iter().sum::<f64>() / draws.len() as f64;
            prop_assert!((1.25..=1.75).contains(&mean), "{mean}");
            prop_assert!(draws.iter().any(|share| *share < 1.25));
            prop_assert!(draws.iter().any(|share| *share > 1.75));
        });
        // After the last attempt there is nothing to wait for.
        assert_eq!(handle.wait_before_repeat(operation, &error, 6), None);
    }
}

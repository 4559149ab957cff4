//! The limits on a clock that stands still until everybody waits.

mod api;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use self::api::{API, BARE, BASIC, LOGIN, MINUTE, ORDER, QUOTES, SECOND};
use super::{Caller, Limiter, RateLimits};
use crate::credentials::Held;
use crate::{Api, Credentials, Error, Operation, Servers, Settings};

/// A handle's limits, and who calls.
struct Probe {
    limiter: Limiter,
    held: Arc<Held>,
    servers: Servers,
}

impl Probe {
    fn of(api: &'static Api, limits: RateLimits) -> Arc<Self> {
        Self::at(api, limits, None)
    }

    fn new() -> Arc<Self> {
        Self::of(&API, RateLimits::default())
    }

    fn at(api: &'static Api, limits: RateLimits, user: Option<(&str, &str)>) -> Arc<Self> {
        let credentials = Credentials::default();
        let mut settings = Settings::default();
        if let Some((user, origin)) = user {
            credentials.set_basic(&BASIC, user, "S3CR3T");
            settings = settings.with_origin(origin);
        }
        Arc::new(Self {
            limiter: Limiter::new(api, "live", &limits).unwrap(),
            held: credentials.held(),
            servers: Servers::new(api, &settings).unwrap(),
        })
    }

    fn caller(&self) -> Caller<'_> {
        Caller {
            held: &self.held,
            servers: &self.servers,
        }
    }

    async fn turn(&self, operation: &'static Operation) -> Result<(), Error> {
        self.within(operation, MINUTE).await
    }

    async fn within(&self, operation: &'static Operation, longest: Duration) -> Result<(), Error> {
        self.limiter.turn(operation, self.caller(), longest).await
    }

    fn refused(&self, operation: &'static Operation, told: Option<Duration>) -> Duration {
        self.limiter
            .refused(operation, self.caller(), told, Instant::now())
    }

    /// When each of so many calls at once gets its turn, in the order of asking.
    async fn turns(self: &Arc<Self>, operation: &'static Operation, count: usize) -> Vec<Duration> {
        let began = Instant::now();
        let mut calls = JoinSet::new();
        for number in 0..count {
            let probe = Arc::clone(self);
            calls.spawn(async move {
                let longest = Duration::from_secs(3600);
                probe.within(operation, longest).await.unwrap();
                (number, began.elapsed())
            });
        }
        let mut all = calls.join_all().await;
        all.sort();
        all.into_iter().map(|(_, at)| at).collect()
    }
}

/// The most that lie in any stretch of so much time.
fn most(turns: &[Duration], window: Duration) -> usize {
    let within = |first: Duration| {
        let inside = |at: &&Duration| **at >= first && **at < first + window;
        turns.iter().filter(inside).count()
    };
    turns.iter().map(|at| within(*at)).max().unwrap_or_default()
}

fn tells(error: Error) -> (Option<&'static str>, u64) {
    assert!(error.was_not_sent() && error.is_retryable() && !error.is_auth());
    let told = error.retry_after();
    let Error::TooManyCalls { limit, wait, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(told, Some(wait));
    (limit, wait.as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_burst_and_then_a_steady_rate_within_a_twentieth() {
    let turns = Probe::new().turns(&ORDER, 300).await;
    assert!(turns[..10].iter().all(Duration::is_zero));
    assert!(turns[10] >= SECOND);
    assert_eq!(most(&turns, SECOND), 10);
    // 290 after the burst, at 10 in a second.
    let took = turns[299].as_secs_f64();
    assert!((29.0..29.0 * 1.05).contains(&took), "{took}");
    assert!(turns.is_sorted());
}

#[tokio::test(start_paused = true)]
async fn a_call_is_counted_by_each_limit_that_names_it_and_holds_up_no_other() {
    let probe = Probe::new();
    let quotes = probe.turns(&QUOTES, 20);
    let orders = async {
        tokio::time::sleep(SECOND / 2).await;
        probe.turns(&ORDER, 20).await
    };
    let (quotes, orders) = tokio::join!(quotes, orders);
    assert_eq!(most(&quotes, SECOND), 1);
    // 20 orders and a few quotes, ten in a second.
    assert!(orders[8].is_zero() && orders[19] < 3 * SECOND, "{orders:?}");
    let orders = orders.iter().map(|at| *at + SECOND / 2);
    let all: Vec<_> = quotes.into_iter().chain(orders).collect();
    assert_eq!(most(&all, SECOND), 10);
}

#[tokio::test(start_paused = true)]
async fn who_is_dropped_while_waiting_takes_no_turn_from_others() {
    for lives in [0, 1, 5] {
        let probe = Probe::new();
        probe.turn(&QUOTES).await.unwrap();
        let mut dropped = JoinSet::new();
        for number in 0..100 {
            let probe = Arc::clone(&probe);
            let life = SECOND * lives + Duration::from_millis(number * 7);
            dropped.spawn(async move {
                tokio::time::timeout(life, probe.within(&QUOTES, MINUTE * 10)).await
            });
        }
        let began = Instant::now();
        let outcomes = dropped.join_all().await;
        let started = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert!(started as u32 >= lives, "{started} of {lives}");
        // As though they had never been there.
        let (began, started) = (began.elapsed(), started as u32);
        probe.turn(&QUOTES).await.unwrap();
        let in_all = SECOND * (lives + 2);
        assert!(began < in_all && started <= lives + 1, "{began:?}");
        let orders = probe.turns(&ORDER, 9).await;
        assert!(orders.iter().all(Duration::is_zero), "{orders:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_would_come_too_late_is_told_at_once() {
    let probe = Probe::new();
    let waiting = {
        let probe = Arc::clone(&probe);
        tokio::spawn(async move { probe.turns(&QUOTES, 40).await })
    };
    tokio::task::yield_now().await;
    let began = Instant::now();
    let error = probe.within(&QUOTES, SECOND * 30).await.unwrap_err();
    assert!(began.elapsed().is_zero());
    assert_eq!(tells(error), (Some("quotes"), 40));
    // It stands in nobody's way.
    probe.within(&QUOTES, SECOND * 41).await.unwrap();
    waiting.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_turn_that_a_refusal_moves_away_is_given_up_in_time() {
    let probe = Probe::new();
    probe.turn(&QUOTES).await.unwrap();
    let waiting = {
        let probe = Arc::clone(&probe);
        tokio::spawn(async move { probe.within(&QUOTES, SECOND * 3).await })
    };
    tokio::time::sleep(SECOND / 2).await;
    probe.refused(&QUOTES, Some(MINUTE));
    let began = Instant::now();
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!(began.elapsed().as_millis(), 2500);
    assert_eq!(tells(error), (Some("quotes"), 57));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_makes_all_wait_and_slows_them_until_it_is_calm() {
    for (probe, pace) in [
        (Probe::new(), 10.0),
        (Probe::of(&BARE, RateLimits::default()), 10.0),
        (Probe::of(&API, RateLimits::none()), 10.0),
    ] {
        probe.turn(&ORDER).await.unwrap();
        assert_eq!(probe.refused(&ORDER, None), SECOND);
        let turns = probe.turns(&ORDER, 21).await;
        assert!(turns[0] >= SECOND && turns[0] < SECOND * 2, "{turns:?}");
        // Half the pace, one by one.
        let rate = 20.0 / (turns[20] - turns[0]).as_secs_f64();
        assert!((rate - pace / 2.0).abs() < 0.25, "{rate}");
        // And half of that.
        assert_eq!(probe.refused(&ORDER, None), SECOND * 2);
        let turns = probe.turns(&ORDER, 21).await;
        let rate = 20.0 / (turns[20] - turns[0]).as_secs_f64();
        assert!((rate - pace / 4.0).abs() < 0.125, "{rate}");
        tokio::time::sleep(MINUTE).await;
        let turns = probe.turns(&ORDER, 10).await;
        assert!(turns.iter().all(Duration::is_zero), "{turns:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_the_vendor_tells_is_for_all_under_the_limit_and_for_no_other() {
    let probe = Probe::new();
    assert_eq!(probe.refused(&QUOTES, Some(SECOND * 7)), SECOND * 7);
    let began = Instant::now();
    probe.turn(&ORDER).await.unwrap();
    assert!(began.elapsed().is_zero());
    let error = probe.within(&QUOTES, SECOND * 5).await.unwrap_err();
    assert_eq!(tells(error), (Some("quotes"), 7));
    probe.turn(&QUOTES).await.unwrap();
    assert_eq!(began.elapsed(), SECOND * 7);

    let probe = Probe::of(&BARE, RateLimits::default());
    probe.refused(&QUOTES, Some(SECOND * 7));
    let error = probe.within(&ORDER, SECOND * 5).await.unwrap_err();
    assert_eq!(tells(error), (None, 7));
}

#[tokio::test(start_paused = true)]
async fn logins_count_by_user_whatever_handle_they_come_from() {
    let place = "https://counted.probe.test";
    let login = |user: &'static str, place: &'static str| async move {
        let probe = Probe::at(&API, RateLimits::default(), Some((user, place)));
        probe.turn(&LOGIN).await
    };
    for _ in 0..15 {
        login("ann@example.test", place).await.unwrap();
        // What nobody holds is not forgotten.
        login("bob@example.test", "https://other.probe.test")
            .await
            .ok();
    }
    let began = Instant::now();
    let error = login("ann@example.test", place).await.unwrap_err();
    assert!(began.elapsed().is_zero());
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains("ann@") && !shown.contains("S3CR3T"),
        "{shown}"
    );
    let (limit, wait) = tells(error);
    assert_eq!(limit, Some("logins"));
    assert!((870..=920).contains(&wait), "{wait}");
    login("eve@example.test", place).await.unwrap();
    login("ann@example.test", "https://third.probe.test")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(wait + 1)).await;
    login("ann@example.test", place).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_refused_login_holds_the_next_one_back_for_the_time_of_one() {
    let probe = Probe::at(
        &API,
        RateLimits::default(),
        Some(("ann", "https://refused.probe.test")),
    );
    assert_eq!(probe.refused(&LOGIN, None), MINUTE);
}

#[tokio::test(start_paused = true)]
async fn limits_are_other_or_none_where_the_user_says_so() {
    let free = Probe::of(&API, RateLimits::none());
    let turns = free.turns(&QUOTES, 500).await;
    assert!(turns.iter().all(Duration::is_zero));

    let own = RateLimits::none().with_limit("quotes", 5, SECOND);
    let probe = Probe::of(&API, own);
    assert_eq!(most(&probe.turns(&QUOTES, 50).await, SECOND), 5);
    assert!(probe.turns(&ORDER, 50).await[49].is_zero());

    let half = RateLimits::default().shared_by(2);
    let probe = Probe::of(&API, half);
    assert_eq!(most(&probe.turns(&ORDER, 50).await, SECOND), 5);
    assert_eq!(most(&probe.turns(&QUOTES, 5).await, SECOND * 2), 1);
}

#[test]
fn limits_that_cannot_be_are_told_when_the_handle_is_made() {
    for (limits, wanted) in [
        (
            RateLimits::default().with_limit("quote", 5, SECOND),
            "all, quotes",
        ),
        (
            RateLimits::default().with_limit("quotes", 0, SECOND),
            "more than 0",
        ),
        (
            RateLimits::default().with_limit("quotes", 5, Duration::ZERO),
            "more than 0",
        ),
    ] {
        let error = Limiter::new(&API, "live", &limits).unwrap_err();
        assert!(matches!(error, Error::Settings(_)), "{error:?}");
        assert!(error.to_string().contains(wanted), "{error}");
    }
    let forever = RateLimits::default().with_limit("quotes", u32::MAX, Duration::MAX);
    assert!(Limiter::new(&API, "live", &forever).is_ok());
}

#[tokio::test(start_paused = true)]
async fn where_limits_are_off_a_refused_login_holds_back_its_own_session_only() {
    let session = || {
        let user = Some(("off", "https://off.probe.test"));
        Probe::at(&API, RateLimits::none(), user)
    };
    let (refused, other) = (session(), session());
    assert!(refused.refused(&LOGIN, None) >= Duration::from_secs(1));
    let began = Instant::now();
    other.turn(&LOGIN).await.unwrap();
    assert!(began.elapsed().is_zero());
    refused.turn(&LOGIN).await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
}

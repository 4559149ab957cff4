//! What becomes of a market feed whose connection fails.

use std::time::{Duration, Instant};

use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::feed::{Depth, Event, Gap, GapReason, MarketFeed, State};
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure, Garbage};

use crate::stand::{Stand, find, quick, reach, until};

const TOPICS: [&str; 3] = ["nse_cm|1001", "nse_fo|60001", "nse_cm|Nifty 50"];

/// Whether a gap has the reason that it should have.
type IsReason<'a> = &'a dyn Fn(&GapReason) -> bool;

async fn open(session: &Session) -> MarketFeed {
    let feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.subscribe(Depth::Touch, TOPICS).await.unwrap();
    feed.subscribe(Depth::Five, [TOPICS[0]]).await.unwrap();
    feed
}

async fn gap(feed: &mut MarketFeed) -> Gap {
    find(feed, |event| match event {
        Event::Gap(gap) => Some(gap.clone()),
        _ => None,
    })
    .await
}

/// After each failure there is one gap, and every subscription is there again.
async fn each_failure_is_one_gap(stand: &Stand, session: &Session, kind: Feed) {
    let mut feed = open(session).await;
    let feeds = || stand.sandbox.kotak_neo();
    until("all is subscribed to", || {
        stand.connection().subscriptions.len() == 4
    })
    .await;
    let before = stand.connection().subscriptions;
    let closed = |reason: &GapReason| matches!(reason, GapReason::Closed { code: 1001, .. });
    let failures: [(FeedFailure, IsReason<'_>); 8] = [
        (FeedFailure::Cut, &|reason| *reason == GapReason::Cut),
        (FeedFailure::Reset, &|reason| *reason == GapReason::Cut),
        (FeedFailure::CutInFrame, &|reason| *reason == GapReason::Cut),
        (FeedFailure::Close(1001), &closed),
        (FeedFailure::Garbage(Garbage::NotUtf8), &|reason| {
            *reason == GapReason::Malformed
        }),
        (FeedFailure::HalfOpen, &|reason| {
            *reason == GapReason::Silent
        }),
        (
            FeedFailure::CloseAfter {
                messages: 0,
                code: 1001,
            },
            &closed,
        ),
        (FeedFailure::Reset, &|reason| *reason == GapReason::Cut),
    ];
    for (failure, is_reason) in failures {
        assert_eq!(feeds().feeds().fail(kind, failure.clone()), 1);
        if matches!(failure, FeedFailure::CloseAfter { .. }) {
            stand.sandbox.exchange().set_price(1001, 1501);
        }
        let gap = gap(&mut feed).await;
        assert!(is_reason(&gap.reason), "{failure:?}: {:?}", gap.reason);
        assert!(gap.from <= gap.to);
        until("all is subscribed to again", || {
            let open = feeds().feeds().connections();
            open.len() == 1 && open[0].subscriptions == before
        })
        .await;
    }
    // What means nothing costs no connection, and is counted.
    let opened = feeds().feeds().opened(kind);
    for garbage in [Garbage::WrongKind, Garbage::BrokenLength] {
        let problems = |feed: &MarketFeed| {
            feed.handle()
                .problems()
                .iter()
                .map(|(_, count)| count)
                .sum::<u64>()
        };
        let counted = problems(&feed);
        assert_eq!(feeds().feeds().fail(kind, FeedFailure::Garbage(garbage)), 1);
        until("it is counted", || problems(&feed) > counted).await;
    }
    assert_eq!(feeds().feeds().opened(kind), opened);
}

#[tokio::test]
async fn each_failure_of_sfeed_is_one_gap() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    each_failure_is_one_gap(&stand, &session, Feed::SFeed).await;
}

#[tokio::test]
async fn each_failure_of_hsm_is_one_gap() {
    let stand = Stand::start().await;
    let session = stand.g2().await;
    each_failure_is_one_gap(&stand, &session, Feed::Hsm).await;
}

#[tokio::test]
async fn tries_that_fail_are_one_gap_with_the_first_reason() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = open(&session).await;
    let sandbox = stand.sandbox.kotak_neo();
    let feeds = sandbox.feeds();
    feeds.fail_next(Feed::SFeed, 2, FeedFailure::RefuseUpgrade(503));
    feeds.fail_next(Feed::SFeed, 2, FeedFailure::RefuseLogin);
    feeds.fail_next(Feed::SFeed, 1, FeedFailure::LoginUnanswered);
    feeds.fail(Feed::SFeed, FeedFailure::Cut);
    let gap = gap(&mut feed).await;
    assert_eq!((gap.reason, gap.attempts), (GapReason::Cut, 6));
    assert_eq!(feed.handle().state(), State::Live);
}

#[tokio::test]
async fn silence_with_pongs_is_no_failure() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let feed = open(&session).await;
    let sandbox = stand.sandbox.kotak_neo();
    assert_eq!(sandbox.feeds().fail(Feed::SFeed, FeedFailure::Silent), 1);
    let handle = feed.handle();
    for _ in 0..4 {
        reach(&handle, State::Silent).await;
        reach(&handle, State::Live).await;
    }
    assert_eq!(sandbox.feeds().opened(Feed::SFeed), 1);
}

#[tokio::test]
async fn a_half_open_connection_is_replaced_in_the_watchdogs_time() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let settings = quick();
    let mut feed = open(&session).await;
    let sandbox = stand.sandbox.kotak_neo();
    let began = Instant::now();
    assert_eq!(sandbox.feeds().fail(Feed::SFeed, FeedFailure::HalfOpen), 1);
    let gap = gap(&mut feed).await;
    let took = began.elapsed();
    assert_eq!((gap.reason, gap.attempts), (GapReason::Silent, 1));
    let limit = settings.silence + settings.pong + 2 * settings.first_wait;
    // One connect on a busy machine.
    let connect = Duration::from_millis(500);
    println!("half-open: replaced after {took:?}, the watchdog's time is {limit:?}");
    assert!(took < limit + connect, "{took:?}");
}

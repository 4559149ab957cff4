//! What goes wrong in a day.

use std::time::Duration;

use fastrand::Rng;
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure, Garbage};

use crate::stand::Stand;

/// The feeds of the newest generation.
pub const BOTH: [Feed; 2] = [Feed::SFeed, Feed::Orders];

/// What goes wrong.
pub const KINDS: [&str; 13] = [
    "cut",
    "reset",
    "cut in a frame",
    "closed",
    "closed after messages",
    "half-open",
    "not UTF-8",
    "upgrade refused",
    "login refused",
    "login unanswered",
    "session ended",
    "garbage",
    "slow",
];

/// Lets it happen to one feed or both; those that lose their connection.
pub fn break_it(stand: &Stand, rng: &mut Rng, kind: &str) -> Vec<Feed> {
    let neo = stand.sandbox.kotak_neo();
    let feeds = neo.feeds();
    let hit = match rng.u8(..3) {
        0 => vec![Feed::SFeed],
        1 => vec![Feed::Orders],
        _ => BOTH.to_vec(),
    };
    let fail = |failure: FeedFailure| {
        for feed in &hit {
            assert_eq!(feeds.fail(*feed, failure.clone()), 1, "{kind}");
        }
        hit.clone()
    };
    let then_cut = |failure: FeedFailure, times| {
        for feed in &hit {
            feeds.fail_next(*feed, times, failure.clone());
        }
        fail(FeedFailure::Cut)
    };
    match kind {
        "cut" => fail(FeedFailure::Cut),
        "reset" => fail(FeedFailure::Reset),
        "cut in a frame" => fail(FeedFailure::CutInFrame),
        "closed" => fail(FeedFailure::Close(1001)),
        "closed after messages" => {
            // Only the market feed has messages for sure.
            let messages = rng.u64(..5);
            feeds.fail(
                Feed::SFeed,
                FeedFailure::CloseAfter {
                    messages,
                    code: 1013,
                },
            );
            vec![Feed::SFeed]
        }
        "half-open" => fail(FeedFailure::HalfOpen),
        "not UTF-8" => fail(FeedFailure::Garbage(Garbage::NotUtf8)),
        "upgrade refused" => then_cut(FeedFailure::RefuseUpgrade(503), rng.usize(1..4)),
        "login refused" => then_cut(FeedFailure::RefuseLogin, rng.usize(1..4)),
        "login unanswered" => then_cut(FeedFailure::LoginUnanswered, 1),
        "session ended" => {
            neo.end_sessions();
            BOTH.to_vec()
        }
        "garbage" => {
            fail(FeedFailure::Garbage(Garbage::BrokenLength));
            Vec::new()
        }
        _ => {
            fail(FeedFailure::Slow(Duration::from_millis(20)));
            Vec::new()
        }
    }
}

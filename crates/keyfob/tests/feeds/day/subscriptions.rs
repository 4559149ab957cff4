//! What is subscribed to.

use keyfob::kotak_neo::feed::{Depth, MarketFeed};
use keyfob_sandbox::kotak_neo::{Feed, FeedConnection};

pub async fn subscribe(feed: &MarketFeed) {
    let bulk: Vec<_> = stand_tokens().collect();
    feed.subscribe(Depth::Touch, ["nse_cm|1001", "nse_cm|1002", "nse_fo|60001"])
        .await
        .unwrap();
    feed.subscribe(Depth::Touch, &bulk).await.unwrap();
    feed.subscribe(Depth::Five, ["nse_cm|1001"]).await.unwrap();
    feed.subscribe(Depth::Twenty, ["nse_cm|1002"])
        .await
        .unwrap();
    feed.subscribe(Depth::LastPrice, ["nse_fo|60011"])
        .await
        .unwrap();
    let indices = ["nse_cm|Nifty 50", "nse_cm|Nifty Bank"];
    feed.handle().subscribe_indices(indices).await.unwrap();
    feed.handle().subscribe_market_status().await.unwrap();
}

/// What is subscribed to, and how many that is on the wire.
pub const SUBSCRIPTIONS: usize = 3 + 40 + 3 + 2 + 1;

pub fn stand_tokens() -> impl Iterator<Item = String> {
    (0..40).map(|bulk| format!("nse_cm|{}", FIRST_BULK + bulk))
}

pub const FIRST_BULK: u64 = 2_000_001;

/// Both feeds are open once, and everything is subscribed to.
pub fn is_whole(connections: &[FeedConnection]) -> bool {
    let of = |feed| {
        connections
            .iter()
            .filter(move |connection| connection.feed == feed)
    };
    let is_subscribed =
        |connection: &FeedConnection| connection.subscriptions.len() == SUBSCRIPTIONS;
    of(Feed::SFeed).count() == 1
        && of(Feed::SFeed).all(is_subscribed)
        && of(Feed::Orders).count() == 1
        && of(Feed::Orders).all(|connection| connection.account.is_some())
}

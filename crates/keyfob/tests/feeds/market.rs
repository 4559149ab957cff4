//! What the market feeds tell.

use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::feed::{Depth, Event, MarketPhase, OrderBooks, Price, Topic};
use keyfob::{Decimal, Error};
use keyfob_sandbox::exchange::Segment;

use crate::stand::{Stand, find, next, quick, until};

const SHARE: &str = "nse_cm|1001";
const INDEX: &str = "nse_cm|Nifty 50";

fn rupees(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn value(price: Option<Price>) -> Decimal {
    price.unwrap().to_decimal()
}

/// Prices and indices come as they are set, from the subscription on.
async fn quotes_come(stand: &Stand, session: Session) {
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.subscribe(Depth::Touch, [SHARE, INDEX]).await.unwrap();
    let exchange = stand.sandbox.exchange();
    exchange.set_price(1001, rupees("1512.35"));
    exchange.set_index(Segment::NseCash, "Nifty 50", rupees("24510.55"));
    let (mut quote, mut index) = (None, None);
    while quote.is_none() || index.is_none() {
        match next(&mut feed).await {
            Event::Quote(told) if value(told.last_price) == rupees("1512.35") => quote = Some(told),
            Event::Index(told) if value(told.value) == rupees("24510.55") => index = Some(told),
            _ => {}
        }
    }
    let quote = quote.unwrap();
    assert_eq!(quote.instrument.to_string(), SHARE);
    assert_eq!(quote.symbol.as_deref(), Some("SANDBOXCO-EQ"));
    assert_eq!(quote.depth, Depth::Touch);
    assert!(quote.best_bid().unwrap().price < quote.best_offer().unwrap().price);
    let change = quote.change().unwrap().to_decimal();
    assert_eq!(change, rupees("1512.35") - value(quote.close));
    assert_eq!(value(quote.open), value(quote.low));
    assert_eq!(index.unwrap().name.as_deref(), Some("Nifty 50"));
    // One request for each, however many ask.
    let handle = feed.handle();
    handle.subscribe(Depth::Touch, [SHARE]).await.unwrap();
    handle.unsubscribe(Depth::Touch, [SHARE]).await.unwrap();
    let connection = stand.connection();
    assert_eq!(connection.subscriptions.len(), 2, "{connection:?}");
    assert!(
        !connection
            .received
            .keys()
            .any(|kind| kind.contains("unsub")),
        "{connection:?}"
    );
    handle.unsubscribe(Depth::Touch, [SHARE]).await.unwrap();
    until("the share is unsubscribed", || {
        stand.connection().subscriptions.len() == 1
    })
    .await;
    drop(feed);
    let feeds = stand.sandbox.kotak_neo();
    until("the connection is closed", || feeds.feeds().open(None) == 0).await;
}

#[tokio::test]
async fn sfeed_tells_quotes_and_indices() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    quotes_come(&stand, session).await;
}

#[tokio::test]
async fn hsm_tells_quotes_and_indices_to_both_older_generations() {
    let stand = Stand::start().await;
    let session = stand.g2().await;
    quotes_come(&stand, session).await;
    let session = stand.g1().await;
    quotes_come(&stand, session).await;
}

#[tokio::test]
async fn order_books_have_as_many_levels_as_were_asked_for() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    let mut books = OrderBooks::default();
    for (depth, levels) in [(Depth::Touch, 1), (Depth::Five, 5), (Depth::Twenty, 20)] {
        feed.subscribe(depth, [SHARE]).await.unwrap();
        loop {
            let event = next(&mut feed).await;
            if let Some(book) = books.apply(&event).filter(|book| book.depth() == depth) {
                assert_eq!((book.bids().len(), book.offers().len()), (levels, levels));
                assert!(
                    book.bids()
                        .is_sorted_by(|one, other| one.price > other.price)
                );
                assert!(
                    book.offers()
                        .is_sorted_by(|one, other| one.price < other.price)
                );
                break;
            }
        }
    }
    let session = stand.g2().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.subscribe(Depth::Five, [SHARE]).await.unwrap();
    let book = find(&mut feed, |event| match event {
        Event::Quote(quote) => OrderBooks::default()
            .apply(&Event::Quote(quote.clone()))
            .cloned(),
        _ => None,
    });
    assert_eq!(book.await.bids().len(), 5);
}

#[tokio::test]
async fn the_last_price_alone_and_the_state_of_the_market() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.subscribe(Depth::LastPrice, [SHARE]).await.unwrap();
    feed.subscribe_market_status().await.unwrap();
    let quote = find(&mut feed, |event| match event {
        Event::Quote(quote) => Some(quote.clone()),
        _ => None,
    });
    let quote = quote.await;
    assert_eq!((quote.depth, quote.bids.len()), (Depth::LastPrice, 0));
    stand
        .sandbox
        .kotak_neo()
        .feeds()
        .set_market_status(Segment::NseCash, 2);
    let status = find(&mut feed, |event| match event {
        Event::MarketStatus(status) if status.phase() == MarketPhase::Closed => {
            Some(status.clone())
        }
        _ => None,
    });
    assert_eq!(status.await.segment.to_string(), "nse_cm");
    feed.subscribe_indices([INDEX]).await.unwrap();
    let index = Topic::Index(INDEX.parse().unwrap());
    let share = Topic::Quotes(Depth::LastPrice, SHARE.parse().unwrap());
    let all = [Topic::MarketStatus, index, share.clone()];
    assert_eq!(feed.handle().topics(), all);
    feed.unsubscribe_market_status().await.unwrap();
    feed.unsubscribe_indices([INDEX]).await.unwrap();
    assert_eq!(feed.handle().topics(), [share]);
}

#[tokio::test]
async fn what_a_feed_does_not_have_is_refused_and_nothing_is_subscribed_to() {
    let stand = Stand::start().await;
    let session = stand.g2().await;
    let feed = session.market_feed().with_settings(quick()).await.unwrap();
    let handle = feed.handle();
    for depth in [Depth::LastPrice, Depth::Twenty] {
        let error = handle.subscribe(depth, [SHARE]).await.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error}");
    }
    handle.subscribe_market_status().await.unwrap_err();
    handle
        .subscribe(Depth::Touch, [SHARE, "1001"])
        .await
        .unwrap_err();
    assert_eq!(handle.topics(), []);
    // One more than the vendor takes: none of them.
    let many: Vec<_> = (0..3_201).map(|token| format!("nse_cm|{token}")).collect();
    let error = handle.subscribe(Depth::Touch, &many).await.unwrap_err();
    assert!(error.to_string().contains("3200"), "{error}");
    assert_eq!(handle.topics(), []);
    // As in the others, what is spelled wrong would be something that nobody has.
    for wrong in [
        Topic::Index("NSE_CM|Nifty 50".parse().unwrap()),
        Topic::Index("nse_cm|Nifty 50 ".parse().unwrap()),
        Topic::Quotes(Depth::Touch, "7|1001".parse().unwrap()),
        Topic::Quotes(Depth::Touch, INDEX.parse().unwrap()),
    ] {
        let error = handle.subscribe_topics(std::slice::from_ref(&wrong)).await;
        assert!(
            matches!(error, Err(Error::InvalidInput(_))),
            "{wrong:?}: {error:?}"
        );
    }
    assert_eq!(handle.topics(), []);
    handle.subscribe(Depth::Touch, [SHARE]).await.unwrap();
    let share = Topic::Quotes(Depth::Touch, SHARE.parse().unwrap());
    assert_eq!(handle.topics(), [share]);
    until("it is subscribed to", || {
        stand.connection().subscriptions.len() == 1
    })
    .await;
}

#[tokio::test]
async fn a_reader_that_sleeps_gets_the_newest_quote_and_is_told_what_it_missed() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.subscribe(Depth::Touch, [SHARE]).await.unwrap();
    let exchange = stand.sandbox.exchange();
    let handle = feed.handle();
    // The sandbox tells the newest price only of what changes faster than it sends.
    for paisa in 0..20 {
        exchange.set_price(1001, Decimal::new(150_000 + paisa * 5, 2));
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    exchange.set_price(1001, rupees("1600.00"));
    until("quotes are replaced", || handle.conflated() > 0).await;
    let last = find(&mut feed, |event| match event {
        Event::Quote(quote) if quote.last_price?.to_decimal() == rupees("1600.00") => {
            Some(quote.conflated)
        }
        _ => None,
    });
    let conflated = last.await;
    assert!(u64::from(conflated) <= handle.conflated());
}

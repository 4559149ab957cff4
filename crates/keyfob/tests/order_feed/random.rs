//! Random orders, fills, changes and cuts in the sandbox: no state of an order is missed, and none is told twice.

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::feed::orders::{Found, OrderEvent, OrderFeed, OrderUpdate};
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure, Garbage};
use keyfob_sandbox::{Failure, When};
use time::OffsetDateTime;

use crate::stand::{Stand, quick};

/// A state: when it began, in nanoseconds since 1970, and the quantities.
type State = (i128, i64, i64);

const ROUNDS: usize = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_state_of_each_order_is_told_once_and_in_order() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut rng = Rng::with_seed(seed);
    let stand = Stand::start().await;
    let ucc = stand.sandbox.accounts().kotak_neo[0].ucc.clone();
    stand.sandbox.exchange().set_cash(&ucc, 1_000_000_000);
    stand.sandbox.exchange().set_depth(stand.token(), 3);
    let session = stand.g3().await;
    let before = stand.place(&session, 1360, 1).await;
    let feed = session.order_feed().with_settings(quick()).await.unwrap();
    let reading = tokio::spawn(read(feed));
    let mut price = 1400;
    for _ in 0..ROUNDS {
        tokio::time::sleep(Duration::from_millis(rng.u64(0..120))).await;
        match rng.u8(0..10) {
            0..=2 => {
                stand
                    .place(&session, price + rng.i64(-3..2), rng.u64(1..9))
                    .await;
            }
            3..=5 => {
                price += rng.i64(-2..3);
                stand.set_price(price);
            }
            6 => change(&session, &mut rng).await,
            7 if rng.u8(0..3) == 0 => stand.sandbox.fail_next(
                When::path(
                    rng.choice(["/quick/user/orders", "/quick/order/history"])
                        .unwrap(),
                ),
                Failure::Html(503),
            ),
            7 => {}
            _ => fail(&stand, &mut rng),
        }
    }
    // The last gap, and both looks after it.
    stand
        .sandbox
        .kotak_neo()
        .feeds()
        .fail(Feed::Orders, FeedFailure::Cut);
    tokio::time::sleep(Duration::from_secs(8)).await;
    let controls = stand.sandbox.kotak_neo();
    assert_eq!(controls.feeds().open(Feed::Orders), 1);
    controls.end_sessions();
    let (told, gaps, found) = reading.await.unwrap();

    let orders = stand.sandbox.exchange().orders();
    let lived = orders.iter().map(|order| {
        let number = order.number.to_string();
        // Of the one that stood before nothing is told but what came after.
        let known = if number == before { 2 } else { 0 };
        let steps = order.steps.iter().skip(known).map(|step| {
            let at = OffsetDateTime::from(step.at).unix_timestamp_nanos();
            (at, step.quantity, step.filled)
        });
        (number, steps.collect::<Vec<_>>())
    });
    let lived: BTreeMap<_, _> = lived.filter(|(_, steps)| !steps.is_empty()).collect();
    println!(
        "{} orders, {gaps} gaps, {found} states found after one",
        lived.len()
    );
    assert!(
        gaps > 3 && found > 3,
        "seed {seed}: {gaps} gaps, {found} found"
    );
    for (number, states) in &lived {
        assert_eq!(
            told.get(number),
            Some(states),
            "seed {seed}, order {number}"
        );
    }
    assert_eq!(told.len(), lived.len(), "seed {seed}");
}

/// Reads to the end: the states told of each order, and how many gaps and found states there were.
async fn read(mut feed: OrderFeed) -> (BTreeMap<String, Vec<State>>, usize, usize) {
    let (mut told, mut gaps, mut found) = (BTreeMap::<_, Vec<_>>::new(), 0, 0);
    while let Some(event) = feed.next().await {
        match event {
            OrderEvent::Order(order) => {
                found += usize::from(order.found != Found::Feed);
                told.entry(order.number.clone())
                    .or_default()
                    .push(state(&order));
            }
            OrderEvent::Gap(_) => gaps += 1,
            _ => {}
        }
    }
    (told, gaps, found)
}

fn state(order: &OrderUpdate) -> State {
    let at = order.updated_at.unwrap().unix_timestamp_nanos();
    (at, order.quantity, order.filled_quantity)
}

/// Changes or cancels some order that is open.
async fn change(session: &Session, rng: &mut Rng) {
    // The book may be told to fail, and an order may be filled meanwhile.
    let Ok(orders) = session.orders().await else {
        return;
    };
    let open: Vec<_> = orders.iter().filter(|order| order.is_open()).collect();
    let Some(order) = rng.choice(open) else {
        return;
    };
    let outcome = match rng.bool() {
        true => session.cancel(order).await.map(drop),
        false => {
            let price = order.price.unwrap() - keyfob::Decimal::ONE;
            session.modify(order.change().price(price)).await.map(drop)
        }
    };
    drop(outcome);
}

fn fail(stand: &Stand, rng: &mut Rng) {
    let failures = [
        FeedFailure::Cut,
        FeedFailure::Reset,
        FeedFailure::CutInFrame,
        FeedFailure::Close(1001),
        FeedFailure::HalfOpen,
        FeedFailure::Silent,
        FeedFailure::Garbage(Garbage::BrokenLength),
        FeedFailure::Garbage(Garbage::NotUtf8),
    ];
    let controls = stand.sandbox.kotak_neo();
    let failure = rng.choice(failures).unwrap();
    controls.feeds().fail(Feed::Orders, failure);
}

//! A day of both feeds: seven hours by the sandbox's clock, with a failure every four minutes on average.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fastrand::Rng;
use keyfob::kotak_neo::feed::orders::{Found, OrderEvent, OrderFeed};
use keyfob::kotak_neo::feed::{Depth, Event, MarketFeed, State};
use keyfob::kotak_neo::{Session, g3};
use keyfob::trading::{Contract, Order, Segment, Side};
use keyfob::{Decimal, OffsetDateTime};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::kotak_neo::{Feed, FeedConnection, FeedFailure, Garbage};
use tokio::runtime::Handle;

use crate::stand::{LONG, Stand, apart, quick, until};

const DAY: Duration = Duration::from_secs(7 * 3600);
const MEAN: f64 = 240.0;

/// The share of which 50 can be had at one price, so that orders are filled in parts.
const SHARE: u64 = 1002;
const BOTH: [Feed; 2] = [Feed::SFeed, Feed::Orders];

/// A state of an order: when it began, in nanoseconds since 1970, and its quantities.
type Lived = (i128, i64, i64);

#[derive(Default)]
struct Told {
    orders: BTreeMap<String, Vec<Lived>>,
    found: BTreeMap<&'static str, usize>,
    gaps: BTreeMap<&'static str, usize>,
    quotes: usize,
    ended: Vec<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn seven_hours_with_a_failure_every_four_minutes() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut rng = Rng::with_seed(seed);
    let sandbox = apart(|| Sandbox::builder().bulk_instruments(60));
    let stand = Stand { sandbox };
    let account = stand.account();
    stand
        .sandbox
        .exchange()
        .set_cash(&account.ucc, 1_000_000_000);
    let tasks = Handle::current().metrics().num_alive_tasks();

    let manager = g3::Manager::new(stand.g3_login(), stand.g3_provider());
    let session = manager.session().await.unwrap();
    let market = session.market_feed().with_settings(quick()).await.unwrap();
    subscribe(&market).await;
    let orders = session.order_feed().with_settings(quick()).await.unwrap();
    let states = [market.handle().states(), orders.handle().states()];
    let (closing, conflated) = ((market.handle(), orders.handle()), market.handle());
    let told = Arc::new(Mutex::new(Told::default()));
    let reading = [
        tokio::spawn(read_market(market, Arc::clone(&told))),
        tokio::spawn(read_orders(orders, Arc::clone(&told))),
    ];
    let neo = || stand.sandbox.kotak_neo();
    until("all is subscribed to", || {
        is_whole(&neo().feeds().connections())
    })
    .await;

    let (mut lived, mut cuts, mut kinds) = (Duration::ZERO, 0, BTreeMap::new());
    let mut expected: BTreeMap<Feed, usize> = BTreeMap::new();
    let mut slowest = Duration::ZERO;
    let mut day = Trading {
        session: &session,
        stand: &stand,
        rng: &mut rng,
        price: 250,
    };
    while lived < DAY {
        // Exponential: failures know nothing of each other.
        let pause = -MEAN * day.rng.f64().max(1e-9).ln();
        let pause = Duration::from_secs_f64(pause.clamp(1.0, 3_000.0));
        stand.sandbox.clock().advance(pause);
        lived += pause;
        day.trade().await;
        let kind = KINDS[day.rng.usize(..KINDS.len())];
        let before: BTreeMap<_, _> = BOTH.map(|feed| (feed, neo().feeds().opened(feed))).into();
        let began = Instant::now();
        let hit = break_it(&stand, day.rng, kind);
        *kinds.entry(kind).or_insert(0) += 1;
        cuts += 1;
        // What happens now is not told by the feed.
        for _ in 0..day.rng.u8(1..4) {
            day.trade().await;
        }
        for feed in &hit {
            *expected.entry(*feed).or_default() += 1;
            until(
                &format!("seed {seed}: a new connection after {kind}"),
                || {
                    stand.sandbox.exchange().set_price(1001, 1500);
                    neo().feeds().opened(*feed) > before[feed]
                },
            )
            .await;
        }
        neo().feeds().forget_planned();
        until(
            &format!("seed {seed}: both feeds are whole after {kind}"),
            || {
                states.iter().all(|state| *state.borrow() == State::Live)
                    && is_whole(&neo().feeds().connections())
            },
        )
        .await;
        slowest = slowest.max(began.elapsed());
    }

    let truth = truth(&stand);
    let states = |told: &Mutex<Told>| told.lock().unwrap().orders.clone();
    let settled = tokio::time::timeout(LONG, async {
        while states(&told) != truth {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    if settled.await.is_err() {
        let told = states(&told);
        for (number, lived) in &truth {
            assert_eq!(told.get(number), Some(lived), "seed {seed}: order {number}");
        }
        assert_eq!(told, truth, "seed {seed}");
    }
    closing.0.close();
    closing.1.close();
    for reading in reading {
        reading.await.unwrap();
    }
    let told = std::mem::take(&mut *told.lock().unwrap());
    let steps: usize = truth.values().map(Vec::len).sum();
    println!("{:?} by the clock, {cuts} failures: {kinds:?}", lived);
    println!(
        "gaps: {:?}, the slowest failure took {slowest:?} of real time",
        told.gaps
    );
    println!(
        "{} orders in {steps} states, found: {:?}",
        truth.len(),
        told.found
    );
    println!(
        "{} quotes and indices, {} more were conflated",
        told.quotes,
        conflated.conflated()
    );
    assert_eq!(told.ended, Vec::<String>::new());
    for (feed, name) in [(Feed::SFeed, "market"), (Feed::Orders, "orders")] {
        let gaps = told.gaps.get(name).copied().unwrap_or_default();
        assert_eq!(
            gaps,
            expected.get(&feed).copied().unwrap_or_default(),
            "seed {seed}: {name}"
        );
    }
    drop((session, manager, closing, conflated));
    until("no connection is left", || neo().feeds().open(None) == 0).await;
    until("no task is left", || {
        Handle::current().metrics().num_alive_tasks() <= tasks
    })
    .await;
}

async fn subscribe(feed: &MarketFeed) {
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
const SUBSCRIPTIONS: usize = 3 + 40 + 3 + 2 + 1;

fn stand_tokens() -> impl Iterator<Item = String> {
    (0..40).map(|bulk| format!("nse_cm|{}", FIRST_BULK + bulk))
}

const FIRST_BULK: u64 = 2_000_001;

/// Both feeds are open once, and everything is subscribed to.
fn is_whole(connections: &[FeedConnection]) -> bool {
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

/// What goes wrong.
const KINDS: [&str; 13] = [
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
fn break_it(stand: &Stand, rng: &mut Rng, kind: &str) -> Vec<Feed> {
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

/// Somebody who trades.
struct Trading<'a> {
    session: &'a Session,
    stand: &'a Stand,
    rng: &'a mut Rng,
    price: i64,
}

impl Trading<'_> {
    async fn trade(&mut self) {
        // Two steps at one moment cannot be told apart by anybody.
        self.stand
            .sandbox
            .clock()
            .advance(Duration::from_millis(self.rng.u64(1..900)));
        match self.rng.u8(..8) {
            0..=2 => {
                let price = Decimal::from(self.price + self.rng.i64(-3..3));
                let quantity = self.rng.u64(1..180);
                let order = Order::limit(Side::Buy, self.share(), quantity, price);
                // The session may just have ended; then it is not there.
                let _ = self.session.place(order).await;
            }
            3..=5 => {
                self.price = (self.price + self.rng.i64(-2..3)).clamp(235, 265);
                self.stand.sandbox.exchange().set_price(SHARE, self.price);
            }
            change => {
                let Ok(orders) = self.session.orders().await else {
                    return;
                };
                let open: Vec<_> = orders.iter().filter(|order| order.is_open()).collect();
                let Some(order) = self.rng.choice(open) else {
                    return;
                };
                if change == 6 {
                    let _ = self.session.cancel(order).await;
                } else {
                    let price = order.price.unwrap() - Decimal::ONE;
                    let _ = self.session.modify(order.change().price(price)).await;
                }
            }
        }
    }

    fn share(&self) -> Contract {
        Contract::new(Segment::NseCash, "THINCO-EQ").token(SHARE)
    }
}

/// What became of each order, as the exchange has it.
fn truth(stand: &Stand) -> BTreeMap<String, Vec<Lived>> {
    let orders = stand.sandbox.exchange().orders();
    let lived = orders.iter().map(|order| {
        let steps = order.steps.iter().map(|step| {
            let at = OffsetDateTime::from(step.at).unix_timestamp_nanos();
            (at, step.quantity, step.filled)
        });
        (order.number.to_string(), steps.collect())
    });
    lived.collect()
}

async fn read_market(mut feed: MarketFeed, told: Arc<Mutex<Told>>) {
    while let Some(event) = feed.next().await {
        let mut told = told.lock().unwrap();
        match event {
            Event::Quote(_) | Event::Index(_) => told.quotes += 1,
            Event::Gap(_) => *told.gaps.entry("market").or_default() += 1,
            Event::Ended(error) => told.ended.push(error.to_string()),
            _ => {}
        }
    }
}

async fn read_orders(mut feed: OrderFeed, told: Arc<Mutex<Told>>) {
    while let Some(event) = feed.next().await {
        let mut told = told.lock().unwrap();
        match event {
            OrderEvent::Order(order) => {
                let found = match order.found {
                    Found::Feed => "feed",
                    Found::Book => "book",
                    _ => "history",
                };
                *told.found.entry(found).or_default() += 1;
                let at = order.updated_at.unwrap().unix_timestamp_nanos();
                let state = (at, order.quantity, order.filled_quantity);
                told.orders.entry(order.number).or_default().push(state);
            }
            OrderEvent::Gap(_) => *told.gaps.entry("orders").or_default() += 1,
            OrderEvent::Ended(error) => told.ended.push(error.to_string()),
            _ => {}
        }
    }
}

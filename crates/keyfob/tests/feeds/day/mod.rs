//! A day of both feeds: seven hours by the sandbox's clock, with a failure every four minutes on average.

mod failures;
mod subscriptions;
mod told;
mod trading;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fastrand::Rng;
use keyfob::kotak_neo::feed::State;
use keyfob::kotak_neo::g3;
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::kotak_neo::Feed;
use tokio::runtime::Handle;

use self::failures::{BOTH, KINDS, break_it};
use self::subscriptions::{is_whole, subscribe};
use self::told::{Day, Told, read_market, read_orders, report, truth};
use self::trading::Trading;
use crate::stand::{LONG, Stand, apart, quick, until};

const DAY: Duration = Duration::from_secs(7 * 3600);

/// How many seconds there are between failures on average.
const MEAN: f64 = 240.0;

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

    let (mut lived, mut kinds) = (Duration::ZERO, BTreeMap::new());
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
    report(
        &told.lock().unwrap(),
        &truth,
        &Day {
            seed,
            lived,
            kinds,
            expected,
            slowest,
            conflated: conflated.conflated(),
        },
    );
    drop((session, manager, closing, conflated));
    until("no connection is left", || neo().feeds().open(None) == 0).await;
    until("no task is left", || {
        Handle::current().metrics().num_alive_tasks() <= tasks
    })
    .await;
}

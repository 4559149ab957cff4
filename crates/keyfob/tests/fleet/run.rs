//! The run: processes call, the vendor ends the session, and processes are killed and started anew.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use keyfob_sandbox::{Failure, Sandbox, When};
use serde_json::Value;
use tokio::time::sleep;

use crate::check::{self, Tally};
use crate::process::{Orders, Process};
use crate::setting;
use crate::store::Place;

const PROCESSES: usize = 8;
const TASKS: u64 = 50;
/// The ends of a short run.
const ENDS: u64 = 20;
/// Once somebody has logged in, the session lives for so long, in milliseconds, and for so many calls: a slow machine gets its time.
const LIFE: std::ops::Range<u64> = 250..400;
const CALLS: usize = 150;
/// How long until the next kill, in milliseconds, and how many there are at most for each end.
const KILL: std::ops::Range<u64> = 100..400;
const KILLS: u64 = 2;
/// How long a login may take to come, and the calls after it; longer than a lease whose holder was killed.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a run is.
#[derive(Clone, Copy)]
enum Length {
    Ends(u64),
    Time(Duration),
}

impl Length {
    fn wanted() -> Self {
        match std::env::var("KEYFOB_SOAK_MINUTES") {
            Ok(minutes) => {
                let minutes: f64 = minutes.parse().expect("a number of minutes");
                Self::Time(Duration::from_secs_f64(minutes * 60.0))
            }
            Err(_) => Self::Ends(ENDS),
        }
    }

    /// One call in so many is an order: the sandbox's book must not grow for hours.
    fn one_order_in(self) -> u64 {
        match self {
            Self::Ends(_) => 12,
            Self::Time(_) => 100,
        }
    }
}

/// A fleet whose session is kept at this place.
pub async fn run(place: &Place) -> Tally {
    let length = Length::wanted();
    let sandbox = Arc::new(Sandbox::start().await.unwrap());
    sandbox
        .exchange()
        .set_cash(&setting::account().user_id, 1_000_000_000_000_i64);
    let text = place.to_text();
    let orders = Orders {
        origin: sandbox.url(),
        place: &text,
        tasks: TASKS,
        one_order_in: length.one_order_in(),
        stalls: false,
    };
    let mut tally = Tally::default();
    let (began, first_day) = (Instant::now(), day_in_india());
    let mut processes: Vec<_> = (0..PROCESSES)
        .map(|number| Process::start(&orders, number))
        .collect();
    let progress = Arc::new(Progress::default());
    let ends = tokio::spawn(end_sessions(
        Arc::clone(&sandbox),
        length,
        Arc::clone(&progress),
    ));
    let mut started = PROCESSES;
    while !progress.is_over.load(Ordering::SeqCst) {
        sleep(Duration::from_millis(fastrand::u64(KILL))).await;
        if tally.kills >= KILLS * (progress.ends.load(Ordering::SeqCst) + 1) {
            continue;
        }
        let chosen = fastrand::usize(..processes.len());
        let fresh = Process::start(&orders, started);
        started += 1;
        let killed = std::mem::replace(&mut processes[chosen], fresh);
        tally.killed(tokio::task::spawn_blocking(|| killed.kill()).await.unwrap());
    }
    ends.await.unwrap();
    tally.ends = progress.ends.load(Ordering::SeqCst);
    for process in processes {
        tally.stopped(
            tokio::task::spawn_blocking(|| process.stop())
                .await
                .unwrap(),
        );
    }
    tally.midnights = day_in_india() - first_day;
    tally.seconds = began.elapsed().as_secs_f64();
    tally.logins = sandbox.kotak_trade().logins();
    progress.count(&sandbox);
    tally.count_orders(&sandbox.exchange().orders());
    tally.reached = std::mem::take(&mut progress.orders.lock().unwrap());
    check::what_is_left(&sandbox, place, &mut tally).await;
    tally
}

/// The number of today, in India.
fn day_in_india() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    (since + Duration::from_secs((5 * 60 + 30) * 60)).as_secs() / (24 * 60 * 60)
}

/// How far a run has come.
#[derive(Default)]
struct Progress {
    ends: AtomicU64,
    is_over: AtomicBool,
    /// How often each order reached the vendor, whatever it said.
    orders: Mutex<BTreeMap<String, u64>>,
}

impl Progress {
    /// Counts what went over the wire since the last time, which would fill the memory. How many calls were answered.
    fn count(&self, sandbox: &Sandbox) -> usize {
        let exchanges = sandbox.take_exchanges();
        let mut orders = self.orders.lock().unwrap();
        for exchange in &exchanges {
            if let Ok(body) = serde_json::from_slice::<Value>(&exchange.request_body)
                && let Some(tag) = body["tag"].as_str()
            {
                *orders.entry(tag.to_owned()).or_default() += 1;
            }
        }
        let answered = exchanges.iter().filter(|one| one.status() == Some(200));
        answered.count()
    }
}

/// Ends the session again and again, each time when somebody has logged in and others have called.
async fn end_sessions(sandbox: Arc<Sandbox>, length: Length, progress: Arc<Progress>) {
    let began = Instant::now();
    loop {
        // One answer is lost in each life.
        let order = When::operation("kotak-trade", "place_new_order").unwrap();
        sandbox.fail_next(order, Failure::AnswerLost);
        let_live(&sandbox, &progress).await;
        let is_enough = match length {
            Length::Ends(wanted) => progress.ends.load(Ordering::SeqCst) == wanted,
            Length::Time(wanted) => began.elapsed() > wanted,
        };
        if is_enough {
            progress.is_over.store(true, Ordering::SeqCst);
            return;
        }
        let ended = sandbox.kotak_trade().end_sessions();
        progress
            .ends
            .fetch_add(u64::from(ended > 0), Ordering::SeqCst);
    }
}

/// Waits until somebody has logged in, and the session has been used.
async fn let_live(sandbox: &Sandbox, progress: &Progress) {
    let asked = Instant::now();
    while sandbox.kotak_trade().open_sessions() == 0 {
        assert!(asked.elapsed() < PATIENCE, "nobody logs in");
        sleep(Duration::from_millis(5)).await;
    }
    progress.count(sandbox);
    sleep(Duration::from_millis(fastrand::u64(LIFE))).await;
    let mut calls = 0;
    while calls < CALLS {
        assert!(asked.elapsed() < 2 * PATIENCE, "nobody calls");
        calls += progress.count(sandbox);
        sleep(Duration::from_millis(5)).await;
    }
}

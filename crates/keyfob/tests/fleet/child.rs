//! One process of the fleet: its tasks call and place orders until its input ends. It tells what happens on its output, a line each.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use keyfob::kotak_trade::{Login, Manager, Password, Session};
use keyfob::session::{Provider, StoreError};
use keyfob::trading::{Contract, Order, Product, Side};
use keyfob::{Decimal, Error, OrderError};
use keyfob_sandbox::exchange::demo;

use crate::setting;
use crate::store::{Place, Store};

/// How long a task rests between two calls, in milliseconds.
const REST: std::ops::Range<u64> = 200..800;

/// Variables that a child is started with.
pub const ORIGIN: &str = "FLEET_ORIGIN";
pub const PLACE: &str = "FLEET_PLACE";
pub const NUMBER: &str = "FLEET_NUMBER";
pub const TASKS: &str = "FLEET_TASKS";
/// One call in so many is an order.
pub const ORDERS: &str = "FLEET_ORDERS";

/// Set, a login takes long after the vendor has answered it.
pub const STALL: &str = "FLEET_STALL";

/// Lines that a child writes.
pub const LOGGING_IN: &str = "logging in";
pub const NOT_LOGGED_IN: &str = "not logged in";
pub const KEPT: &str = "kept";
pub const CALLS: &str = "calls ";
/// With how often it was sent, and the tag.
pub const PLACED: &str = "placed ";
/// Likewise, of an order whose answer was lost.
pub const UNKNOWN: &str = "unknown ";
pub const FAILED: &str = "failed ";

/// On a line of its own: the test harness may have begun one.
fn say(line: &str) {
    println!("\n{line}");
}

/// The process; on its own it has nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn member() {
    let Ok(origin) = std::env::var(ORIGIN) else {
        return;
    };
    let wanted = |name: &str| std::env::var(name).unwrap();
    let number = |name: &str| wanted(name).parse::<u64>().unwrap();
    let store = Store::new(&Place::of_text(&wanted(PLACE)), tell_of_save);
    let password = Password::new(setting::account().password).without_init();
    let manager = Manager::new(setting::login(&origin), Announced(password)).with_store(store);
    let (stop, calls) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicU64::new(0)),
    );
    let tasks: Vec<_> = (0..number(TASKS))
        .map(|task| {
            let worker = Worker {
                manager: manager.clone(),
                name: format!("P{}T{task}", number(NUMBER)),
                orders: number(ORDERS),
                calls: Arc::clone(&calls),
                stop: Arc::clone(&stop),
            };
            tokio::spawn(worker.run())
        })
        .collect();
    let told = Arc::clone(&calls);
    let tell = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            say(&format!("{CALLS}{}", told.load(Ordering::Relaxed)));
        }
    });
    // Until the parent says so, or is gone.
    let input = || std::io::stdin().read_to_end(&mut Vec::new());
    tokio::task::spawn_blocking(input).await.unwrap().unwrap();
    stop.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.unwrap();
    }
    tell.abort();
    say(&format!("{CALLS}{}", calls.load(Ordering::Relaxed)));
}

struct Worker {
    manager: Manager,
    name: String,
    orders: u64,
    calls: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    async fn run(self) {
        // Some hold a session for long, and some ask for one each time.
        let mut held = None;
        for count in 0_u64.. {
            tokio::time::sleep(Duration::from_millis(fastrand::u64(REST))).await;
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            let session = match held.take().filter(|_| count % 8 > 0) {
                Some(session) => session,
                None => match self.manager.session().await {
                    Ok(session) => session,
                    Err(error) => {
                        say(&format!("{FAILED}session: {error:?}"));
                        continue;
                    }
                },
            };
            if fastrand::u64(0..self.orders) == 0 {
                self.place(&session, format!("{}N{count}", self.name)).await;
            } else {
                self.read(&session).await;
            }
            held = Some(session);
        }
    }

    /// A call that may be repeated: whatever happens to the session, it is answered.
    async fn read(&self, session: &Session) {
        match session.positions().await {
            Ok(_) => drop(self.calls.fetch_add(1, Ordering::Relaxed)),
            Err(error) => say(&format!("{FAILED}positions: {error:?}")),
        }
    }

    /// An order is sent once. Its caller may send it again when it is told that the session has been renewed.
    async fn place(&self, session: &Session, tag: String) {
        let share = Contract::of_token(demo::SHARE);
        let price = Decimal::new(145_000, 2);
        let order = Order::limit(Side::Buy, share, 1, price)
            .product(Product::Normal)
            .tag(&*tag);
        for sent in 1.. {
            match session.place(&order).await {
                Ok(_) => {
                    self.calls.fetch_add(1, Ordering::Relaxed);
                    say(&format!("{PLACED}{sent} {tag}"));
                    return;
                }
                Err(OrderError::Refused(error)) if error.session_renewed() => {}
                Err(OrderError::Lost(_)) => {
                    say(&format!("{UNKNOWN}{sent} {tag}"));
                    return;
                }
                Err(error) => {
                    say(&format!("{FAILED}order {tag}: {error:?}"));
                    return;
                }
            }
        }
    }
}

/// Says when it logs in.
struct Announced(Password);

impl Provider<Login> for Announced {
    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        say(LOGGING_IN);
        let session = self.0.log_in(login).await;
        if session.is_err() {
            say(NOT_LOGGED_IN);
        }
        if std::env::var_os(STALL).is_some() {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        session
    }
}

/// Says when a session is kept.
fn tell_of_save(kept: &Result<(), StoreError>) {
    match kept {
        Ok(()) => say(KEPT),
        Err(error) => say(&format!("{FAILED}save: {error:?}")),
    }
}

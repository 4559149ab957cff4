//! Clocks that jump, and ends that cannot be.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use keyfob_core::Clock;
use keyfob_session::{Manager, MemoryStore};
use tokio::time::{Instant, sleep};

use crate::login::{Login, Password};
use crate::renewal::session;
use crate::vendor::Vendor;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A clock, and by how many seconds it is wrong.
fn jumping() -> (Clock, Arc<AtomicI64>) {
    let offset = Arc::new(AtomicI64::new(0));
    let ticking = Clock::starting_at(UNIX_EPOCH + 1000 * DAY);
    let clock = Clock::from_fn({
        let offset = Arc::clone(&offset);
        move || {
            let seconds = offset.load(Ordering::SeqCst);
            let by = Duration::from_secs(seconds.unsigned_abs());
            match seconds < 0 {
                true => ticking.now() - by,
                false => ticking.now() + by,
            }
        }
    });
    (clock, offset)
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_jumps_over_the_end_of_a_session_costs_one_login_at_most() {
    let vendor = Vendor::start();
    let (clock, offset) = jumping();
    let login = Login {
        lasts: Some(8 * HOUR),
        ..Login::of(&vendor)
    };
    let manager = Manager::new(login.with_clock(clock), Password::default());
    manager.session().await.unwrap();
    for (jump, logins) in [
        (-3600, 1),
        (3600, 1),
        (9 * 3600, 2),
        (0, 2),
        (-30 * 86400, 2),
    ] {
        offset.store(jump, Ordering::SeqCst);
        for _ in 0..5 {
            let held = manager.session().await.unwrap();
            held.read().await.unwrap();
            sleep(Duration::from_secs(40)).await;
        }
        assert_eq!(vendor.count("/login"), logins, "{jump}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_end_in_the_past_or_the_far_future_is_no_matter() {
    let vendor = Vendor::start();
    let (clock, offset) = jumping();
    for lasts in [Duration::ZERO, Duration::from_secs(1 << 40)] {
        let before = vendor.count("/login");
        let store = MemoryStore::default();
        let login = Login {
            lasts: Some(lasts),
            has_application: true,
            ..Login::of(&vendor)
        };
        let manager = Manager::new(login.with_clock(clock.clone()), Password::default())
            .with_store(store.clone());
        for _ in 0..10 {
            manager.session().await.unwrap().read().await.unwrap();
            sleep(HOUR / 4).await;
        }
        assert_eq!(vendor.count("/login"), before + 1, "{lasts:?}");
    }
    // Its own end was long ago when it comes.
    offset.store(-900 * 86400, Ordering::SeqCst);
    let login = Login {
        has_application: true,
        ..Login::of(&vendor)
    };
    let manager = Manager::new(login.with_clock(clock), Password::default());
    let held = manager.session().await.unwrap();
    offset.store(900 * 86400, Ordering::SeqCst);
    let tokens = vendor.count("/app");
    sleep(HOUR).await;
    assert!(vendor.count("/app") - tokens <= 3);
    held.read().await.unwrap();
}

/// By the vendor's own count, to the second.
#[tokio::test(start_paused = true)]
async fn keepalives_come_within_their_bounds_and_not_at_the_same_times() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    let mut waits = Vec::new();
    let (mut last, mut count) = (Instant::now(), 0);
    while waits.len() < 40 {
        sleep(Duration::from_secs(1)).await;
        if vendor.count("/ping") > count {
            count += 1;
            waits.push(last.elapsed().as_secs());
            last = Instant::now();
        }
        assert_eq!(vendor.count("/ping"), count);
    }
    assert!(
        waits.iter().all(|wait| (449..=602).contains(wait)),
        "{waits:?}"
    );
    let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
    assert!(most - least > 45, "{waits:?}");
    drop(held);
}

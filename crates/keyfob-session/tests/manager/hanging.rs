//! Providers, stores and runtimes that never answer: nothing hangs, and nothing spins.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use keyfob_core::{Clock, Error};
use keyfob_session::{Manager, MemoryStore};
use tokio::time::{Instant, sleep};

use crate::login::{Login, Password};
use crate::stores::{Faults, Faulty};
use crate::vendor::Vendor;

const MINUTE: Duration = Duration::from_secs(60);

fn hanging() -> Password {
    let provider = Password::default();
    provider.hangs.store(true, Ordering::SeqCst);
    provider
}

#[tokio::test(start_paused = true)]
async fn a_login_that_never_ends_is_an_error_after_its_limit_and_tried_again() {
    let vendor = Vendor::start();
    let provider = hanging();
    let manager = Manager::new(Login::of(&vendor), provider.clone());
    let began = Instant::now();
    let error = manager.session().await.unwrap_err();
    assert!(matches!(error.cause(), Error::Interrupted(_)), "{error:?}");
    assert!((2 * MINUTE..3 * MINUTE).contains(&began.elapsed()));
    provider.hangs.store(false, Ordering::SeqCst);
    sleep(Duration::from_secs(2)).await;
    manager.session().await.unwrap().read().await.unwrap();

    let manager =
        Manager::new(Login::of(&vendor), hanging()).with_login_limit(Duration::from_secs(5));
    let began = Instant::now();
    manager.session().await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(6));
}

#[tokio::test(start_paused = true)]
async fn what_is_wanted_beside_a_login_that_hangs_comes_to_an_end() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = |provider: &Password| {
        Manager::new(Login::of(&vendor), provider.clone()).with_store(store.clone())
    };
    let hanging = hanging();
    let manager = make(&hanging);
    let asking = tokio::spawn({
        let manager = manager.clone();
        async move { manager.session().await.map(drop) }
    });
    sleep(Duration::from_secs(1)).await;
    let began = Instant::now();
    manager.logout().await.unwrap();
    assert!(asking.await.unwrap().is_err());
    // The others' turn comes when the lease is given back.
    make(&Password::default()).session().await.unwrap();
    assert!(began.elapsed() < 3 * MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_never_answers_is_an_error() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    store.set(Faults {
        never_loads: true,
        ..Faults::default()
    });
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store);
    let error = manager.session().await.unwrap_err();
    assert!(error.to_string().contains("took too long"), "{error}");
    assert_eq!(vendor.count("/login"), 0);
}

/// The keepalive is due, and cannot be sent beside the renewal.
#[tokio::test(start_paused = true)]
async fn a_keepalive_that_is_due_in_a_renewal_waits_for_it_and_does_not_spin() {
    let vendor = Vendor::start();
    let looks = Arc::new(AtomicUsize::new(0));
    let clock = Clock::from_fn({
        let looks = Arc::clone(&looks);
        let clock = Clock::starting_at(UNIX_EPOCH);
        move || {
            looks.fetch_add(1, Ordering::SeqCst);
            clock.now()
        }
    });
    let login = Login {
        has_application: true,
        ..Login::of(&vendor)
    };
    let provider = Password::default();
    let manager =
        Manager::new(login.with_clock(clock), provider.clone()).with_login_limit(60 * MINUTE);
    let held = manager.session().await.unwrap();
    vendor.end_sessions();
    provider.hangs.store(true, Ordering::SeqCst);
    // The call itself is out of time before.
    let call = held.clone();
    let reading = tokio::spawn(async move { call.read().await });
    while provider.tries() < 2 {
        tokio::task::yield_now().await;
    }
    looks.store(0, Ordering::SeqCst);
    for _ in 0..20 {
        tokio::time::advance(MINUTE).await;
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        // The vendor's answers take real time.
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(vendor.count("/ping"), 0);
    let looks = looks.load(Ordering::SeqCst);
    assert!((5..1000).contains(&looks), "{looks}");
    assert!(reading.await.unwrap().is_err());
    drop(held);
}

/// What was spawned in it is gone with it, and is spawned anew.
#[test]
fn a_session_is_kept_alive_though_the_runtime_in_which_it_was_got_is_gone() {
    let vendor = Vendor::start();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let login = Login::of(&vendor);
    let (manager, held) = runtime().block_on(async {
        let manager = Manager::new(login, Password::default());
        let held = manager.session().await.unwrap();
        (manager, held)
    });
    runtime().block_on(async {
        let again = manager.session().await.unwrap();
        sleep(60 * MINUTE).await;
        drop(again);
    });
    drop(held);
    assert!(vendor.count("/ping") >= 4);
    // A login that was under way in it is begun anew.
    let provider = hanging();
    let manager = Manager::new(Login::of(&vendor), provider.clone());
    runtime().block_on(async {
        let asking = manager.session();
        let _ = tokio::time::timeout(MINUTE, asking).await;
    });
    provider.hangs.store(false, Ordering::SeqCst);
    runtime().block_on(async { manager.session().await.unwrap().read().await.unwrap() });
}

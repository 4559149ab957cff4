//! What happens by itself while somebody holds a session.

use std::time::Duration;

use keyfob_session::{Manager, MemoryStore};
use tokio::time::sleep;

use crate::login::{Login, Password};
use crate::renewal::session;
use crate::vendor::Vendor;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn a_session_is_kept_alive_while_somebody_holds_it_and_not_after() {
    let vendor = Vendor::start();
    let (manager, held) = session(&vendor).await;
    sleep(10 * HOUR).await;
    let pings = vendor.count("/ping");
    // Every 7.5 to 10 minutes.
    assert!((60..=80).contains(&pings), "{pings}");
    // A clone holds it, too.
    let clone = held.clone();
    drop(held);
    sleep(HOUR).await;
    let before = vendor.count("/ping");
    assert!(before > pings);
    drop(clone);
    sleep(10 * HOUR).await;
    assert_eq!(vendor.count("/ping"), before);
    // And again for the next one.
    let again = manager.session().await.unwrap();
    sleep(HOUR).await;
    assert!(vendor.count("/ping") > before);
    drop(again);
}

#[tokio::test(start_paused = true)]
async fn a_session_outlives_its_manager() {
    let vendor = Vendor::start();
    let (manager, held) = session(&vendor).await;
    drop(manager);
    sleep(HOUR).await;
    assert!(vendor.count("/ping") >= 5);
    vendor.end_sessions();
    held.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn calls_are_as_good_as_keepalives() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    for _ in 0..100 {
        sleep(6 * MINUTE).await;
        held.read().await.unwrap();
    }
    assert_eq!(vendor.count("/ping"), 0);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_after_a_logout_or_without_keepalive() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    let clone = held.clone();
    keyfob_session::ManagedSession::log_out(held).await.unwrap();
    sleep(HOUR).await;
    assert_eq!(vendor.count("/ping"), 0);
    drop(clone);

    let manager = Manager::new(Login::of(&vendor), Password::default()).with_keepalive(false);
    let held = manager.session().await.unwrap();
    sleep(HOUR).await;
    assert_eq!(vendor.count("/ping"), 0);
    drop(held);
}

#[tokio::test(start_paused = true)]
async fn a_keepalive_that_fails_is_tried_again_soon_and_not_too_often() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    vendor.script("/ping", &[(503, "{}"); 1000]);
    sleep(15 * MINUTE).await;
    // Three attempts each, the first after 7.5 to 10 minutes.
    let pings = vendor.count("/ping");
    assert!((9..=36).contains(&pings), "{pings}");
    drop(held);
}

#[tokio::test(start_paused = true)]
async fn a_keepalive_that_finds_the_session_ended_renews_it() {
    let vendor = Vendor::start();
    let (_manager, held) = session(&vendor).await;
    vendor.end_sessions();
    sleep(11 * MINUTE).await;
    assert_eq!((vendor.count("/ping"), vendor.count("/login")), (1, 2));
    held.read().await.unwrap();
}

/// Nobody knows how long it has been idle.
#[tokio::test(start_paused = true)]
async fn a_session_from_the_store_is_tried_at_once() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    make().session().await.unwrap();
    let held = make().session().await.unwrap();
    sleep(Duration::from_secs(2)).await;
    assert_eq!((vendor.count("/ping"), vendor.count("/login")), (1, 1));
    drop(held);
}

//! Sessions that the provider renews before their end.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use keyfob_core::{Clock, Error, SavedSession};
use keyfob_session::{Manager, MemoryStore, Provider};
use tokio::time::sleep;

use crate::login::{Login, Password, SESSION, Session};
use crate::vendor::Vendor;

const HOUR: Duration = Duration::from_secs(3600);

fn login(vendor: &Vendor, is_early: bool) -> Login {
    let login = Login {
        lasts: Some(HOUR),
        is_early,
        ..Login::of(vendor)
    };
    login.with_clock(Clock::starting_at(UNIX_EPOCH))
}

fn manager(vendor: &Vendor, provider: impl Provider<Login>) -> Manager<Login> {
    Manager::new(login(vendor, true), provider).with_keepalive(false)
}

#[tokio::test(start_paused = true)]
async fn one_is_renewed_each_hour_also_where_nobody_calls() {
    let vendor = Vendor::start();
    let manager = manager(&vendor, Password::default());
    let held = manager.session().await.unwrap();
    sleep(10 * HOUR).await;
    let renewals = vendor.count("/login") - 1;
    assert!((10..=11).contains(&renewals), "{renewals}");
    held.order().await.unwrap();
    assert_eq!(vendor.count("/order"), 1);
}

/// That none of them was used before the next one came is no sign of a vendor that refuses each.
#[tokio::test(start_paused = true)]
async fn short_ones_are_renewed_without_growing_waits() {
    let vendor = Vendor::start();
    let login = Login {
        lasts: Some(HOUR / 60),
        ..login(&vendor, true)
    };
    let manager = Manager::new(login, Password::default()).with_keepalive(false);
    let _held = manager.session().await.unwrap();
    sleep(HOUR).await;
    let renewals = vendor.count("/login") - 1;
    assert!((60..=120).contains(&renewals), "{renewals}");
}

#[tokio::test(start_paused = true)]
async fn others_are_not() {
    let vendor = Vendor::start();
    let manager = Manager::new(login(&vendor, false), Password::default());
    let _held = manager.with_keepalive(false).session().await.unwrap();
    sleep(10 * HOUR).await;
    assert_eq!(vendor.count("/login"), 1);
}

#[tokio::test(start_paused = true)]
async fn one_that_cannot_be_renewed_is_used_until_its_end() {
    let vendor = Vendor::start();
    let manager = manager(&vendor, Password::default());
    let held = manager.session().await.unwrap();
    vendor.script("/login", &[(500, "{}"); 100]);
    sleep(Duration::from_secs(58 * 60)).await;
    let tries = vendor.count("/login") - 1;
    assert!((1..=6).contains(&tries), "{tries}");
    held.order().await.unwrap();
    manager.session().await.unwrap().order().await.unwrap();
}

/// Others start with the session that is kept, although this one was refused another one.
#[tokio::test(start_paused = true)]
async fn a_refusal_before_its_end_leaves_the_session_in_the_store() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let first = manager(&vendor, Password::default()).with_store(store.clone());
    let held = first.session().await.unwrap();
    vendor.script("/login", &[(401, "{}")]);
    sleep(Duration::from_secs(57 * 60)).await;
    assert_eq!(vendor.count("/login"), 2);
    held.read().await.unwrap();
    let late = manager(&vendor, Password::default()).with_store(store);
    late.session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

/// A provider that notes what it is to renew.
#[derive(Clone, Default)]
struct Noting {
    password: Password,
    before: Arc<Mutex<Vec<SavedSession>>>,
}

impl Provider<Login> for Noting {
    fn user(&self) -> Option<String> {
        self.password.user()
    }

    async fn log_in(&self, login: Login) -> Result<Session, Error> {
        self.password.log_in(login).await
    }

    async fn renew(&self, login: Login, before: SavedSession) -> Result<Session, Error> {
        self.before.lock().unwrap().push(before);
        self.password.log_in(login).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_told_the_newest_session_and_none_after_a_logout() {
    let vendor = Vendor::start();
    let (store, provider) = (MemoryStore::default(), Noting::default());
    let first = manager(&vendor, provider.clone()).with_store(store.clone());
    let held = first.session().await.unwrap();
    assert_eq!(provider.before.lock().unwrap().len(), 0);
    vendor.end_sessions();
    held.read().await.unwrap();
    // Of a process that ended: its session in the store has come to its end.
    drop((held, first));
    let login = login(&vendor, true).with_clock(Clock::starting_at(UNIX_EPOCH + 2 * HOUR));
    let late = Manager::new(login, provider.clone()).with_store(store);
    late.session().await.unwrap();
    let ends: Vec<_> = {
        let before = provider.before.lock().unwrap();
        before.iter().map(|saved| saved.ends_at(&SESSION)).collect()
    };
    assert_eq!(ends.len(), 2);
    assert!(ends[0] <= ends[1] && ends[1] <= Some(UNIX_EPOCH + 2 * HOUR));
    late.logout().await.unwrap();
    late.session().await.unwrap();
    assert_eq!(provider.before.lock().unwrap().len(), 2);
}

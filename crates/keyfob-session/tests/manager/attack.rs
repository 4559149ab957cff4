//! What an adversary would try: things that happen beside each other, and stores and providers that do the wrong thing.

use std::time::Duration;

use keyfob_session::{ManagedLogin, ManagedSession, Manager, MemoryStore, Record, SessionStore};
use tokio::time::sleep;

use crate::login::{Login, Password};
use crate::renewal::session;
use crate::stores::{Faults, Faulty};
use crate::vendor::Vendor;

fn with_store(vendor: &Vendor, store: &Faulty) -> Manager<Login> {
    Manager::new(Login::of(vendor), Password::default()).with_store(store.clone())
}

fn with_application(vendor: &Vendor) -> Manager<Login> {
    let login = Login {
        has_application: true,
        ..Login::of(vendor)
    };
    Manager::new(login, Password::default())
}

/// The call's renewal waits for the person's session, and takes it.
#[tokio::test(start_paused = true)]
async fn a_session_that_is_adopted_beside_a_renewal_is_used_and_nobody_logs_in() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    let manager = with_store(&vendor, &store);
    let held = manager.session().await.unwrap();
    let by_hand = Manager::new(Login::of(&vendor), Password::default());
    let theirs = by_hand.session().await.unwrap().save();
    let fresh = Login::of(&vendor).resume(&theirs).unwrap();
    vendor.book().sessions.pop_first();
    store.set(Faults {
        lease_takes: Duration::from_secs(5),
        ..Faults::default()
    });
    let (adopted, read) = tokio::join!(manager.adopt(fresh), async {
        sleep(Duration::from_secs(1)).await;
        held.read().await
    });
    adopted.unwrap();
    read.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test]
async fn a_session_of_another_account_is_refused_from_provider_and_person() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let bobs = Password {
        account: "bobs",
        ..Password::default()
    };
    let manager = Manager::new(Login::of(&vendor), bobs).with_store(store.clone());
    let error = manager.session().await.unwrap_err();
    assert!(error.to_string().contains("is of bobs"), "{error}");
    assert_eq!(store.load(manager.id()).await.unwrap(), None);
    // The account of the login, without the user, is ours.
    let ours = Password {
        account: "acme",
        ..Password::default()
    };
    let other = Manager::new(Login::of(&vendor), ours);
    let session = other.session().await.unwrap();
    let manager = Manager::new(Login::of(&vendor), Password::default());
    manager.adopt(session).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_token_of_the_application_that_cannot_be_renewed_is_not_asked_for_by_each_call() {
    let vendor = Vendor::start();
    let manager = with_application(&vendor);
    let held = manager.session().await.unwrap();
    vendor.end_app_tokens();
    vendor.script("/app", &[(500, "{}"); 1000]);
    for _ in 0..600 {
        assert!(held.read().await.is_err());
        sleep(Duration::from_millis(500)).await;
    }
    let tries = vendor.count("/app") - 1;
    assert!((5..=16).contains(&tries), "{tries}");
    // That says nothing of logins.
    vendor.script("/app", &[]);
    vendor.end_sessions();
    // Without one, the vendor says that the session has ended.
    held.handle.credentials().remove(&crate::login::APP);
    held.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test]
async fn a_call_that_meets_the_end_of_both_tokens_is_sent_again_all_the_same() {
    let vendor = Vendor::start();
    let manager = with_application(&vendor);
    let held = manager.session().await.unwrap();
    vendor.end_app_tokens();
    vendor.end_sessions();
    held.read().await.unwrap();
    assert_eq!((vendor.count("/login"), vendor.count("/read")), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_meanwhile_does_not_make_a_refused_password_be_tried_again() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    vendor.script("/login", &[(401, "{}"); 10]);
    store.set(Faults {
        refuses_to_save: true,
        ..Faults::default()
    });
    let provider = Password::default();
    let manager = Manager::new(Login::of(&vendor), provider.clone()).with_store(store.clone());
    for fails_to_load in [false, true, false, true, false] {
        store.set(Faults {
            fails_to_load,
            refuses_to_save: true,
            ..Faults::default()
        });
        manager.session().await.unwrap_err();
        sleep(Duration::from_secs(3600)).await;
    }
    assert_eq!(provider.tries(), 1);
}

/// A store that was away for long costs nobody a wait when it is back.
#[tokio::test(start_paused = true)]
async fn a_store_that_is_back_is_used_at_once() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    let manager = with_store(&vendor, &store);
    store.set(Faults {
        fails_to_load: true,
        ..Faults::default()
    });
    for _ in 0..20 {
        manager.session().await.unwrap_err();
    }
    store.set(Faults::default());
    manager.session().await.unwrap().read().await.unwrap();
}

#[tokio::test]
async fn who_asks_right_after_a_logout_beside_a_renewal_is_logged_in() {
    let vendor = Vendor::start();
    let (manager, held) = session(&vendor).await;
    vendor.book().delay = Duration::from_millis(50);
    vendor.end_sessions();
    let call = tokio::spawn({
        let held = held.clone();
        async move { held.read().await }
    });
    sleep(Duration::from_millis(80)).await;
    let _ = held.log_out().await;
    assert!(call.await.unwrap().is_err());
    let again = manager.session().await.unwrap();
    again.read().await.unwrap();
    assert_eq!((vendor.count("/login"), vendor.count("/read")), (3, 2));
    assert_eq!(vendor.book().sessions.len(), 1);
}

#[tokio::test]
async fn a_login_that_another_one_overtook_is_not_lost_where_that_cannot_be_read() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    store.set(Faults {
        refuses_to_save: true,
        ..Faults::default()
    });
    vendor.book().delay = Duration::from_millis(100);
    let manager = with_store(&vendor, &store);
    let asking = tokio::spawn({
        let manager = manager.clone();
        async move { manager.session().await }
    });
    sleep(Duration::from_millis(50)).await;
    store.set(Faults {
        refuses_to_save: true,
        fails_to_load: true,
        ..Faults::default()
    });
    asking.await.unwrap().unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 1);
}

#[tokio::test]
async fn a_logout_leaves_what_others_have_logged_in_to_since() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let (here, there) = (make(), make());
    let old = here.session().await.unwrap();
    let other = there.session().await.unwrap();
    vendor.end_sessions();
    other.read().await.unwrap();
    // The vendor still knows the old one, and who logs it out knows nothing of the new one.
    let known = old.handle.save("", None).to_bytes();
    let known = String::from_utf8(known.to_vec()).unwrap();
    let token = known.split('"').find(|text| text.starts_with("S3CR3T"));
    vendor.book().sessions.insert(token.unwrap().to_owned());
    old.log_out().await.unwrap();
    sleep(Duration::from_millis(100)).await;
    make().session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
    // The manager's own logout is of the session that is shared now.
    let (here, there) = (make(), make());
    here.session().await.unwrap();
    vendor.end_sessions();
    there.session().await.unwrap().read().await.unwrap();
    here.logout().await.unwrap();
    assert!(vendor.book().sessions.is_empty());
}

#[tokio::test]
async fn logouts_beside_each_other_are_one() {
    let vendor = Vendor::start();
    vendor.book().delay = Duration::from_millis(20);
    let (manager, held) = session(&vendor).await;
    let (first, second) = (manager.clone(), manager.clone());
    let all = tokio::join!(first.logout(), second.logout());
    assert!(all.0.is_ok() && all.1.is_ok(), "{all:?}");
    let again = manager.session().await.unwrap();
    again.log_out().await.unwrap();
    manager.logout().await.unwrap();
    assert!(vendor.book().sessions.is_empty());
    assert!(held.read().await.is_err());
}

/// The credentials are forgotten then, and nobody is told.
#[tokio::test]
async fn a_logout_that_is_dropped_midway_can_be_done_again_and_is_not_undone() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    for logs_out in [true, false] {
        let manager = make();
        let held = manager.session().await.unwrap();
        vendor.book().delay = Duration::from_millis(100);
        let dropped = tokio::time::timeout(Duration::from_millis(20), held.log_out());
        assert!(dropped.await.is_err());
        vendor.book().delay = Duration::ZERO;
        sleep(Duration::from_millis(150)).await;
        let before = (vendor.count("/login"), vendor.count("/read"));
        if logs_out {
            manager.logout().await.unwrap();
            let record = store.load(manager.id()).await.unwrap().unwrap();
            assert!(record.contents.is_empty());
        }
        // The one in the store is over.
        manager.session().await.unwrap().read().await.unwrap();
        let after = (vendor.count("/login"), vendor.count("/read"));
        assert_eq!(after, (before.0 + 1, before.1 + 1));
    }
}

/// It is of another environment, say: a clear error, and it stays.
#[tokio::test(start_paused = true)]
async fn a_record_that_cannot_be_taken_up_is_not_written_over() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    store.set(Faults {
        refuses_to_save: true,
        ..Faults::default()
    });
    let manager = with_store(&vendor, &store);
    let held = manager.session().await.unwrap();
    let strange = String::from_utf8(held.save().with_account("acme/ann").to_bytes().to_vec());
    let strange = strange.unwrap().replace("production", "elsewhere");
    let record = Record {
        version: 7,
        contents: strange.into_bytes().into(),
        expires_at: None,
    };
    let lease = store.store.lease(manager.id()).await.unwrap();
    store
        .store
        .save(manager.id(), &lease, &record)
        .await
        .unwrap();
    drop(lease);
    store.set(Faults::default());
    sleep(Duration::from_secs(120)).await;
    assert_eq!(store.load(manager.id()).await.unwrap(), Some(record));
    held.read().await.unwrap();
}

/// Between receiving a session and keeping it.
#[tokio::test(start_paused = true)]
async fn a_panic_before_the_session_is_kept_loses_nothing_and_leaves_the_store_readable() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    let manager = with_store(&vendor, &store);
    let held = manager.session().await.unwrap();
    vendor.end_sessions();
    store.set(Faults {
        panics_at_save: true,
        ..Faults::default()
    });
    held.read().await.unwrap();
    // What the store has is the session before: the next one logs in.
    let record = store.load(manager.id()).await.unwrap().unwrap();
    assert_eq!(record.version, 1);
    store.set(Faults::default());
    let other = with_store(&vendor, &store);
    vendor.end_sessions();
    other.session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 3);
    // And this one takes that over, rather than to write its own over it.
    held.read().await.unwrap();
    sleep(Duration::from_secs(120)).await;
    assert_eq!(vendor.count("/login"), 3);
    assert_eq!(store.load(manager.id()).await.unwrap().unwrap().version, 2);
}

#[tokio::test]
async fn a_store_that_keeps_the_end_of_a_session_less_exactly_costs_no_call() {
    let vendor = Vendor::start();
    let store = Faulty::default();
    store.set(Faults {
        rounds: true,
        ..Faults::default()
    });
    let login = Login {
        lasts: Some(Duration::from_secs(3600)),
        ..Login::of(&vendor)
    };
    let manager = Manager::new(login, Password::default()).with_store(store);
    let held = manager.session().await.unwrap();
    vendor.end_sessions();
    held.read().await.unwrap();
    assert_eq!((vendor.count("/read"), vendor.count("/login")), (2, 2));
}

/// The sessions before go on with the manager that yielded them.
#[tokio::test]
async fn a_manager_that_gets_another_store_is_another_manager() {
    let vendor = Vendor::start();
    let (manager, held) = session(&vendor).await;
    let other = manager.clone().with_store(MemoryStore::default());
    other.session().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
    vendor.end_sessions();
    held.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 3);
}

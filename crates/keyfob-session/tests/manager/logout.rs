//! The end of a session.

use std::time::Duration;

use keyfob_core::Error;
use keyfob_session::{ManagedSession, Manager, MemoryStore, SessionStore};

use crate::login::{Login, Password};
use crate::vendor::Vendor;

#[tokio::test]
async fn a_logout_ends_it_at_the_vendor_in_memory_and_in_the_store() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let held = manager.session().await.unwrap();
    let under_way = tokio::spawn({
        let (held, vendor) = (held.clone(), vendor.clone());
        async move {
            vendor.script("/read", &[(503, "{}")]);
            held.read().await
        }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    manager.logout().await.unwrap();
    let error = under_way.await.unwrap().unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error:?}");
    assert!(matches!(
        held.read().await,
        Err(Error::SessionClosed { .. } | Error::MissingCredential { .. })
    ));
    assert!(vendor.book().sessions.is_empty());
    let record = store.load(manager.id()).await.unwrap().unwrap();
    assert!(record.contents.is_empty());
    // Who asks again logs in again.
    manager.session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test]
async fn a_logout_of_a_session_that_was_handed_out_is_one_for_all() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let manager = Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let held = manager.session().await.unwrap();
    held.log_out().await.unwrap();
    manager.session().await.unwrap().read().await.unwrap();
    let record = store.load(manager.id()).await.unwrap().unwrap();
    assert!(record.version >= 2 && !record.contents.is_empty());
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test]
async fn a_session_of_another_process_can_be_logged_out() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    make().session().await.unwrap();
    make().logout().await.unwrap();
    assert!(vendor.book().sessions.is_empty());
    // There is nothing to log out of now.
    make().logout().await.unwrap();
    assert_eq!((vendor.count("/login"), vendor.count("/logout")), (1, 1));
}

/// The login that was under way is ended again.
#[tokio::test]
async fn a_logout_beside_a_renewal_leaves_nobody_logged_in() {
    let vendor = Vendor::start();
    let manager = Manager::new(Login::of(&vendor), Password::default());
    let held = manager.session().await.unwrap();
    vendor.book().delay = Duration::from_millis(100);
    vendor.end_sessions();
    let call = tokio::spawn({
        let held = held.clone();
        async move { held.read().await }
    });
    tokio::time::sleep(Duration::from_millis(150)).await;
    let _ = held.log_out().await;
    let error = call.await.unwrap().unwrap_err();
    assert!(error.is_auth(), "{error:?}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(vendor.book().sessions.len(), 0);
}

/// A logout that nobody waits for to the end may be dropped anywhere.
#[test]
fn one_that_is_told_outside_the_runtime_panics_nowhere() {
    let vendor = Vendor::start();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let manager = Manager::new(Login::of(&vendor), Password::default());
    let held = runtime.block_on(manager.session()).unwrap();
    held.handle().credentials().clear();
    held.handle().logged_out();
    let session = runtime.block_on(manager.session()).unwrap();
    runtime.block_on(session.read()).unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

//! Sessions that only a person can log in.

use keyfob_core::Error;
use keyfob_session::{Manager, MemoryStore, Provider};

use crate::login::{Login, Password};
use crate::vendor::Vendor;

/// Two of them on one store would send the orders of one user with the session of the other.
#[tokio::test]
async fn a_store_of_its_own_needs_to_be_told_whose_session_it_is() {
    let vendor = Vendor::start();
    let login = Login {
        account: "",
        ..Login::of(&vendor)
    };
    let store = MemoryStore::default();
    let nameless = Manager::without_provider(login.clone()).with_store(store.clone());
    let given = Password::default().log_in(login.clone()).await.unwrap();
    let error = nameless.adopt(given.clone()).await.unwrap_err();
    assert!(matches!(error, Error::Settings(_)), "{error:?}");
    let error = nameless.session().await.unwrap_err();
    assert!(error.to_string().contains("with_user"), "{error}");
    let named = nameless.with_user("ann");
    named.adopt(given.clone()).await.unwrap();
    let other = Manager::without_provider(login.clone())
        .with_store(store)
        .with_user("bob");
    assert!(matches!(
        other.session().await,
        Err(Error::LoginWanted { .. })
    ));
    // What nobody else sees needs no name.
    let alone = Manager::without_provider(login);
    alone.adopt(given).await.unwrap();
    alone.session().await.unwrap().read().await.unwrap();
}

#[tokio::test]
async fn a_session_that_a_person_gave_is_shared_kept_and_taken_up_again() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let login = Login::of(&vendor);
    let make = || Manager::without_provider(login.clone()).with_store(store.clone());
    let manager = make();
    let error = manager.session().await.unwrap_err();
    assert!(matches!(&error, Error::LoginWanted { account } if account == "acme at probe"));
    let session = Password::default().log_in(login.clone()).await.unwrap();
    manager.adopt(session).await.unwrap();
    manager.session().await.unwrap().read().await.unwrap();
    // Another process.
    make().session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 1);
}

#[tokio::test]
async fn a_dead_session_is_told_and_another_one_serves_those_who_hold_the_first() {
    let vendor = Vendor::start();
    let login = Login::of(&vendor);
    let manager = Manager::without_provider(login.clone());
    let first = Password::default().log_in(login.clone()).await.unwrap();
    manager.adopt(first).await.unwrap();
    let held = manager.session().await.unwrap();
    vendor.end_sessions();
    let error = held.read().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)) && !error.session_renewed());
    assert!(error.to_string().contains("`adopt`"), "{error}");
    assert!(matches!(
        manager.session().await,
        Err(Error::LoginWanted { .. })
    ));
    let second = Password::default().log_in(login).await.unwrap();
    manager.adopt(second).await.unwrap();
    held.read().await.unwrap();
    manager.session().await.unwrap().read().await.unwrap();
}

#[tokio::test]
async fn a_session_that_another_process_was_given_serves_this_one() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let login = Login::of(&vendor);
    let make = || Manager::without_provider(login.clone()).with_store(store.clone());
    let (here, there) = (make(), make());
    let log_in = || async { Password::default().log_in(login.clone()).await.unwrap() };
    here.adopt(log_in().await).await.unwrap();
    let held = here.session().await.unwrap();
    vendor.end_sessions();
    there.adopt(log_in().await).await.unwrap();
    held.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

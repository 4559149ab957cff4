//! Logins that fail: told to all who waited, and not hammered.

use std::sync::Arc;
use std::time::Duration;

use keyfob_core::Error;
use keyfob_session::{Manager, MemoryStore};

use crate::login::{Login, Password};
use crate::renewal::{at_once, session};
use crate::vendor::Vendor;

fn cause(error: &Error) -> &Arc<Error> {
    match error {
        Error::LoginFailed { cause, .. } => cause,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_is_one_for_all_and_tried_again_after_a_while() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.end_sessions();
    vendor.book().delay = Duration::from_millis(20);
    vendor.script("/login", &[(500, "{}")]);
    let outcomes = at_once(100, || {
        let session = session.clone();
        async move { session.read().await }
    })
    .await;
    let errors: Vec<_> = outcomes.into_iter().map(Result::unwrap_err).collect();
    assert_eq!(vendor.count("/login"), 2);
    let first = cause(&errors[0]);
    assert_eq!(first.status().unwrap(), 500);
    assert!(errors.iter().all(|error| Arc::ptr_eq(cause(error), first)));
    assert!(errors.iter().all(|error| matches!(
        error,
        Error::LoginFailed { again_in: Some(wait), .. } if *wait <= Duration::from_secs(2)
    )));
    // Still too early.
    assert!(session.read().await.is_err());
    assert_eq!(vendor.count("/login"), 2);
    tokio::time::sleep(Duration::from_secs(2)).await;
    session.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 3);
}

#[tokio::test(start_paused = true)]
async fn failures_in_a_row_are_tried_again_ever_more_rarely() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.end_sessions();
    vendor.script("/login", &[(500, "{}"); 50]);
    let began = tokio::time::Instant::now();
    while began.elapsed() < Duration::from_secs(3600) {
        assert!(session.read().await.is_err());
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let logins = vendor.count("/login") - 1;
    assert!((12..=24).contains(&logins), "{logins}");
}

#[tokio::test(start_paused = true)]
async fn a_refused_password_is_not_tried_again_until_somebody_says_so() {
    let vendor = Vendor::start();
    vendor.script("/login", &[(401, "{}")]);
    let provider = Password::default();
    let manager = Manager::new(Login::of(&vendor), provider.clone());
    for _ in 0..5 {
        let error = manager.session().await.unwrap_err();
        assert!(
            matches!(**cause(&error), Error::WrongPassword(_)),
            "{error:?}"
        );
        assert!(matches!(error, Error::LoginFailed { again_in: None, .. }));
        assert!(error.is_auth() && error.status().unwrap() == 401);
        tokio::time::sleep(Duration::from_secs(24 * 3600)).await;
    }
    assert_eq!(provider.tries(), 1);
    manager.retry_login();
    manager.session().await.unwrap();
    assert_eq!(provider.tries(), 2);
}

/// Fifty machines whose password was changed would lock the account.
#[tokio::test]
async fn what_one_was_refused_the_others_do_not_try() {
    let vendor = Vendor::start();
    vendor.script("/login", &[(401, "{}")]);
    let store = MemoryStore::default();
    let managers: Vec<_> = (0..10)
        .map(|_| Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone()))
        .collect();
    for (number, manager) in managers.iter().enumerate() {
        let error = manager.session().await.unwrap_err();
        match (number, error.cause()) {
            (0, Error::WrongPassword(_)) | (1.., Error::LoginRefusedElsewhere { .. }) => {}
            (number, other) => panic!("{number}: {other:?}"),
        }
    }
    assert_eq!(vendor.count("/login"), 1);
    // Who is told to, tries.
    managers[7].retry_login();
    managers[7].session().await.unwrap();
    // And the others use what came of it, without a word.
    managers[3].session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

/// It counts for the next login, not for what is refused days later.
#[tokio::test]
async fn who_was_told_to_try_does_so_once() {
    let vendor = Vendor::start();
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    let (told, other) = (make(), make());
    told.retry_login();
    told.session().await.unwrap();
    told.logout().await.unwrap();
    vendor.script("/login", &[(401, "{}")]);
    assert!(other.session().await.is_err());
    let error = told.session().await.unwrap_err();
    assert!(
        matches!(error.cause(), Error::LoginRefusedElsewhere { .. }),
        "{error:?}"
    );
    assert_eq!(vendor.count("/login"), 2);
}

/// A program that was started anew may have another password.
#[tokio::test]
async fn a_manager_that_was_made_since_tries_once() {
    let vendor = Vendor::start();
    vendor.script("/login", &[(401, "{}")]);
    let store = MemoryStore::default();
    let make = || Manager::new(Login::of(&vendor), Password::default()).with_store(store.clone());
    assert!(make().session().await.is_err());
    tokio::time::sleep(Duration::from_millis(1100)).await;
    make().session().await.unwrap();
}

#[tokio::test]
async fn a_provider_that_panics_is_told_and_leaves_nothing_locked() {
    let vendor = Vendor::start();
    let provider = Password {
        panics: true,
        ..Password::default()
    };
    let manager = Manager::new(Login::of(&vendor), provider);
    let error = manager.session().await.unwrap_err();
    assert!(error.to_string().contains("panicked"), "{error}");
    assert!(!format!("{error:?} {error}").contains("S3CR3T"));
    assert!(manager.session().await.is_err());
}

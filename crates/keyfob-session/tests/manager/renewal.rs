//! Renewal: once for all, and each call once more.

use std::sync::atomic::Ordering;
use std::time::Duration;

use keyfob_core::{Error, Retry};
use keyfob_session::Manager;
use tokio::task::JoinSet;

use crate::login::{Login, Password, Session};
use crate::vendor::Vendor;

/// Runs so many at once, and yields what they yielded.
pub async fn at_once<T, F>(count: usize, make: impl Fn() -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    for _ in 0..count {
        tasks.spawn(make());
    }
    tasks.join_all().await
}

pub async fn session(vendor: &Vendor) -> (Manager<Login>, Session) {
    let manager = Manager::new(Login::of(vendor), Password::default());
    let session = manager.session().await.unwrap();
    (manager, session)
}

#[tokio::test]
async fn a_hundred_tasks_are_logged_in_once() {
    let vendor = Vendor::start();
    vendor.book().delay = Duration::from_millis(20);
    let manager = Manager::new(Login::of(&vendor), Password::default());
    let outcomes = at_once(100, || {
        let manager = manager.clone();
        async move { manager.session().await?.read().await }
    })
    .await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!((vendor.count("/login"), vendor.count("/read")), (1, 100));
}

#[tokio::test]
async fn a_hundred_calls_that_meet_an_ended_session_renew_it_once_and_succeed() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.end_sessions();
    vendor.book().delay = Duration::from_millis(20);
    let outcomes = at_once(100, || {
        let session = session.clone();
        async move { session.read().await }
    })
    .await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!((vendor.count("/login"), vendor.count("/read")), (2, 200));
}

#[tokio::test]
async fn an_order_is_not_sent_again_and_its_error_says_that_the_session_was_renewed() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.end_sessions();
    let error = session.order().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)) && error.session_renewed());
    assert!(error.to_string().contains("it has been renewed"), "{error}");
    assert_eq!((vendor.count("/order"), vendor.count("/login")), (1, 2));
    session.order().await.unwrap();
}

/// That it was refused is known: it must not read as if it might have been carried out.
#[tokio::test(start_paused = true)]
async fn an_order_that_was_refused_is_told_so_where_the_login_outlasts_the_call() {
    let vendor = Vendor::start();
    let provider = Password::default();
    let manager = Manager::new(Login::of(&vendor), provider.clone());
    let session = manager.session().await.unwrap();
    vendor.end_sessions();
    provider.hangs.store(true, Ordering::SeqCst);
    let error = session.order().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    assert!(!error.session_renewed());
    assert_eq!(vendor.count("/order"), 1);
    // One that may be sent again has not been answered yet.
    let error = session.read().await.unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
}

#[tokio::test]
async fn who_never_wants_anything_sent_again_gets_the_error_and_a_renewed_session() {
    let vendor = Vendor::start();
    let login = Login {
        retry: Retry::never(),
        ..Login::of(&vendor)
    };
    let manager = Manager::new(login, Password::default());
    let session = manager.session().await.unwrap();
    vendor.end_sessions();
    assert!(session.read().await.unwrap_err().session_renewed());
    assert_eq!(vendor.count("/read"), 1);
    session.read().await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_refused_at_once_is_told_after_one_replay() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.book().refuses_all = true;
    let error = session.read().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
    assert!(!error.session_renewed());
    assert_eq!((vendor.count("/read"), vendor.count("/login")), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_takes_each_login_and_refuses_each_session_is_not_hammered() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.book().refuses_all = true;
    let began = tokio::time::Instant::now();
    while began.elapsed() < Duration::from_secs(600) {
        let _ = session.read().await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let logins = vendor.count("/login");
    assert!((5..=16).contains(&logins), "{logins}");
}

/// The first call's refusal comes after the second call's renewal.
#[tokio::test]
async fn a_late_refusal_of_an_old_token_takes_the_new_one_and_renews_nothing() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.end_sessions();
    vendor.book().delay = Duration::from_millis(200);
    let late = tokio::spawn({
        let session = session.clone();
        async move { session.read().await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    vendor.book().delay = Duration::ZERO;
    session.read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
    late.await.unwrap().unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test]
async fn a_refusal_of_the_login_itself_renews_nothing() {
    let vendor = Vendor::start();
    let (_manager, session) = session(&vendor).await;
    vendor.script("/login", &[(401, "{}")]);
    vendor.end_sessions();
    let error = session.read().await.unwrap_err();
    assert!(
        matches!(error.cause(), Error::WrongPassword(_)),
        "{error:?}"
    );
    assert_eq!(vendor.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_has_come_to_its_end_by_the_clock_is_renewed_before_it_is_handed_out() {
    let vendor = Vendor::start();
    let clock = keyfob_core::Clock::starting_at(std::time::UNIX_EPOCH);
    let login = Login {
        lasts: Some(Duration::from_secs(8 * 3600)),
        ..Login::of(&vendor)
    }
    .with_clock(clock);
    let manager = Manager::new(login, Password::default()).with_keepalive(false);
    manager.session().await.unwrap();
    tokio::time::sleep(Duration::from_secs(7 * 3600)).await;
    manager.session().await.unwrap();
    assert_eq!(vendor.count("/login"), 1);
    tokio::time::sleep(Duration::from_secs(2 * 3600)).await;
    manager.session().await.unwrap().read().await.unwrap();
    assert_eq!(vendor.count("/login"), 2);
}

/// Clocks are wrong at times: a session that is past when it comes is used all the same.
#[tokio::test]
async fn a_clock_that_is_wrong_logs_in_no_more_than_once() {
    let vendor = Vendor::start();
    let login = Login {
        lasts: Some(Duration::ZERO),
        ..Login::of(&vendor)
    };
    let manager = Manager::new(login, Password::default());
    for _ in 0..5 {
        manager.session().await.unwrap().read().await.unwrap();
    }
    assert_eq!(vendor.count("/login"), 1);
}

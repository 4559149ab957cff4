//! One session for all who ask.

use std::sync::Arc;
use std::time::Duration;

use keyfob::Error;
use tokio::task::JoinSet;

use crate::acme::{ClientCredentials, Manager, Password, RefreshToken, Session, login};
use crate::server::Acme;

const SECRET: &str = "S3CR3T-client: +/é";

/// So many calls at once.
async fn at_once(sessions: &[Session], count: usize) -> Vec<Result<(), Error>> {
    let mut tasks = JoinSet::new();
    for session in sessions.iter().cycle().take(count) {
        let session = session.clone();
        tasks.spawn(async move { session.client().read().await });
    }
    tasks.join_all().await
}

#[tokio::test]
async fn twenty_tasks_that_meet_the_end_of_a_token_renew_it_once() {
    let acme = Acme::start().await;
    acme.book().delay = Duration::from_millis(20);
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let manager = manager.clone();
        tasks.spawn(async move { manager.session().await.unwrap() });
    }
    let sessions = tasks.join_all().await;
    assert_eq!(acme.grants(), ["client_credentials"]);
    for round in 2..=4 {
        acme.end_tokens();
        let outcomes = at_once(&sessions, 20).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        assert_eq!(acme.grants().len(), round);
    }
}

#[tokio::test]
async fn a_refresh_token_for_one_use_is_used_once() {
    let acme = Acme::start().await;
    let token = acme.consent();
    acme.book().delay = Duration::from_millis(20);
    let login = login(&acme).with_client("id 1", SECRET);
    let manager = Manager::new(login, RefreshToken::new(token));
    let session = manager.session().await.unwrap();
    let held = [session];
    for _ in 0..3 {
        acme.end_tokens();
        let outcomes = at_once(&held, 20).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }
    let sent: Vec<_> = acme.token_requests();
    let sent: Vec<_> = sent
        .iter()
        .map(|sent| sent.form()["refresh_token"].clone())
        .collect();
    let expected: Vec<_> = (0..4).map(|n| format!("S3CR3T-refresh-{n}")).collect();
    assert_eq!(sent, expected);
    // Who had it before has the newest one, too.
    let newest = held[0].refresh_token().unwrap();
    assert_eq!(newest.expose(), "S3CR3T-refresh-4");
}

#[tokio::test]
async fn what_is_never_repeated_is_told_and_goes_the_next_time() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let session = manager.session().await.unwrap();
    acme.end_tokens();
    let error = session.client().order().await.unwrap_err();
    assert!(error.session_renewed(), "{error:?}");
    session.client().order().await.unwrap();
    assert_eq!(acme.grants().len(), 2);
}

#[tokio::test]
async fn a_client_that_is_refused_is_not_tried_again_until_somebody_says_so() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", "S3CR3T-wrong"));
    for _ in 0..3 {
        let error = manager.session().await.unwrap_err();
        let cause = error.cause();
        assert!(matches!(cause, Error::ApplicationRefused(_)), "{error:?}");
        assert_eq!(error.retry_after(), None);
    }
    assert_eq!(acme.grants().len(), 1);
    acme.book().secret = "S3CR3T-wrong";
    manager.retry_login();
    manager.session().await.unwrap();
    assert_eq!(acme.grants().len(), 2);
}

#[tokio::test]
async fn a_refresh_token_that_is_refused_ends_in_the_password() {
    let acme = Acme::start().await;
    let login = login(&acme).with_client("id 1", SECRET);
    let manager = Manager::new(login, Password::new("ann", "S3CR3T-password"));
    let session = manager.session().await.unwrap();
    acme.end_tokens();
    session.client().read().await.unwrap();
    assert_eq!(acme.grants(), ["password", "refresh_token"]);
    acme.end_tokens();
    acme.book().refresh.clear();
    session.client().read().await.unwrap();
    let all = ["password", "refresh_token", "refresh_token", "password"];
    assert_eq!(acme.grants(), all);
}

#[tokio::test]
async fn a_password_that_is_wrong_is_sent_once() {
    let acme = Acme::start().await;
    acme.book().password = "S3CR3T-another";
    let login = login(&acme).with_client("id 1", SECRET);
    let manager = Arc::new(Manager::new(login, Password::new("ann", "S3CR3T-password")));
    for _ in 0..3 {
        let error = manager.session().await.unwrap_err();
        assert!(
            matches!(error.cause(), Error::WrongPassword(_)),
            "{error:?}"
        );
    }
    assert_eq!(acme.grants().len(), 1);
}

#[tokio::test]
async fn a_logout_ends_it_for_all_and_the_next_one_logs_in() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let session = manager.session().await.unwrap();
    manager.logout().await.unwrap();
    let error = session.client().read().await.unwrap_err();
    assert!(error.is_auth(), "{error:?}");
    manager
        .session()
        .await
        .unwrap()
        .client()
        .read()
        .await
        .unwrap();
    assert_eq!((acme.grants().len(), acme.calls().len()), (2, 1));
}

//! Tokens that are renewed before they end, as long as somebody holds the session.

use std::time::Duration;

use serde_json::json;

use crate::acme::{ClientCredentials, Manager, RefreshToken, Session, login};
use crate::server::Acme;

const SECRET: &str = "S3CR3T-client: +/é";

/// Puts tokio's clock forward, once all tasks have done what they can.
async fn after(seconds: u64) {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

/// Waits until so many tokens were asked for.
async fn asked(acme: &Acme, count: usize) {
    let asked = async {
        while acme.grants().len() < count {
            tokio::task::yield_now().await;
        }
    };
    let outcome = tokio::time::timeout(Duration::from_secs(20), asked).await;
    assert!(outcome.is_ok(), "{:?}", acme.grants());
}

/// Waits until the session was renewed so often.
async fn renewed(session: &Session, times: u64) {
    let renewed = async {
        while session.client().0.credentials().revision() < times {
            tokio::task::yield_now().await;
        }
    };
    let outcome = tokio::time::timeout(Duration::from_secs(20), renewed).await;
    assert!(outcome.is_ok());
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end_also_where_nobody_calls() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let session = manager.session().await.unwrap();
    for round in 1..=6 {
        after(3_200).await;
        tokio::task::yield_now().await;
        assert_eq!(acme.grants().len() as u64, round);
        after(120).await;
        renewed(&session, round).await;
    }
    // Nothing met an end.
    session.client().order().await.unwrap();
    assert_eq!((acme.calls().len(), acme.grants().len()), (1, 7));
}

#[tokio::test]
async fn a_refresh_token_renews_it_before_its_end() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let login = login(&acme).with_client("id 1", SECRET);
    let manager = Manager::new(login, RefreshToken::new(token));
    let session = manager.session().await.unwrap();
    for round in 1..=3 {
        after(3_500).await;
        renewed(&session, round).await;
    }
    let newest = session.refresh_token().unwrap();
    assert_eq!(newest.expose(), "S3CR3T-refresh-4");
}

#[tokio::test]
async fn one_that_cannot_be_renewed_before_its_end_is_used_until_then() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let session = manager.session().await.unwrap();
    for _ in 0..9 {
        acme.script(500, json!({"error": "server_error"}));
    }
    after(3_400).await;
    asked(&acme, 2).await;
    session.client().order().await.unwrap();
    // The old one has its end; by then the vendor is well again.
    acme.book().scripted.clear();
    while session.client().0.credentials().revision() == 0 {
        after(20).await;
    }
    session.client().order().await.unwrap();
    assert!(acme.grants().len() >= 3);
}

#[tokio::test]
async fn nobody_renews_what_nobody_holds() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    drop(manager.session().await.unwrap());
    after(7_200).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(acme.grants().len(), 1);
}

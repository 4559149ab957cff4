//! Tokens that are renewed before they end, as long as somebody holds the session.

use std::time::Duration;

use keyfob::Settings;
use serde_json::json;
use tokio::time::sleep;

use crate::acme::{ClientCredentials, Login, Manager, RefreshToken};
use crate::paused::Inhibitor;
use crate::server::Acme;

const SECRET: &str = "S3CR3T-client: +/é";

const HOUR: Duration = Duration::from_secs(3600);

/// The clock stands while a request is on its way.
fn login(acme: &Acme) -> Login {
    let settings = Settings::default().with_origin(acme.origin());
    Login::new().with_settings(settings.with_hook(Inhibitor::default()))
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_its_end_also_where_nobody_calls() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let session = manager.session().await.unwrap();
    sleep(HOUR * 8 / 10).await;
    assert_eq!(acme.grants().len(), 1);
    sleep(HOUR * 92 / 10).await;
    let renewals = acme.grants().len() - 1;
    assert!((10..=11).contains(&renewals), "{renewals}");
    // Nothing met an end.
    session.client().order().await.unwrap();
    assert_eq!(acme.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_renews_it_before_its_end() {
    let acme = Acme::start().await;
    let token = acme.consent();
    let login = login(&acme).with_client("id 1", SECRET);
    let manager = Manager::new(login, RefreshToken::new(token));
    let session = manager.session().await.unwrap();
    sleep(5 * HOUR).await;
    let grants = acme.grants().len();
    assert!((6..=7).contains(&grants), "{grants}");
    let newest = session.refresh_token().unwrap();
    assert_eq!(newest.expose(), format!("S3CR3T-refresh-{grants}"));
}

#[tokio::test(start_paused = true)]
async fn one_that_cannot_be_renewed_before_its_end_is_used_until_then() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    let session = manager.session().await.unwrap();
    for _ in 0..9 {
        acme.script(500, json!({"error": "server_error"}));
    }
    sleep(HOUR * 57 / 60).await;
    let tries = acme.grants().len() - 1;
    assert!((1..=6).contains(&tries), "{tries}");
    session.client().order().await.unwrap();
    // By its end the vendor is well again.
    acme.book().scripted.clear();
    sleep(HOUR / 20).await;
    assert_eq!(acme.grants().len(), tries + 2);
    session.client().order().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn nobody_renews_what_nobody_holds() {
    let acme = Acme::start().await;
    let manager = Manager::new(login(&acme), ClientCredentials::new("id 1", SECRET));
    drop(manager.session().await.unwrap());
    sleep(3 * HOUR).await;
    assert_eq!(acme.grants().len(), 1);
}

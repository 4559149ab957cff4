//! Sessions go to bytes and come back.

use keyfob::session::{ManagedLogin, ManagedSession, Provider};
use keyfob::{SavedSession, kotak_neo, kotak_trade};

use crate::stand::{Stand, Works, log_in};

/// What comes back works, says the same, and is saved as the same again.
async fn comes_back<L: ManagedLogin>(login: L, provider: impl Provider<L>) -> L::Session
where
    L::Session: Works,
{
    let session = log_in(&login, provider).await.unwrap();
    let bytes = session.save().to_bytes();
    let saved = SavedSession::from_bytes(&bytes).unwrap();
    assert_eq!(saved.vendor(), L::VENDOR);
    assert_eq!(saved.account(), login.account());
    let resumed = login.resume(&saved).unwrap();
    resumed.works().await.unwrap();
    let seconds = |session: &L::Session| {
        let end = session.ends_at()?;
        Some(end.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs())
    };
    assert_eq!(seconds(&resumed), seconds(&session));
    let again = resumed.save().to_bytes();
    assert_eq!(text(&again), text(&bytes));
    // A manager adds the user to the account.
    let with_user = saved.with_account(format!("{}/ann", login.account()));
    login.resume(&with_user).unwrap();
    resumed
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn quatrix_by_password_and_by_key() {
    let stand = Stand::start().await;
    comes_back(stand.quatrix(), stand.by_password()).await;
    let session = comes_back(stand.quatrix(), stand.by_key()).await;
    assert!(!session.is_kept_alive());
    // The name of an account has forms that mean the same.
    let other = keyfob::quatrix::Login::new("ACME.quatrix.it").with_settings(stand.settings());
    other
        .resume(&session.save())
        .unwrap()
        .works()
        .await
        .unwrap();
}

#[tokio::test]
async fn kotak_trade_in_every_environment() {
    let stand = Stand::start().await;
    let session = comes_back(stand.trade(), stand.by_trade_password()).await;
    let user = Some(stand.trade_account().user_id);
    assert_eq!(session.info().user_id, user);
    for environment in ["production-2", "sandbox"] {
        let settings = stand.settings().with_variant(environment);
        let login = stand.trade_at(settings);
        assert!(login.account().ends_with(&format!("({environment})")));
        comes_back(login, stand.by_trade_password()).await;
    }
}

/// The host that the vendor names at the login is kept, too.
#[tokio::test]
async fn kotak_trade_at_another_host() {
    let stand = Stand::start().await;
    stand.sandbox.kotak_trade().redirect_to_second_host(true);
    comes_back(stand.trade(), stand.by_trade_password()).await;
}

#[tokio::test]
async fn kotak_neo_in_every_generation() {
    let stand = Stand::start().await;
    let g1 = comes_back(stand.g1(), stand.by_knowledge()).await;
    let g2 = comes_back(stand.g2(), stand.by_totp_at_g2()).await;
    stand.sandbox.kotak_neo().allow_used_codes(true);
    comes_back(stand.g2_uat(), stand.by_totp_at_g2()).await;
    let napi = stand.by_totp_at_g2();
    let napi = napi.with_base_url("https://gw-napi.kotaksecurities.com/");
    comes_back(stand.g2(), napi).await;
    let g3 = comes_back(stand.g3(), stand.by_totp_at_g3()).await;
    for session in [&g1, &g2] {
        assert!(session.application_token_ends_at().is_some());
    }
    assert!(g3.application_token_ends_at().is_none());
    assert_eq!(g2.info().ucc, Some(stand.neo_account().ucc));
}

#[test]
fn accounts_have_the_generation_and_the_environment_where_they_are_not_the_usual_ones() {
    use kotak_neo::{Consumer, Environment, g1, g2, g3};

    let consumer = Consumer::new("key", "secret");
    let uat = consumer.clone().with_environment(Environment::Uat);
    assert_eq!(g1::Login::new(consumer.clone()).account(), "(g1)");
    assert_eq!(g1::Login::new(uat.clone()).account(), "(g1-uat)");
    assert_eq!(g2::Login::new(consumer, " AB123 ").account(), "AB123 (g2)");
    assert_eq!(g2::Login::new(uat, "AB123").account(), "AB123 (g2-uat)");
    assert_eq!(g3::Login::new("token").account(), "");
    let application = kotak_trade::Application::new("token", "key");
    let login = kotak_trade::Login::new(application, "USER1");
    assert_eq!(ManagedLogin::account(&login), "USER1");
    let quatrix = keyfob::quatrix::Login::new(" Acme.quatrix.it");
    assert_eq!(ManagedLogin::account(&quatrix), "acme");
}

/// Saved without it, or with what is not readable any more: the session works all the same.
#[tokio::test]
async fn what_the_vendor_said_may_be_absent() {
    let stand = Stand::start().await;
    let session = log_in(&stand.g3(), stand.by_totp_at_g3()).await.unwrap();
    let bytes = session.save().to_bytes();
    let mut json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert!(json["info"].is_string());
    for info in [serde_json::Value::Null, "[1".into()] {
        json["info"] = info;
        let bytes = serde_json::to_vec(&json).unwrap();
        let saved = SavedSession::from_bytes(&bytes).unwrap();
        let session = stand.g3().resume(&saved).unwrap();
        session.works().await.unwrap();
        assert_eq!(session.info().ucc, None);
    }
}

//! The vendors with a session manager.

use std::time::Duration;

use keyfob::Error;
use keyfob::session::{ManagedLogin, ManagedSession, Manager, Provider};

use crate::stand::{Stand, Works};

/// It logs in, and anew after a logout.
async fn logs_in<L: ManagedLogin>(login: L, provider: impl Provider<L>)
where
    L::Session: Works,
{
    let manager = Manager::new(login, provider);
    let session = manager.session().await.unwrap();
    session.works().await.unwrap();
    session.log_out().await.unwrap();
    let session = manager.session().await.unwrap();
    session.works().await.unwrap();
    manager.logout().await.unwrap();
    let error = session.works().await.unwrap_err();
    assert!(error.is_auth(), "{error:?}");
}

#[tokio::test]
async fn each_vendor_has_one() {
    let stand = Stand::start().await;
    stand.sandbox.quatrix().allow_used_codes(true);
    stand.sandbox.kotak_neo().allow_used_codes(true);
    logs_in(stand.quatrix(), stand.by_password()).await;
    logs_in(stand.quatrix(), stand.by_key()).await;
    logs_in(stand.trade(), stand.by_trade_password()).await;
    logs_in(stand.g1(), stand.by_knowledge()).await;
}

#[tokio::test]
async fn the_application_token_is_renewed_and_nobody_logs_in() {
    let stand = Stand::start().await;
    let manager = keyfob::kotak_neo::g1::Manager::new(stand.g1(), stand.by_knowledge());
    let session = manager.session().await.unwrap();
    session.works().await.unwrap();
    let before = session.application_token_ends_at().unwrap();
    stand.sandbox.take_exchanges();
    stand.sandbox.clock().advance(Duration::from_secs(3_700));
    session.works().await.unwrap();
    assert!(session.application_token_ends_at().unwrap() > before);
    let exchanges = stand.sandbox.take_exchanges();
    let sent = |what: &str| {
        exchanges
            .iter()
            .filter(|sent| sent.path.contains(what))
            .count()
    };
    assert_eq!(
        (sent("oauth2/token"), sent("login")),
        (1, 0),
        "{exchanges:?}"
    );
}

#[tokio::test]
async fn the_application_token_can_be_renewed_for_a_saved_session() {
    let stand = Stand::start().await;
    for generation in ["g1", "g2"] {
        let ends = match generation {
            "g1" => renewed(&stand, stand.g1(), stand.by_knowledge()).await,
            _ => renewed(&stand, stand.g2(), stand.by_totp_at_g2()).await,
        };
        assert!(ends, "{generation}");
    }
    assert!(stand.g3().application_token().is_none());
    assert!(ManagedLogin::application_token(&stand.trade()).is_none());
}

/// Whether the session works with a new token after the end of the first one.
async fn renewed<L: ManagedLogin>(stand: &Stand, login: L, provider: impl Provider<L>) -> bool
where
    L::Session: Works,
{
    let session = provider.log_in(login.clone()).await.unwrap();
    let token = login.application_token().unwrap();
    let saved = session.save().with_account("AB123/ann");
    let before = saved.ends_at(token).unwrap();
    stand.sandbox.clock().advance(Duration::from_secs(3_601));
    let error = session.works().await.unwrap_err();
    assert!(
        matches!(error, Error::ApplicationTokenEnded(_)),
        "{error:?}"
    );
    let account = format!("{}/ann", login.account());
    let saved = saved.with_account(account.trim_start_matches('/'));
    let renewed = login.renew_application_token(saved.clone()).await.unwrap();
    assert_eq!(renewed.account(), saved.account());
    let session = login.resume(&renewed).unwrap();
    session.works().await.unwrap();
    renewed.ends_at(token).unwrap() > before
}

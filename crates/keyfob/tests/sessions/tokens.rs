//! Sessions by tokens that another program has.

use std::time::{Duration, UNIX_EPOCH};

use keyfob::kotak_neo::{Session, Tokens};
use keyfob::session::ManagedSession;
use keyfob::{Error, SavedSession};
use serde_json::Value;

use crate::stand::{Stand, Works, log_in};

/// What a session holds under this name: stands for what another program wrote down.
fn token(saved: &SavedSession, name: &str) -> String {
    let json: Value = serde_json::from_slice(&saved.to_bytes()).unwrap();
    let value = &json["credentials"][name]["value"];
    value.as_str().unwrap_or_default().to_owned()
}

fn tokens(session: &Session) -> Tokens {
    let saved = session.save();
    let tokens = Tokens::new(
        format!("{}\n", token(&saved, "tradeToken")),
        token(&saved, "tradeSid"),
    );
    tokens.with_server_id(token(&saved, "serverId"))
}

fn application_token(session: &Session) -> String {
    token(&session.save(), "accessToken")
}

#[tokio::test]
async fn quatrix_by_its_session_id() {
    let stand = Stand::start().await;
    let login = stand.quatrix();
    let theirs = log_in(&login, stand.by_password()).await.unwrap();
    let id = token(&theirs.save(), "sessionToken");
    let ours = login.resume_from_tokens(format!(" {id}\n")).unwrap();
    ours.works().await.unwrap();
    assert!(ours.is_kept_alive());
    let wrong = login.resume_from_tokens("00000000-0000").unwrap();
    let error = wrong.works().await.unwrap_err();
    assert!(matches!(error, Error::SessionEnded(_)), "{error:?}");
}

#[tokio::test]
async fn kotak_trade_by_its_session_token() {
    let stand = Stand::start().await;
    let login = stand.trade();
    let theirs = log_in(&login, stand.by_trade_password()).await.unwrap();
    let token = token(&theirs.save(), "sessionToken");
    let ours = login.resume_from_tokens(token).unwrap();
    ours.works().await.unwrap();
    assert_eq!(ours.info().user_id, None);
    // It can be kept like any other.
    login.resume(&ours.save()).unwrap().works().await.unwrap();
}

#[tokio::test]
async fn kotak_neo_by_its_trade_token() {
    let stand = Stand::start().await;
    let ends_at = UNIX_EPOCH + Duration::from_secs(4_000_000_000);

    let theirs = log_in(&stand.g1(), stand.by_knowledge()).await.unwrap();
    let given = tokens(&theirs).with_application_token(application_token(&theirs), Some(ends_at));
    let ours = stand.g1().resume_from_tokens(given).unwrap();
    ours.works().await.unwrap();
    assert_eq!(ours.application_token_ends_at(), Some(ends_at));
    assert_eq!(ours.ends_at(), theirs.ends_at());

    let theirs = log_in(&stand.g2(), stand.by_totp_at_g2()).await.unwrap();
    let given = tokens(&theirs).with_application_token(application_token(&theirs), None);
    let given = given.with_base_url("https://mnapi.kotaksecurities.com/");
    let ours = stand.g2().resume_from_tokens(given).unwrap();
    ours.works().await.unwrap();
    assert_eq!(ours.application_token_ends_at(), None);
    stand
        .g2()
        .resume(&ours.save())
        .unwrap()
        .works()
        .await
        .unwrap();

    stand.sandbox.clock().advance(Duration::from_secs(30));
    let theirs = log_in(&stand.g3(), stand.by_totp_at_g3()).await.unwrap();
    let given = tokens(&theirs).with_base_url("https://cis.kotaksecurities.com");
    let ours = stand.g3().resume_from_tokens(given).unwrap();
    ours.works().await.unwrap();
}

#[tokio::test]
async fn what_does_not_go_together_is_refused() {
    let stand = Stand::start().await;
    let given = Tokens::new("S3CR3T-trade-token", "S3CR3T-sid");
    let application = given.clone().with_application_token("S3CR3T-token", None);
    for without in [
        stand.g1().resume_from_tokens(given.clone()),
        stand.g2().resume_from_tokens(given.clone()),
        stand.g1().resume_from_tokens(
            application
                .clone()
                .with_base_url("https://gw-napi.kotaksecurities.com"),
        ),
        stand.g3().resume_from_tokens(application.clone()),
    ] {
        let error = without.unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
        assert!(!error.to_string().contains("S3CR3T"));
    }
    let elsewhere = application.with_base_url("https://example.com");
    for error in [
        stand.g2().resume_from_tokens(elsewhere).unwrap_err(),
        stand
            .g3()
            .resume_from_tokens(given.clone().with_base_url("https://example.com"))
            .unwrap_err(),
    ] {
        assert!(matches!(error, Error::HostChanged(_)), "{error:?}");
    }
    assert!(!format!("{given:?}").contains("S3CR3T"));
}

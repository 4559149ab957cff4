//! Saved sessions that are not taken up, and what they do not show.

use std::fmt::Debug;

use keyfob::session::{ManagedLogin, ManagedSession};
use keyfob::{Error, SavedSession, SavedSessionError};
use serde_json::Value;

use crate::stand::{Stand, log_in};

#[track_caller]
fn is_refused<T: Debug>(outcome: Result<T, Error>, why: &str) {
    let error = outcome.unwrap_err();
    assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    assert!(error.to_string().contains(why), "{error}");
}

#[tokio::test]
async fn sessions_of_another_vendor_account_or_environment() {
    let stand = Stand::start().await;
    let quatrix = log_in(&stand.quatrix(), stand.by_password()).await.unwrap();
    let quatrix = quatrix.save();
    let trade = log_in(&stand.trade(), stand.by_trade_password())
        .await
        .unwrap();
    let trade = trade.save();
    let g1 = log_in(&stand.g1(), stand.by_knowledge())
        .await
        .unwrap()
        .save();
    let g2 = log_in(&stand.g2(), stand.by_totp_at_g2()).await.unwrap();
    let g2 = g2.save();

    is_refused(stand.quatrix().resume(&trade), "a session of `kotak-trade`");
    is_refused(stand.trade().resume(&quatrix), "a session of `quatrix`");
    is_refused(stand.g2().resume(&trade), "a session of `kotak-trade`");
    is_refused(stand.g3().resume(&quatrix), "a session of `quatrix`");

    let other = keyfob::quatrix::Login::new("other").with_settings(stand.settings());
    is_refused(other.resume(&quatrix), "the account `acme`, and `other`");
    let renamed = trade.clone().with_account("USER2");
    is_refused(stand.trade().resume(&renamed), "the account `USER2`");
    let renamed = g2.clone().with_account("AB999");
    is_refused(stand.g2().resume(&renamed), "the account `AB999`");

    let elsewhere = stand.trade_at(stand.settings().with_variant("production-2"));
    is_refused(elsewhere.resume(&trade), "environment `production`");
    is_refused(stand.g2_uat().resume(&g2), "environment `g2-prod`");
    is_refused(stand.g1().resume(&g2), "environment `g2-prod`");
    is_refused(stand.g2().resume(&g1), "environment `g1-prod`");
    is_refused(stand.g3().resume(&g2), "environment `g2-prod`");
}

#[tokio::test]
async fn sessions_that_were_logged_out_before() {
    let stand = Stand::start().await;
    let session = log_in(&stand.quatrix(), stand.by_password()).await.unwrap();
    let clone = session.clone();
    session.logout().await.unwrap();
    is_refused(stand.quatrix().resume(&clone.save()), "after its logout");
    let session = log_in(&stand.g3(), stand.by_totp_at_g3()).await.unwrap();
    let clone = session.clone();
    session.logout().await.unwrap();
    is_refused(stand.g3().resume(&clone.save()), "after its logout");
}

#[tokio::test]
async fn bytes_that_are_newer_cut_or_changed() {
    let stand = Stand::start().await;
    let session = log_in(&stand.trade(), stand.by_trade_password())
        .await
        .unwrap();
    let bytes = session.save().to_bytes();
    for length in 0..bytes.len() {
        let error = SavedSession::from_bytes(&bytes[..length]).unwrap_err();
        assert_eq!(error, SavedSessionError::NotASession, "{length}");
    }
    let changed = |member: &str, value: Value| {
        let mut json: Value = serde_json::from_slice(&bytes).unwrap();
        json[member] = value;
        SavedSession::from_bytes(&serde_json::to_vec(&json).unwrap())
    };
    let newer = changed("format", 2.into()).unwrap_err();
    assert_eq!(newer, SavedSessionError::Newer { found: 2, known: 1 });
    // A host that is not the vendor's gets no token.
    let moved = changed("base", "https://example.com/".into()).unwrap();
    is_refused(stand.trade().resume(&moved), "none of the vendor's");
    let unknown = serde_json::json!({"password": {"value": "S3CR3T"}});
    let unknown = changed("credentials", unknown).unwrap();
    is_refused(stand.trade().resume(&unknown), "no credential `password`");
}

/// Of everything that holds a session, nothing shows its tokens: not the session, what is saved of it, nor an error about that.
#[tokio::test]
async fn no_token_is_shown() {
    async fn shows_none<L: ManagedLogin + Debug>(login: L, session: L::Session)
    where
        L::Session: Debug,
    {
        let saved = session.save();
        let bytes = saved.to_bytes();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        let tokens = json["credentials"].as_object().unwrap();
        let wrong = login.resume(&saved.clone().with_account("x/y")).err();
        let cut = SavedSession::from_bytes(&bytes[..bytes.len() - 9]).err();
        let shown = format!("{session:?} {session:#?} {saved:?} {login:?} {wrong:?} {cut:?}");
        let mut looked_for = 0;
        for (name, token) in tokens {
            let value = token["value"].as_str().unwrap();
            // These two say who somebody is, and are in the open elsewhere.
            if !["ip", "appId", "userId", "serverId"].contains(&&**name) {
                assert!(!shown.contains(value), "{name} in {shown}");
                looked_for += 1;
            }
        }
        assert!(looked_for > 0);
    }

    let stand = Stand::start().await;
    let session = log_in(&stand.quatrix(), stand.by_password()).await;
    shows_none(stand.quatrix(), session.unwrap()).await;
    let session = log_in(&stand.trade(), stand.by_trade_password()).await;
    shows_none(stand.trade(), session.unwrap()).await;
    let session = log_in(&stand.g1(), stand.by_knowledge()).await;
    shows_none(stand.g1(), session.unwrap()).await;
    let session = log_in(&stand.g3(), stand.by_totp_at_g3()).await;
    shows_none(stand.g3(), session.unwrap()).await;
}

//! When sessions and tokens end.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob::kotak_neo::{Consumer, Session, g2};
use keyfob::{Clock, Settings};
use serde_json::{Value, json};

use crate::http::{Reply, Request, start};
use crate::stand::{Stand, log_in};

/// 2026-01-05 10:00 in India, and the next midnight there.
const NOW: u64 = 1_767_587_400;
const MIDNIGHT: u64 = 1_767_637_800;

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A session of a server that says so of the application's token, and gives this trade token.
async fn session(expires_in: Option<Value>, trade_token: &str) -> Session {
    let token = trade_token.to_owned();
    let origin = start(move |request: Request| {
        if !request.path.contains("oauth2/token") {
            return Reply::json(200, json!({"data": {"token": token, "sid": "sid"}}));
        }
        let mut answer = json!({"access_token": "token"});
        if let Some(seconds) = &expires_in {
            answer["expires_in"] = seconds.clone();
        }
        Reply::json(200, answer)
    });
    let settings = Settings::default().with_origin(origin.await);
    let settings = settings.with_clock(Clock::from_fn(|| at(NOW)));
    let consumer = Consumer::new("key", "secret").with_settings(settings);
    let login = g2::Login::new(consumer, "AB123");
    let located = login.at("https://mnapi.kotaksecurities.com").unwrap();
    let application = located.access_token().await.unwrap();
    let view = application.totp("9000000001", "123456").await.unwrap();
    view.mpin("654321").await.unwrap()
}

/// Field reports 10: an hour, if the vendor does not say otherwise.
#[tokio::test]
async fn an_application_token_ends_by_what_the_vendor_says_and_else_after_an_hour() {
    for (expires_in, lives) in [
        (Some(json!(86_400)), Some(86_400)),
        (Some(json!("7200")), Some(7_200)),
        (Some(json!(1)), Some(1)),
        (None, Some(3_600)),
        (Some(Value::Null), Some(3_600)),
        (Some(json!(0)), Some(3_600)),
        (Some(json!(-3_600)), Some(3_600)),
        (Some(json!("soon")), Some(3_600)),
        (Some(json!("")), Some(3_600)),
        (Some(json!([1])), Some(3_600)),
        // More than a year is no end, and more than a number holds cannot be read.
        (Some(json!(i64::MAX)), None),
        (Some(json!(10_000_000_000_u64)), None),
        (Some(json!(u64::MAX)), Some(3_600)),
        (Some(json!(1e300)), Some(3_600)),
    ] {
        let session = session(expires_in.clone(), "token").await;
        let expected = lives.map(|seconds| at(NOW + seconds));
        assert_eq!(
            session.application_token_ends_at(),
            expected,
            "{expires_in:?}"
        );
        assert_eq!(session.ends_at(), Some(at(MIDNIGHT)));
    }
}

/// Its claims are `{"exp":1767590000}`, which is the same day.
#[tokio::test]
async fn a_session_of_neo_ends_when_its_token_says() {
    let session = session(None, "e30.eyJleHAiOjE3Njc1OTAwMDB9.c2ln").await;
    assert_eq!(session.ends_at(), Some(at(1_767_590_000)));
    let saved = session.save();
    let bytes = saved.to_bytes();
    let saved = keyfob::SavedSession::from_bytes(&bytes).unwrap();
    let consumer = Consumer::new("key", "secret");
    let resumed = g2::Login::new(consumer, "AB123").resume(&saved).unwrap();
    assert_eq!(resumed.ends_at(), Some(at(1_767_590_000)));
}

#[tokio::test]
async fn a_session_of_trade_ends_at_midnight_in_india_and_one_of_quatrix_by_its_rest() {
    let stand = Stand::start().await;
    let settings = stand.settings().with_clock(Clock::from_fn(|| at(NOW)));
    let login = stand.trade_at(settings);
    let session = log_in(&login, stand.by_trade_password()).await.unwrap();
    assert_eq!(session.ends_at(), Some(at(MIDNIGHT)));
    let session = log_in(&stand.quatrix(), stand.by_password()).await.unwrap();
    assert_eq!(session.ends_at(), None);
}

//! Sessions of both vendors with a server that lets everybody in.

use std::time::Duration;

use keyfob::kotak_neo::{self, Consumer, g2, g3};
use keyfob::{RateLimits, Retry, Settings, Timeouts, kotak_trade};
use serde_json::json;

use crate::http::{Reply, Request};

/// The answer to a step of a login; none if it is something else.
pub fn step(request: &Request) -> Option<Reply> {
    let path = &request.path;
    let answer = if path.contains("oauth2/token") {
        json!({"access_token": "token"})
    } else if path.contains("tradeApi") || path.contains("/totp/") {
        json!({"data": {"token": "token", "sid": "sid"}})
    } else if path.contains("/session/1.0/session/login/userid") {
        json!({"Success": {"oneTimeToken": "once"}})
    } else if path.contains("/session/1.0/session/2FA/oneTimeToken") {
        json!({"success": {"sessionToken": "token"}})
    } else {
        return None;
    };
    Some(Reply::json(200, answer))
}

pub fn settings(origin: &str, patience: Duration) -> Settings {
    let timeouts = Timeouts {
        attempt: patience,
        ..Timeouts::default()
    };
    let settings = Settings::default()
        .with_origin(origin)
        .with_rate_limits(RateLimits::none());
    settings.with_retry(Retry::never()).with_timeouts(timeouts)
}

pub async fn neo(origin: &str, patience: Duration) -> kotak_neo::Session {
    neo_with(settings(origin, patience)).await
}

pub async fn neo_with(settings: Settings) -> kotak_neo::Session {
    let mut login = g3::Login::new("token").with_settings(settings);
    // On a busy machine a client with little patience may need some tries.
    let mut view = loop {
        match login.totp("+919000000001", "AB123", "123456").await {
            Ok(view) => break view,
            Err(failed) => login = *failed.state,
        }
    };
    loop {
        match view.mpin("654321").await {
            Ok(session) => return session,
            Err(failed) => view = *failed.state,
        }
    }
}

pub async fn neo_of_g2(origin: &str, patience: Duration) -> kotak_neo::Session {
    let consumer = Consumer::new("key", "secret").with_settings(settings(origin, patience));
    let located = g2::Login::new(consumer, "AB123").at(origin).unwrap();
    let application = located.access_token().await.unwrap();
    let view = application.totp("+919000000001", "123456").await.unwrap();
    view.mpin("654321").await.unwrap()
}

pub async fn trade(origin: &str, patience: Duration) -> kotak_trade::Session {
    let application = kotak_trade::Application::new("token", "key");
    let login = kotak_trade::Login::new(application, "U1");
    let login = login.with_settings(settings(origin, patience));
    let mut ready = login.skip_init().unwrap();
    let mut second = loop {
        match ready.password("password").await {
            Ok(second) => break second,
            Err(failed) => ready = *failed.state,
        }
    };
    loop {
        match second.one_time_token().await {
            Ok(session) => return session,
            Err(failed) => second = *failed.state,
        }
    }
}

/// Longer than anything here takes.
pub const LONG: Duration = Duration::from_secs(20);

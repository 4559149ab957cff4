//! What people type at a login, and what goes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "orders/http.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod http;
#[path = "orders/login.rs"]
#[allow(dead_code, reason = "shared with the orders' tests")]
mod login;

use std::sync::{Arc, Mutex};

use keyfob::kotak_neo::g1::{Identity, Knowledge};
use keyfob::kotak_neo::{Consumer, g1, g2, g3};
use keyfob::{Settings, kotak_trade};
use serde_json::{Value, json};

use http::{Reply, Request, start};

type Bodies = Arc<Mutex<Vec<Value>>>;

/// A server that lets everybody in, and the JSON that it was sent.
async fn lets_in() -> (Settings, Bodies) {
    let bodies = Bodies::default();
    let kept = Arc::clone(&bodies);
    let answer = move |request: Request| {
        if let Ok(body) = serde_json::from_str(&request.body) {
            kept.lock().unwrap().push(body);
        }
        let data = json!({"token": "token", "sid": "sid", "ucc": "AB123"});
        login::step(&request).unwrap_or(Reply::json(
            200,
            json!({
                "data": data, "access_token": "token",
                "success": {"sessionToken": "token"},
            }),
        ))
    };
    let settings = Settings::default().with_origin(start(answer).await);
    (settings, bodies)
}

fn has(bodies: &Bodies, member: &str, value: &str) {
    let bodies = bodies.lock().unwrap();
    let found = bodies.iter().any(|body| body[member] == value);
    assert!(found, "{member} is not {value}: {bodies:?}");
}

#[tokio::test]
async fn g3_takes_a_mobile_without_country_code_and_blanks_around_everything() {
    let (settings, bodies) = lets_in().await;
    let login = g3::Login::new("dashboard-token\n").with_settings(settings);
    let view = login
        .totp(" 90000 00001", " AB123\n", "123 456\n")
        .await
        .unwrap();
    view.mpin(" 654321\n").await.unwrap();
    has(&bodies, "mobileNumber", "+919000000001");
    has(&bodies, "ucc", "AB123");
    has(&bodies, "totp", "123456");
    has(&bodies, "mpin", "654321");
}

#[tokio::test]
async fn g2_takes_a_mobile_without_country_code_and_blanks_around_everything() {
    let (settings, bodies) = lets_in().await;
    let origin = "https://mnapi.kotaksecurities.com/ ";
    let consumer = Consumer::new(" key\n", "secret\n").with_settings(settings);
    let located = g2::Login::new(consumer, " AB123 ").at(origin).unwrap();
    let application = located.access_token().await.unwrap();
    let view = application.totp("9000000001", " 123456 ").await.unwrap();
    view.mpin("654321\r\n").await.unwrap();
    has(&bodies, "mobileNumber", "+919000000001");
    has(&bodies, "ucc", "AB123");
    has(&bodies, "totp", "123456");
    has(&bodies, "mpin", "654321");
}

#[tokio::test]
async fn g1_takes_blanks_around_everything_but_a_password() {
    let (settings, bodies) = lets_in().await;
    let consumer = Consumer::new("key", "secret").with_settings(settings);
    let login = g1::Login::new(consumer);
    let application = login.with_access_token("token\n").unwrap();
    let password = Knowledge::Password(" pass word ".into());
    let view = application.identify(Identity::UserId(" U1\n".to_owned()), password);
    view.await.unwrap().otp(" 1234\n").await.unwrap();
    has(&bodies, "userid", "U1");
    has(&bodies, "password", " pass word ");
    has(&bodies, "otp", "1234");
}

#[tokio::test]
async fn trade_takes_blanks_around_everything_but_a_password() {
    let (settings, bodies) = lets_in().await;
    // The vendor's own client has an empty `appId` by default.
    let application = kotak_trade::Application::new("token\n", " key ").with_app_id("");
    let login = kotak_trade::Login::new(application, " U1\n").with_settings(settings);
    let second = login
        .skip_init()
        .unwrap()
        .password("pass word ")
        .await
        .unwrap();
    second.access_code(" 12 34\n").await.unwrap();
    has(&bodies, "userid", "U1");
    has(&bodies, "password", "pass word ");
    has(&bodies, "accessCode", "1234");
}

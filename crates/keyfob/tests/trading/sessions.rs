//! Sessions with the sandbox, and what tests say often.

use keyfob::kotak_neo::{g1, g3};
use keyfob::{Decimal, OrderError, RateLimits, Retry, Settings, kotak_neo, kotak_trade};
use keyfob_sandbox::Sandbox;

fn settings(sandbox: &Sandbox) -> Settings {
    let settings = Settings::default()
        .with_origin(sandbox.url())
        .with_rate_limits(RateLimits::none());
    settings.with_retry(Retry::never())
}

/// The sandbox and a session of Kotak Neo with it.
pub async fn neo() -> (Sandbox, kotak_neo::Session) {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.accounts().kotak_neo[0].clone();
    let login = g3::Login::new(&*account.dashboard_token).with_settings(settings(&sandbox));
    let code = sandbox.totp(&account.totp_secret).unwrap();
    let view = login.totp(&account.mobile, &account.ucc, code).await;
    let session = view.unwrap().mpin(&*account.mpin).await.unwrap();
    (sandbox, session)
}

/// The sandbox and a session of Kotak Neo's first generation with it.
pub async fn neo_of_g1() -> (Sandbox, kotak_neo::Session) {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.accounts().kotak_neo[0].clone();
    let consumer = kotak_neo::Consumer::new(account.consumer_key, account.consumer_secret);
    let consumer = consumer.with_settings(settings(&sandbox));
    let application = g1::Login::new(consumer).access_token().await.unwrap();
    let mobile = g1::Identity::Mobile(account.mobile);
    let password = g1::Knowledge::Password(account.password.into());
    let view = application.identify(mobile, password).await.unwrap();
    (sandbox, view.mpin(account.mpin).await.unwrap())
}

/// The sandbox and a session of Kotak Trade with it.
pub async fn trade() -> (Sandbox, kotak_trade::Session) {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.accounts().kotak_trade[0].clone();
    let application = kotak_trade::Application::new(account.access_token, account.consumer_key)
        .with_app_id(account.app_id);
    let login = kotak_trade::Login::new(application, account.user_id);
    let ready = login.with_settings(settings(&sandbox)).skip_init().unwrap();
    let second = ready.password(account.password).await.unwrap();
    (sandbox, second.one_time_token().await.unwrap())
}

/// An amount in rupees.
pub fn rupees(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The words of an order that was refused before it was sent.
#[track_caller]
pub fn unsent<T: std::fmt::Debug>(outcome: Result<T, OrderError>) -> String {
    match outcome {
        Err(OrderError::NotSent(error @ keyfob::Error::InvalidInput(_))) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

//! Logged-in sessions at the sandbox, and checks with them.

use std::time::Duration;

use keyfob::kotak_neo::g3;
use keyfob::kotak_trade::Application;
use keyfob::{RateLimits, Retry, Settings, kotak_trade, quatrix};
use keyfob_drift::{Checker, Report};
use keyfob_sandbox::Sandbox;

/// A session of a vendor, kept as long as this.
pub enum Session {
    KotakNeo(keyfob::kotak_neo::Session),
    KotakTrade(kotak_trade::Session),
    Quatrix(quatrix::Session),
}

pub const VENDORS: [&str; 3] = ["kotak-neo", "kotak-trade", "quatrix"];

pub fn settings(sandbox: &Sandbox) -> Settings {
    Settings::default()
        .with_origin(sandbox.url())
        .with_retry(Retry::never())
        .with_rate_limits(RateLimits::none())
}

impl Session {
    pub async fn of(vendor: &str, sandbox: &Sandbox) -> Self {
        match vendor {
            "kotak-neo" => Self::KotakNeo(kotak_neo(sandbox).await),
            "kotak-trade" => Self::KotakTrade(kotak_trade(sandbox).await),
            _ => Self::Quatrix(quatrix(sandbox).await),
        }
    }

    pub fn handle(&self) -> &keyfob_core::Handle {
        match self {
            Self::KotakNeo(session) => session.client().handle(),
            Self::KotakTrade(session) => session.client().handle(),
            Self::Quatrix(session) => session.client().handle(),
        }
    }
}

async fn kotak_neo(sandbox: &Sandbox) -> keyfob::kotak_neo::Session {
    let account = &sandbox.accounts().kotak_neo[0];
    let code = sandbox.totp(&account.totp_secret).unwrap();
    let login = g3::Login::new(account.dashboard_token.as_str()).with_settings(settings(sandbox));
    let view = login
        .totp(&account.mobile, &account.ucc, code)
        .await
        .unwrap();
    view.mpin(account.mpin.as_str()).await.unwrap()
}

async fn kotak_trade(sandbox: &Sandbox) -> kotak_trade::Session {
    let account = &sandbox.accounts().kotak_trade[0];
    let application =
        Application::new(account.access_token.as_str(), account.consumer_key.as_str())
            .with_app_id(account.app_id.as_str());
    let login = kotak_trade::Login::new(application, account.user_id.as_str())
        .with_settings(settings(sandbox));
    let ready = login.init().await.unwrap();
    let step = ready.password(account.password.as_str()).await.unwrap();
    step.access_code(account.access_code.as_str())
        .await
        .unwrap()
}

async fn quatrix(sandbox: &Sandbox) -> quatrix::Session {
    let accounts = sandbox.accounts().quatrix.iter();
    let mut accounts = accounts.filter(|account| account.email.starts_with("plain"));
    let account = accounts.next().unwrap();
    let login = quatrix::Login::new("acme").with_settings(settings(sandbox));
    let done = login.password(&account.email, account.password.as_str());
    done.await.unwrap().session().unwrap()
}

pub fn spec(vendor: &str) -> &'static str {
    match vendor {
        "kotak-neo" => ::kotak_neo::SPEC,
        "kotak-trade" => ::kotak_trade::SPEC,
        _ => ::quatrix::SPEC,
    }
}

pub fn checker(vendor: &str) -> Checker {
    let checker = Checker::new(vendor, spec(vendor)).unwrap();
    checker.with_pause(Duration::ZERO).with_stand_in(true)
}

/// A check of everything that the plan has.
pub async fn check(vendor: &str, session: &Session) -> Report {
    let checker = checker(vendor);
    checker.run(session.handle(), &checker.plan(), |_| {}).await
}

//! Logins from environment variables. Each runs in a process of its own, which has the variables: this same program, with one test.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::process::Command;

use keyfob::session::{ManagedLogin, Manager, Provider};
use keyfob::{Error, kotak_neo, kotak_trade, quatrix};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::SecondFactor;

/// What a login says for itself: `in`, or the error.
async fn told(sandbox: &Sandbox, vendor: &str, variables: &[(&str, &str)]) -> String {
    told_by(sandbox, vendor, "session", variables).await
}

/// The same of one of the logins of `child`.
async fn told_by(sandbox: &Sandbox, vendor: &str, by: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--nocapture"])
        .env("FROM_ENV", format!("{vendor} {by}"));
    for name in ["KOTAK_TRADE", "KOTAK_NEO", "QUATRIX"] {
        command.env(format!("KEYFOB_{name}_ORIGIN"), sandbox.url());
    }
    for (name, value) in variables {
        command.env(format!("KEYFOB_{vendor}_{name}"), value);
    }
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, rest) = text
        .split_once("told: ")
        .unwrap_or_else(|| panic!("{text}"));
    rest.lines().next().unwrap_or_default().to_owned()
}

/// What the tests run in a process of its own; without its variables it has nothing to do.
#[tokio::test]
async fn child() {
    let Ok(vendor) = std::env::var("FROM_ENV") else {
        return;
    };
    let outcome = match vendor.as_str() {
        "KOTAK_TRADE session" => kotak_trade::Session::from_env().await.map(drop),
        "KOTAK_NEO session" => kotak_neo::Session::from_env().await.map(drop),
        "QUATRIX session" => quatrix::Session::from_env().await.map(drop),
        managed => log_in_by_manager(managed).await,
    };
    println!(
        "told: {}",
        outcome.map_or_else(|error| error.to_string(), |()| "in".to_owned())
    );
}

async fn log_in_by_manager(vendor: &str) -> Result<(), Error> {
    use kotak_neo::{g1, g2, g3};

    match vendor {
        "KOTAK_TRADE password" => {
            let provider = kotak_trade::Password::from_env()?;
            opens(kotak_trade::Login::from_env()?, provider).await
        }
        "KOTAK_NEO g1" => opens(g1::Login::from_env()?, g1::UserCredentials::from_env()?).await,
        "KOTAK_NEO g2" => opens(g2::Login::from_env()?, g2::TotpAndMpin::from_env()?).await,
        "KOTAK_NEO g3" => opens(g3::Login::from_env()?, g3::TotpAndMpin::from_env()?).await,
        "QUATRIX key" => opens(quatrix::Login::from_env()?, quatrix::ApiKey::from_env()?).await,
        "QUATRIX password" => {
            opens(quatrix::Login::from_env()?, quatrix::Password::from_env()?).await
        }
        other => panic!("{other}"),
    }
}

async fn opens<L: ManagedLogin>(login: L, provider: impl Provider<L>) -> Result<(), Error> {
    Manager::new(login, provider).session().await.map(drop)
}

#[tokio::test]
async fn kotak_trade_by_code_and_by_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = &sandbox.accounts().kotak_trade[0];
    let mut variables = vec![
        ("ACCESS_TOKEN", &*account.access_token),
        ("CONSUMER_KEY", &*account.consumer_key),
        ("USER_ID", &*account.user_id),
        ("PASSWORD", &*account.password),
    ];
    assert_eq!(told(&sandbox, "KOTAK_TRADE", &variables).await, "in");
    variables.push(("ACCESS_CODE", &account.access_code));
    variables.push(("ENVIRONMENT", "sandbox"));
    assert_eq!(told(&sandbox, "KOTAK_TRADE", &variables).await, "in");
    assert_eq!(
        told_by(&sandbox, "KOTAK_TRADE", "password", &variables).await,
        "in"
    );
    variables.retain(|(name, _)| *name != "USER_ID");
    let missing = told(&sandbox, "KOTAK_TRADE", &variables).await;
    assert_eq!(
        missing,
        "the environment variable KEYFOB_KOTAK_TRADE_USER_ID is not set"
    );
}

#[tokio::test]
async fn kotak_neo_in_every_generation() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = &sandbox.accounts().kotak_neo[0];
    let variables = [
        ("CONSUMER_KEY", &*account.consumer_key),
        ("CONSUMER_SECRET", &*account.consumer_secret),
        ("DASHBOARD_TOKEN", &*account.dashboard_token),
        ("MOBILE", &*account.mobile),
        ("UCC", &*account.ucc),
        ("PASSWORD", &*account.password),
        ("MPIN", &*account.mpin),
    ];
    let with = |more: &[(&'static str, &'static str)]| [&variables[..], more].concat();
    assert_eq!(
        told(&sandbox, "KOTAK_NEO", &with(&[("GENERATION", "g1")])).await,
        "in"
    );
    for generation in ["g2", "g3"] {
        // A code is taken once; the next is of the next half minute.
        let code: &'static str = sandbox.totp(&account.totp_secret).unwrap().leak();
        let all = with(&[("GENERATION", generation), ("TOTP", code)]);
        assert_eq!(
            told(&sandbox, "KOTAK_NEO", &all).await,
            "in",
            "{generation}"
        );
        sandbox.clock().advance(std::time::Duration::from_secs(30));
    }
    // Their clock is the system's.
    let now = Sandbox::start().await.unwrap();
    now.kotak_neo().allow_used_codes(true);
    let managed = with(&[("TOTP_SECRET", account.totp_secret.clone().leak())]);
    for generation in ["g1", "g2", "g3"] {
        let outcome = told_by(&now, "KOTAK_NEO", generation, &managed).await;
        assert_eq!(outcome, "in", "{generation}");
    }
    let unknown = told(&sandbox, "KOTAK_NEO", &with(&[("GENERATION", "g4")])).await;
    assert!(unknown.contains("one of g1, g2, g3"), "{unknown}");
}

#[tokio::test]
async fn quatrix_with_every_second_factor_and_by_key() {
    let sandbox = Sandbox::start().await.unwrap();
    for account in sandbox
        .accounts()
        .quatrix
        .iter()
        .filter(|account| !account.suspended)
    {
        let mut variables = vec![
            ("ACCOUNT", "acme"),
            ("EMAIL", &*account.email),
            ("PASSWORD", &*account.password),
        ];
        match &account.second_factor {
            SecondFactor::None => {}
            SecondFactor::Totp(secret) => variables.push(("TOTP_SECRET", secret)),
            SecondFactor::Pin(pin) => variables.push(("PIN", pin)),
        }
        assert_eq!(
            told(&sandbox, "QUATRIX", &variables).await,
            "in",
            "{}",
            account.email
        );
        // A code is taken once.
        sandbox.quatrix().allow_used_codes(true);
        let managed = told_by(&sandbox, "QUATRIX", "password", &variables).await;
        assert_eq!(managed, "in", "{}", account.email);
        let key = [("ACCOUNT", "acme"), ("API_KEY", &*account.api_key)];
        assert_eq!(told_by(&sandbox, "QUATRIX", "key", &key).await, "in");
        assert_eq!(told(&sandbox, "QUATRIX", &key).await, "in");
    }
    let account = &sandbox.accounts().quatrix[0];
    let wrong = [
        ("ACCOUNT", "acme"),
        ("EMAIL", &*account.email),
        ("PASSWORD", "not-the-password"),
    ];
    let error = told(&sandbox, "QUATRIX", &wrong).await;
    assert!(error.starts_with("wrong user or password"), "{error}");
    assert!(!error.contains("not-the-password"), "{error}");
}

/// A code that an earlier step used up is gone for half a minute.
#[tokio::test]
async fn what_is_missing_is_told_before_anything_is_sent() {
    let logins: [(&str, Option<&str>, &[&str]); 4] = [
        (
            "KOTAK_TRADE",
            None,
            &["ACCESS_TOKEN", "CONSUMER_KEY", "USER_ID", "PASSWORD"],
        ),
        (
            "KOTAK_NEO",
            Some("g1"),
            &[
                "CONSUMER_KEY",
                "CONSUMER_SECRET",
                "MOBILE",
                "PASSWORD",
                "MPIN",
            ],
        ),
        (
            "KOTAK_NEO",
            Some("g2"),
            &[
                "CONSUMER_KEY",
                "CONSUMER_SECRET",
                "UCC",
                "MOBILE",
                "TOTP",
                "MPIN",
            ],
        ),
        (
            "KOTAK_NEO",
            Some("g3"),
            &["DASHBOARD_TOKEN", "MOBILE", "UCC", "TOTP", "MPIN"],
        ),
    ];
    let sandbox = Sandbox::start().await.unwrap();
    for (vendor, generation, needed) in logins {
        for missing in needed {
            let given = needed.iter().filter(|name| *name != missing);
            let variables: Vec<_> = given
                .map(|name| (*name, "123456"))
                .chain(generation.map(|name| ("GENERATION", name)))
                .collect();
            assert_eq!(
                told(&sandbox, vendor, &variables).await,
                format!("the environment variable KEYFOB_{vendor}_{missing} is not set"),
                "{generation:?}"
            );
            assert!(
                sandbox.exchanges().is_empty(),
                "{vendor} {generation:?} {missing}"
            );
        }
    }
}

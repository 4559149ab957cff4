//! The project's README and its guides: their snippets are these, and they work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "readme/feeds.rs"]
mod feeds;
#[path = "readme/files.rs"]
mod files;
#[path = "readme/logins.rs"]
mod logins;
#[path = "readme/past_the_model.rs"]
mod past_the_model;
#[path = "readme/programs.rs"]
mod programs;
#[path = "../../keyfob-session/tests/redis_server/mod.rs"]
mod redis_server;
#[path = "readme/running.rs"]
mod running;
#[path = "readme/trades.rs"]
mod trades;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use keyfob::{Settings, Totp, kotak_neo, kotak_trade};
use keyfob_sandbox::accounts::Accounts;
use keyfob_sandbox::{Failure, Sandbox, When};

async fn start() -> (Sandbox, Accounts, Settings) {
    let sandbox = Sandbox::start().await.expect("a free port");
    let accounts = sandbox.accounts().clone();
    let settings = Settings::default().with_origin(sandbox.url());
    (sandbox, accounts, settings)
}

async fn neo(accounts: &Accounts, settings: Settings) -> kotak_neo::Session {
    let account = &accounts.kotak_neo[0];
    let code = Totp::new(&*account.totp_secret).unwrap().code();
    let login = kotak_neo::g3::Login::new(&*account.dashboard_token).with_settings(settings);
    let view = login.totp(&account.mobile, &account.ucc, code);
    view.await.unwrap().mpin(&*account.mpin).await.unwrap()
}

async fn trade(accounts: &Accounts, settings: Settings) -> kotak_trade::Session {
    let account = &accounts.kotak_trade[0];
    let application = kotak_trade::Application::new(&*account.access_token, &*account.consumer_key);
    let login = kotak_trade::Login::new(application, &*account.user_id).with_settings(settings);
    let second = login.init().await.unwrap().password(&*account.password);
    second.await.unwrap().one_time_token().await.unwrap()
}

#[tokio::test]
async fn sandbox() -> Result<(), Box<dyn std::error::Error>> {
    // readme
    let sandbox = Sandbox::start().await?;
    let settings = Settings::default().with_origin(sandbox.url());
    sandbox.clock().advance(Duration::from_secs(16 * 60)); // idle sessions are gone now
    sandbox.fail_next(When::path("/apim/orders"), Failure::AnswerLost);
    // end
    keyfob::quatrix::Login::new("acme").with_settings(settings);
    Ok(())
}

const SOURCES: [&str; 8] = [
    include_str!("readme.rs"),
    include_str!("readme/feeds.rs"),
    include_str!("readme/files.rs"),
    include_str!("readme/logins.rs"),
    include_str!("readme/past_the_model.rs"),
    include_str!("readme/programs.rs"),
    include_str!("readme/running.rs"),
    include_str!("readme/trades.rs"),
];

#[test]
fn readme_and_guides_have_these_snippets_and_no_other() {
    let marked: BTreeSet<String> = SOURCES.into_iter().flat_map(snippets).collect();
    let pages = pages();
    assert!(pages.len() > 8, "{}", pages.len());
    let shown = pages
        .iter()
        .flat_map(|page| page.split("```rust\n").skip(1));
    let shown = shown.filter_map(|rest| rest.split("```").next());
    let shown: BTreeSet<String> = shown.map(words).collect();
    for snippet in &shown {
        assert!(marked.contains(snippet), "no test runs {snippet}");
    }
    for snippet in &marked {
        assert!(shown.contains(snippet), "no page shows {snippet}");
    }
}

/// The README, and all guides.
fn pages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guides = std::fs::read_dir(root.join("docs/guides")).unwrap();
    let guides = guides.map(|guide| guide.unwrap().path());
    let pages = guides.chain([root.join("README.md")]);
    pages
        .map(|page| std::fs::read_to_string(page).unwrap())
        .collect()
}

/// The lines between the markers.
fn snippets(source: &str) -> impl Iterator<Item = String> {
    let marked = source.split("\n    // readme\n").skip(1);
    marked.filter_map(|rest| Some(words(rest.split_once("\n    // end\n")?.0)))
}

/// The code without blanks and line breaks: these files are formatted, the pages are laid out by hand.
fn words(code: &str) -> String {
    code.split_whitespace().collect()
}

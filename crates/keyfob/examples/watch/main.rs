//! Watches a market and the account's orders: a live table in the terminal, or a line for each event.
//!
//! ```sh
//! cargo run -p keyfob --example watch
//! cargo run -p keyfob --example watch -- --plain --for 10
//! cargo run -p keyfob --example watch -- --live 'nse_cm|11536' 'nse_cm|Nifty 50'
//! ```
//!
//! The first two run with a sandbox, whose market moves and in which some orders are placed. `--live` looks at the account that these
//! environment variables tell, and places nothing: `KEYFOB_KOTAK_NEO_DASHBOARD_TOKEN`, `_TOTP_SECRET`, `_MOBILE`, `_UCC` and `_MPIN`.
//!
//! `q`, escape and ctrl-c end it.

#[path = "../accounts/kotak_neo.rs"]
mod accounts;
pub(crate) mod demo;
pub(crate) mod feeds;
pub(crate) mod model;
pub(crate) mod plain;
pub(crate) mod screen;
pub(crate) mod view;

use std::convert::Infallible;
use std::io::{IsTerminal, stdout};
use std::time::Duration;

use clap::Parser;
use keyfob::Error;
use keyfob::kotak_neo::Session;
use tokio::time::sleep;

pub(crate) use accounts::Account;
use feeds::{Feeds, Show};
use plain::Plain;
use screen::Screen;

/// Watches a market and the account's orders.
#[derive(Parser)]
pub struct Arguments {
    /// Goes to the real vendor.
    #[arg(long)]
    pub live: bool,
    /// Prints a line for each event, as where the output is no terminal.
    #[arg(long)]
    pub plain: bool,
    /// Ends after so many seconds.
    #[arg(long = "for", value_name = "SECONDS")]
    pub seconds: Option<u64>,
    /// What to watch: `segment|token`, or `segment|name` for an index. In a sandbox all that it has, if nothing is named.
    #[arg(required_if_eq("live", "true"))]
    pub instruments: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let account = match arguments.live {
        true => Account::choose(true).await?,
        false => demo::account().await?,
    };
    let manager = account.manager();
    let session = manager.session().await?;
    let outcome = choose(&session, &account, &arguments).await;
    let logout = manager.logout().await;
    outcome?;
    logout
}

async fn choose(session: &Session, account: &Account, arguments: &Arguments) -> Result<(), Error> {
    match arguments.plain || !stdout().is_terminal() {
        true => watch(session, account, arguments, Plain::new(stdout())).await,
        false => watch(session, account, arguments, Screen::open()?).await,
    }
}

/// Shows the feeds until it is ended, while orders are placed in a sandbox.
pub async fn watch(
    session: &Session,
    account: &Account,
    arguments: &Arguments,
    shown: impl Show,
) -> Result<(), Error> {
    let instruments = match arguments.instruments.is_empty() {
        true => demo::instruments(),
        false => arguments.instruments.clone(),
    };
    let mut feeds = Feeds::open(session, &instruments).await?;
    tokio::select! {
        outcome = feeds.show(shown) => outcome,
        Err(error) = trade(session, account) => Err(error),
        () = end(arguments.seconds) => Ok(()),
    }
}

/// Only in a sandbox.
async fn trade(session: &Session, account: &Account) -> Result<Infallible, Error> {
    match &account.sandbox {
        Some(sandbox) => demo::trade(session, sandbox).await,
        None => std::future::pending().await,
    }
}

/// Until the time is over, or somebody presses ctrl-c where no screen reads the keys.
async fn end(seconds: Option<u64>) {
    let time = async {
        match seconds {
            Some(seconds) => sleep(Duration::from_secs(seconds)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = time => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

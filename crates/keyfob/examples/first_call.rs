//! The first call on a quiet day: an account without orders and positions has empty lists, and no error.
//!
//! ```sh
//! cargo run -p keyfob --example first_call
//! cargo run -p keyfob --example first_call -- --live
//! ```
//!
//! The first runs with a sandbox. `--live` looks at the account that these environment variables tell:
//! `KEYFOB_KOTAK_NEO_DASHBOARD_TOKEN`, `_TOTP_SECRET`, `_MOBILE`, `_UCC` and `_MPIN`.

#[path = "accounts/kotak_neo.rs"]
mod accounts;

use clap::Parser;
use keyfob::Error;
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::g3::Login;

pub(crate) use accounts::Account;

/// What an account at Kotak Neo has: orders, positions and holdings.
#[derive(Parser)]
struct Arguments {
    /// Goes to the real vendor.
    #[arg(long)]
    live: bool,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let account = Account::choose(arguments.live).await?;
    account.empty_sandbox();
    run(&account).await
}

/// Logs in, looks, and logs out. What was seen is told also if the logout fails.
pub async fn run(account: &Account) -> Result<(), Error> {
    let session = log_in(account).await?;
    let outcome = look(&session).await;
    let logout = session.logout().await;
    outcome?;
    Ok(logout?)
}

/// By a code of the authenticator and the MPIN.
pub async fn log_in(account: &Account) -> Result<Session, Error> {
    let login = Login::new(account.dashboard_token.clone());
    let login = login.with_settings(account.settings.clone());
    let code = account.authenticator.code();
    let view = login.totp(&account.mobile, &account.ucc, code).await?;
    Ok(view.mpin(account.mpin.clone()).await?)
}

/// Lists what there is.
pub async fn look(session: &Session) -> Result<(), Error> {
    let orders = session.orders().await?;
    println!("{} orders", orders.len());
    for order in &orders {
        println!(
            "  {} {} {}: {}",
            order.side, order.quantity, order.contract, order.status
        );
    }

    let positions = session.positions().await?;
    println!("{} positions", positions.len());
    for position in &positions {
        println!("  {} of {}", position.net_quantity(), position.contract);
    }

    let holdings = session.holdings().await?;
    println!("{} holdings", holdings.len());
    for holding in &holdings {
        println!("  {} of {}", holding.quantity, holding.contract);
    }
    Ok(())
}

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
use keyfob::kotak_neo::g3::{Login, Manager, TotpAndMpin};

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
    let manager = manager(account);
    let outcome = look(&manager.session().await?).await;
    let logout = manager.logout().await;
    outcome?;
    logout
}

/// Logs in by a code of the authenticator and the MPIN.
pub fn manager(account: &Account) -> Manager {
    let login = Login::new(account.dashboard_token.clone()).with_settings(account.settings.clone());
    let authenticator = account.authenticator.clone();
    let (mobile, ucc, mpin) = (&account.mobile, &account.ucc, account.mpin.clone());
    Manager::new(login, TotpAndMpin::new(mobile, ucc, authenticator, mpin))
}

/// Lists what there is. The three calls are made at once.
pub async fn look(session: &Session) -> Result<(), Error> {
    let (orders, positions, holdings) =
        tokio::join!(session.orders(), session.positions(), session.holdings());
    let (orders, positions, holdings) = (orders?, positions?, holdings?);
    println!("{} orders", orders.len());
    for order in &orders {
        println!(
            "  {} {} {}: {}",
            order.side, order.quantity, order.contract, order.status
        );
    }

    println!("{} positions", positions.len());
    for position in &positions {
        println!("  {} of {}", position.net_quantity(), position.contract);
    }

    println!("{} holdings", holdings.len());
    for holding in &holdings {
        println!("  {} of {}", holding.quantity, holding.contract);
    }
    Ok(())
}

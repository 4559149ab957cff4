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
    let manager = account.manager();
    let outcome = look(&manager.session().await?).await;
    let logout = manager.logout().await;
    outcome?;
    logout
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

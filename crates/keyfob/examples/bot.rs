//! Buys a call at Kotak Neo once it is cheap enough, and does not wait for ever.
//!
//! ```sh
//! cargo run -p keyfob --example bot
//! cargo run -p keyfob --example bot -- --live --underlying NIFTY --strike 25000 --limit 101.50 --quantity 75
//! ```
//!
//! The first runs with a sandbox. `--live` trades with real money, of the account that these environment variables tell:
//! `KEYFOB_KOTAK_NEO_DASHBOARD_TOKEN`, `_TOTP_SECRET`, `_MOBILE`, `_UCC` and `_MPIN`.

#[path = "accounts/kotak_neo.rs"]
mod accounts;

use std::time::Duration;

use clap::Parser;
use keyfob::kotak_neo::{Session, instruments::Instrument, types::QuoteType};
use keyfob::trading::{OptionType, Order, Product, Segment, Side};
use keyfob::{Decimal, Error, OrderError};
use tokio::time::{sleep, timeout};

pub(crate) use accounts::Account;

/// Buys a call at Kotak Neo once it is cheap enough.
#[derive(Parser)]
pub struct Plan {
    /// Goes to the real vendor, with real money.
    #[arg(long)]
    pub live: bool,
    /// What the call is on. With real money, this and what follows has to be said.
    #[arg(long, default_value = "SANDBOXCO", required_if_eq("live", "true"))]
    pub underlying: String,
    /// Its strike, in rupees.
    #[arg(long, default_value = "1500", required_if_eq("live", "true"))]
    pub strike: Decimal,
    /// What a unit may cost at most, in rupees.
    #[arg(long, default_value = "43", required_if_eq("live", "true"))]
    pub limit: Decimal,
    /// How many units to buy: a multiple of the lot.
    #[arg(long, default_value = "50", required_if_eq("live", "true"))]
    pub quantity: u64,
    /// How many seconds the order may stay open.
    #[arg(long, default_value = "60")]
    pub patience: u64,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let plan = Plan::parse();
    run(&Account::choose(plan.live).await?, &plan).await
}

/// Logs in, trades, and logs out. What became of the order is told also if the logout fails.
pub async fn run(account: &Account, plan: &Plan) -> Result<(), Error> {
    // It logs in, and again if the session ends while the bot waits for its price.
    let manager = account.manager();
    let outcome = trade(&manager.session().await?, plan).await;
    let logout = manager.logout().await;
    outcome?;
    logout
}

/// Finds, waits, buys, and watches.
pub async fn trade(session: &Session, plan: &Plan) -> Result<(), Error> {
    let call = find_call(session, plan).await?;
    wait_for_price(session, &call, plan.limit).await?;
    let number = buy(session, &call, plan).await?;
    let patience = Duration::from_secs(plan.patience);
    if timeout(patience, watch(session, &number)).await.is_err() {
        give_up(session, &number, Duration::from_secs(5)).await?;
    }
    Ok(())
}

/// The call of this strike that expires next.
async fn find_call(session: &Session, plan: &Plan) -> Result<Instrument, Error> {
    let (underlying, strike) = (&plan.underlying, plan.strike);
    let listed = session.instruments(Segment::NseDerivatives).await?;
    let option = |expiry| listed.option(underlying, expiry, OptionType::Call, strike);
    let call = listed.expiries(underlying).next().and_then(option);
    let none = || Error::invalid_input(format!("there is no call on {underlying} at {strike}"));
    call.cloned().ok_or_else(none)
}

async fn wait_for_price(session: &Session, call: &Instrument, limit: Decimal) -> Result<(), Error> {
    loop {
        let quotes = session.quotes(call.neo_symbol());
        let quotes = quotes.send(QuoteType::LastPrice).await.complete()?;
        for price in quotes.iter().filter_map(|quote| quote.last_price) {
            println!("a unit costs {price}");
            if price <= limit {
                return Ok(());
            }
        }
        sleep(Duration::from_secs(1)).await;
    }
}

/// If the answer is lost, the order is sent again only if the book does not have it.
async fn buy(session: &Session, call: &Instrument, plan: &Plan) -> Result<String, Error> {
    let order = Order::limit(Side::Buy, call, plan.quantity, plan.limit);
    let order = order.product(Product::Intraday).round_to_tick();
    let mut placed = session.place(order).await;
    for _ in 0..3 {
        if let Err(OrderError::Lost(lost)) = placed {
            placed = session.place_again(lost).await;
        }
    }
    Ok(placed?)
}

/// Until the order is filled, cancelled or rejected. A book that cannot be read now may be read a second later.
async fn watch(session: &Session, number: &str) {
    loop {
        match session.order(number).await {
            Ok(Some(order)) => {
                let (filled, all) = (order.filled_quantity, order.quantity);
                println!("{}: {filled} of {all} filled", order.status);
                if order.is_final() {
                    return;
                }
            }
            Ok(None) => println!("{number}: not in the book yet"),
            Err(error) => println!("{error}"),
        }
        sleep(Duration::from_secs(1)).await;
    }
}

/// Cancels the order, which may have been filled at the last moment, and tells if it may still stand. So late the book may be.
pub async fn give_up(session: &Session, number: &str, late: Duration) -> Result<(), Error> {
    for _ in 0..3 {
        if let Err(error) = session.cancel(number).await {
            println!("{error}");
        }
        if timeout(late, watch(session, number)).await.is_ok() {
            return Ok(());
        }
    }
    let what = format!("order {number} may still stand: look at it, and cancel it");
    Err(Error::InDoubt { what, cause: None })
}

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
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::g3::Login;
use keyfob::kotak_neo::instruments::Instrument;
use keyfob::kotak_neo::types::QuoteType;
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
    /// What the call is on.
    #[arg(long, default_value = "SANDBOXCO")]
    pub underlying: String,
    /// Its strike, in rupees.
    #[arg(long, default_value = "1500")]
    pub strike: Decimal,
    /// What a unit may cost at most, in rupees.
    #[arg(long, default_value = "43")]
    pub limit: Decimal,
    /// How many units to buy: a multiple of the lot.
    #[arg(long, default_value = "50")]
    pub quantity: u64,
    /// How many seconds the order may stay open.
    #[arg(long, default_value = "60")]
    pub patience: u64,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let plan = Plan::parse();
    let account = Account::choose(plan.live).await?;
    let session = log_in(&account).await?;
    let outcome = trade(&session, &plan).await;
    session.logout().await?;
    outcome
}

/// By a code of the authenticator and the MPIN.
pub async fn log_in(account: &Account) -> Result<Session, Error> {
    let login = Login::new(account.dashboard_token.clone());
    let login = login.with_settings(account.settings.clone());
    let code = account.authenticator.code();
    let view = login.totp(&account.mobile, &account.ucc, code).await?;
    Ok(view.mpin(account.mpin.clone()).await?)
}

/// Finds, waits, buys, and watches.
pub async fn trade(session: &Session, plan: &Plan) -> Result<(), Error> {
    let call = find_call(session, plan).await?;
    wait_for_price(session, &call, plan.limit).await?;
    let number = buy(session, &call, plan).await?;
    let patience = Duration::from_secs(plan.patience);
    match timeout(patience, watch(session, &number)).await {
        Ok(done) => done,
        Err(_too_late) => give_up(session, &number).await,
    }
}

/// The call of this strike that expires next.
async fn find_call(session: &Session, plan: &Plan) -> Result<Instrument, Error> {
    let (underlying, strike) = (&plan.underlying, plan.strike);
    let listed = session.instruments(Segment::NseDerivatives).await?;
    let expiry = listed.expiries(underlying).next();
    let call =
        expiry.and_then(|expiry| listed.option(underlying, expiry, OptionType::Call, strike));
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
    let order = Order::limit(Side::Buy, call, plan.quantity, plan.limit)
        .product(Product::Intraday)
        .round_to_tick();
    match session.place(order).await {
        Err(OrderError::Lost(lost)) => Ok(session.place_again(lost).await?),
        placed => Ok(placed?),
    }
}

/// Until the order is filled, cancelled or rejected.
async fn watch(session: &Session, number: &str) -> Result<(), Error> {
    loop {
        // It may be in the book a little later.
        if let Some(order) = session.order(number).await? {
            println!(
                "{}: {} of {} filled",
                order.status, order.filled_quantity, order.quantity
            );
            if order.is_final() {
                return Ok(());
            }
        }
        sleep(Duration::from_secs(1)).await;
    }
}

/// Cancels the order, which may have been filled at the last moment, and tells what became of it.
async fn give_up(session: &Session, number: &str) -> Result<(), Error> {
    if let Err(error) = session.cancel(number).await {
        println!("{error}");
    }
    watch(session, number).await
}

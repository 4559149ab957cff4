//! A sandbox in which something happens: its market moves, and orders are placed in it.

use std::convert::Infallible;
use std::time::Duration;

use keyfob::kotak_neo::Session;
use keyfob::trading::{Contract, Order, Product, Segment, Side};
use keyfob::{Decimal, Error};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::demo;
use tokio::time::sleep;

use super::accounts::Account;

/// How many prices the sandbox moves in a second.
const TICKS: u32 = 20;

/// The pause before each order.
const PAUSE: Duration = Duration::from_secs(1);

/// What is watched unless something is named.
const SHARES: [u64; 2] = [demo::SHARE, demo::THIN_SHARE];
const DERIVATIVES: [u64; 3] = [demo::FUTURE, demo::CALL, demo::PUT];
const INDICES: [&str; 2] = ["Nifty 50", "Nifty Bank"];

/// An account of a sandbox whose market moves.
pub async fn account() -> Result<Account, Error> {
    let started = Sandbox::builder().ticks(TICKS).start().await;
    let sandbox = started.map_err(|error| Error::settings(format!("no sandbox: {error}")))?;
    Account::of(sandbox)
}

/// What there is to watch in a sandbox.
pub fn instruments() -> Vec<String> {
    let shares = SHARES.map(|token| format!("nse_cm|{token}"));
    let derivatives = DERIVATIVES.map(|token| format!("nse_fo|{token}"));
    let indices = INDICES.map(|name| format!("nse_cm|{name}"));
    [&shares[..], &derivatives, &indices].concat()
}

/// Places an order now and then: some fill at once, some in parts, some when the market comes to them.
///
/// It is given a sandbox, so that no order goes to a real market.
pub async fn trade(session: &Session, sandbox: &Sandbox) -> Result<Infallible, Error> {
    let share = Contract::new(Segment::NseCash, "SANDBOXCO-EQ");
    // Of this one 50 can be had at one price.
    let thin = Contract::new(Segment::NseCash, "THINCO-EQ");
    loop {
        for side in [Side::Buy, Side::Sell] {
            let last = sandbox.exchange().instrument(demo::SHARE);
            let last = last.map_or(Decimal::ZERO, |share| share.last);
            // The market moves by a twentieth of a rupee.
            let away = Decimal::new(10, 2);
            let limit = match side {
                Side::Buy => last - away,
                Side::Sell => last + away,
            };
            let orders = [
                Order::market(side, &share, 10),
                Order::limit(side, &share, 20, limit),
                Order::market(side, &thin, 75),
            ];
            for order in orders {
                sleep(PAUSE).await;
                session.place(order.product(Product::Intraday)).await?;
            }
        }
    }
}

//! An order at Kotak Trade: placed below the market, changed, looked at, and cancelled.
//!
//! ```sh
//! cargo run -p keyfob --example kotak_trade_order
//! cargo run -p keyfob --example kotak_trade_order -- --live --token 727 --price 100.05
//! ```
//!
//! The first runs with a sandbox. `--live` trades with real money, of the account that these environment variables tell:
//! `KEYFOB_KOTAK_TRADE_ACCESS_TOKEN`, `_CONSUMER_KEY`, `_USER_ID`, `_PASSWORD` and `_ACCESS_CODE`.

#[path = "accounts/kotak_trade.rs"]
mod accounts;

use clap::Parser;
use keyfob::kotak_trade::{Application, Login, Session};
use keyfob::trading::{Contract, Order, Product, Side};
use keyfob::{Decimal, Error};
use rust_decimal::dec;

pub(crate) use accounts::Account;

/// An order at Kotak Trade that comes and goes.
#[derive(Parser)]
struct Arguments {
    /// Goes to the real vendor, with real money.
    #[arg(long)]
    live: bool,
    /// The token of what is bought, in the vendor's list of instruments.
    #[arg(long, default_value = "1001")]
    token: u64,
    /// What it may cost, in rupees: less than it does, so that the order waits.
    #[arg(long, default_value = "1490.05")]
    price: Decimal,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let account = Account::choose(arguments.live).await?;
    let session = log_in(&account).await?;
    let share = Contract::of_token(arguments.token).tick_size(dec!(0.05));
    let outcome = come_and_go(&session, &share, arguments.price).await;
    session.logout().await?;
    outcome
}

/// By password and access code.
pub async fn log_in(account: &Account) -> Result<Session, Error> {
    let application = Application::new(account.access_token.clone(), account.consumer_key.clone());
    let login = Login::new(application, &account.user_id).with_settings(account.settings.clone());
    let second = login
        .init()
        .await?
        .password(account.password.clone())
        .await?;
    Ok(second.access_code(account.access_code.clone()).await?)
}

/// Places an order, changes it, and cancels it.
pub async fn come_and_go(session: &Session, share: &Contract, price: Decimal) -> Result<(), Error> {
    let order = Order::limit(Side::Buy, share, 10, price).product(Product::Normal);
    let placed = session.place(order).await?;
    let number = placed.order_number();
    tell(session, number).await?;

    if let Some(order) = session.order(number).await? {
        let less = order.change().price(price - dec!(0.50)).quantity(5);
        session.modify(less).await?;
        tell(session, number).await?;
    }

    session.cancel(number).await?;
    tell(session, number).await
}

async fn tell(session: &Session, number: &str) -> Result<(), Error> {
    match session.order(number).await? {
        Some(order) => println!(
            "{number}: {} of {}, {}",
            order.side, order.quantity, order.status
        ),
        None => println!("{number}: not in the book yet"),
    }
    Ok(())
}

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

use std::time::Duration;

use clap::Parser;
use keyfob::kotak_trade::{Application, Login, Manager, Password, Session};
use keyfob::trading::{Contract, Order, Product, Side};
use keyfob::{Decimal, Error, FindError, OrderError};
use rust_decimal::dec;
use tokio::time::sleep;

pub(crate) use accounts::Account;

/// How often an order whose answer was lost is looked for, and how often one is cancelled.
const TRIES: u32 = 5;

/// An order at Kotak Trade that comes and goes.
#[derive(Parser)]
pub struct Arguments {
    /// Goes to the real vendor, with real money.
    #[arg(long)]
    pub live: bool,
    /// The token of what is bought, in the vendor's list of instruments. With real money it has to be said, and so has the price.
    #[arg(long, default_value = "1001", required_if_eq("live", "true"))]
    pub token: u64,
    /// What it may cost, in rupees: less than it does, so that the order waits.
    #[arg(long, default_value = "1490.05", required_if_eq("live", "true"))]
    pub price: Decimal,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let arguments = Arguments::parse();
    let account = Account::choose(arguments.live).await?;
    run(&account, &arguments).await
}

/// Logs in, has an order come and go, and logs out. What became of the order is told also if the logout fails.
pub async fn run(account: &Account, arguments: &Arguments) -> Result<(), Error> {
    let manager = manager(account);
    let session = manager.session().await?;
    let share = Contract::of_token(arguments.token).tick_size(dec!(0.05));
    let outcome = come_and_go(&session, &share, arguments.price).await;
    let logout = manager.logout().await;
    outcome?;
    logout
}

/// Logs in by password and access code; and again, if the session ends before the order is cancelled.
pub fn manager(account: &Account) -> Manager {
    let application = Application::new(account.access_token.clone(), account.consumer_key.clone());
    let login = Login::new(application, &account.user_id).with_settings(account.settings.clone());
    let password = Password::new(account.password.clone());
    Manager::new(
        login,
        password.with_known_access_code(account.access_code.clone()),
    )
}

/// Places an order, changes it, and cancels it, whatever became of the change.
pub async fn come_and_go(session: &Session, share: &Contract, price: Decimal) -> Result<(), Error> {
    let order = Order::limit(Side::Buy, share, 10, price).product(Product::Normal);
    let number = place(session, &order).await?;
    let outcome = change(session, &number, price - dec!(0.50)).await;
    if let Err(error) = &outcome {
        println!("{error}");
    }
    cancel(session, &number).await?;
    outcome
}

/// If the answer is lost, the order is sent again only if the book proves that it does not stand; its number.
async fn place(session: &Session, order: &Order) -> Result<String, Error> {
    let mut placed = session.place(order).await;
    for _ in 0..TRIES {
        let Err(OrderError::Lost(lost)) = placed else {
            break;
        };
        placed = match session.find(&lost).await {
            Ok(found) => match found.into_iter().next() {
                Some(order) => return Ok(order.number),
                None => session.place(order).await,
            },
            Err(FindError::Unreadable {
                number: Some(number),
                ..
            }) => return Ok(number),
            Err(unknown) => return Err(unknown.into()),
        };
    }
    Ok(placed?.order_number().to_owned())
}

async fn change(session: &Session, number: &str, price: Decimal) -> Result<(), Error> {
    tell(session, number).await?;
    if let Some(order) = session.order(number).await? {
        session
            .modify(order.change().price(price).quantity(5))
            .await?;
        tell(session, number).await?;
    }
    Ok(())
}

/// Until the book shows that nothing of the order is left; else says that it may still stand.
async fn cancel(session: &Session, number: &str) -> Result<(), Error> {
    for _ in 0..TRIES {
        if let Err(error) = session.cancel(number).await {
            println!("{error}");
        }
        match session.order(number).await {
            Ok(Some(order)) if order.is_final() => {
                println!("{number}: {}", order.status);
                return Ok(());
            }
            Ok(_) => println!("{number}: not cancelled yet"),
            Err(error) => println!("{error}"),
        }
        sleep(Duration::from_secs(1)).await;
    }
    let what = format!("order {number} may still stand: look at it, and cancel it");
    Err(Error::InDoubt { what, cause: None })
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

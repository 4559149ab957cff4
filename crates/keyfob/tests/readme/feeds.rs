//! Feeds: quotes, orders, and waiting for one.

use std::time::Duration;

use keyfob::Error;
use keyfob::kotak_neo::Session;

use crate::{neo, start};

/// Long enough for what the sandbox sends at once.
const A_WHILE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn quotes() {
    let (_sandbox, accounts, settings) = start().await;
    let session = neo(&accounts, settings).await;
    // It goes on for ever, unless it fails.
    let watched = tokio::time::timeout(Duration::from_secs(1), watch(session)).await;
    assert!(watched.is_err(), "{watched:?}");
}

async fn watch(session: Session) -> Result<(), Error> {
    use keyfob::kotak_neo::feed::{Depth, Event};
    // readme
    let mut feed = session.market_feed().await?;
    feed.subscribe(Depth::Touch, ["nse_cm|1001", "nse_cm|Nifty 50"])
        .await?;
    while let Some(event) = feed.next().await {
        match event {
            Event::Quote(quote) => println!("{}: {:?}", quote.instrument, quote.last_price),
            Event::Index(index) => println!("{:?}: {:?}", index.name, index.value),
            Event::Gap(gap) => println!("nothing for {:?}: {}", gap.duration(), gap.reason),
            Event::Ended(error) => return Err(error),
            _ => {} // the state of a market, an imbalance, a subscription that was not taken
        }
    }
    // end
    Ok(())
}

#[tokio::test]
async fn orders() -> Result<(), Error> {
    let (_sandbox, accounts, settings) = start().await;
    let session = neo(&accounts, settings).await;
    let followed = tokio::time::timeout(A_WHILE, follow(session)).await;
    followed.expect("the order was told to be final")
}

async fn follow(session: Session) -> Result<(), Error> {
    use keyfob::kotak_neo::feed::orders::OrderEvent;
    use keyfob::trading::{Order, Segment, Side};
    let listed = session.instruments(Segment::NseCash).await?;
    let share = listed.by_trading_symbol("SANDBOXCO-EQ").expect("listed");
    let order = Order::market(Side::Buy, share, 10);
    // readme
    let mut feed = session.order_feed().await?;
    let number = session.place(order).await?;
    while let Some(event) = feed.next().await {
        match event {
            OrderEvent::Order(order) => {
                println!(
                    "{}: {}, {} filled",
                    order.number, order.status, order.filled_quantity
                );
                if order.number == number && order.is_final() {
                    break;
                }
            }
            OrderEvent::Position(position) => println!("{}", position.contract),
            OrderEvent::Gap(gap) => println!("nothing for {:?}, now read again", gap.duration()),
            OrderEvent::Ended(error) => return Err(error),
            _ => {}
        }
    }
    // end
    Ok(())
}

#[tokio::test]
async fn waiting() -> Result<(), Box<dyn std::error::Error>> {
    use keyfob::kotak_neo::wait::OrderWait;
    use keyfob::trading::{Order, Segment, Side};
    let (_sandbox, accounts, settings) = start().await;
    let session = neo(&accounts, settings).await;
    let listed = session.instruments(Segment::NseCash).await?;
    let share = listed.by_trading_symbol("SANDBOXCO-EQ").expect("listed");
    let number = session.place(Order::market(Side::Buy, share, 10)).await?;
    // readme
    let order = session
        .wait_for(&number, OrderWait::Final, Duration::from_secs(60))
        .await?;
    println!(
        "{}: {} units at {:?}",
        order.status, order.filled_quantity, order.average_price
    );
    // end
    assert_eq!(order.filled_quantity, 10);
    Ok(())
}

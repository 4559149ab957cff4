//! An order at Kotak Trade comes and goes.

use keyfob::trading::Contract;
use keyfob_sandbox::exchange::{State, demo};
use rust_decimal::dec;

use example::Account;

#[path = "../../examples/kotak_trade_order.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

#[tokio::test]
async fn an_order_is_placed_changed_and_cancelled() {
    let account = Account::sandbox().await.unwrap();
    let session = example::log_in(&account).await.unwrap();
    let share = Contract::of_token(demo::SHARE).tick_size(dec!(0.05));
    let outcome = example::come_and_go(&session, &share, dec!(1490.05)).await;
    outcome.unwrap();
    session.logout().await.unwrap();

    let sandbox = account.sandbox.unwrap();
    let orders = sandbox.exchange().orders();
    let [order] = &orders[..] else {
        panic!("{} orders", orders.len());
    };
    assert_eq!((order.request.quantity, order.filled), (5, 0));
    assert_eq!(order.request.price, dec!(1489.55));
    assert_eq!(order.state, State::Cancelled);
}

#[tokio::test]
async fn a_price_between_two_ticks_is_refused_before_anything_is_sent() {
    let account = Account::sandbox().await.unwrap();
    let session = example::log_in(&account).await.unwrap();
    let share = Contract::of_token(demo::SHARE).tick_size(dec!(0.05));
    let outcome = example::come_and_go(&session, &share, dec!(1490.03)).await;
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("0.05"), "{error}");
    assert!(account.sandbox.unwrap().exchange().orders().is_empty());
}

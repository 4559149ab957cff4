//! The bot buys what is cheap enough, and gives up what is not filled in time.

use std::time::Duration;

use keyfob::Error;
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::{Order, State, demo};
use rust_decimal::dec;
use tokio::time::sleep;

use example::{Account, Plan};

#[path = "../../examples/bot.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

fn plan() -> Plan {
    Plan {
        live: false,
        underlying: "SANDBOXCO".to_owned(),
        strike: dec!(1500),
        limit: dec!(43),
        quantity: 50,
        patience: 0,
    }
}

/// What the bot says in the end, and the sandbox.
async fn trade(account: Account, plan: &Plan) -> (Result<(), Error>, Sandbox) {
    let session = example::log_in(&account).await.unwrap();
    let outcome = example::trade(&session, plan).await;
    session.logout().await.unwrap();
    (outcome, account.sandbox.unwrap())
}

fn only_order(sandbox: &Sandbox) -> Order {
    let orders = sandbox.exchange().orders();
    let [order] = &orders[..] else {
        panic!("{} orders", orders.len());
    };
    order.clone()
}

#[tokio::test]
async fn what_is_cheap_enough_is_bought_at_once() {
    let account = Account::sandbox().await.unwrap();
    let plan = Plan {
        patience: 60,
        ..plan()
    };
    let (outcome, sandbox) = trade(account, &plan).await;
    outcome.unwrap();
    let order = only_order(&sandbox);
    assert_eq!((order.request.token, order.filled), (demo::CALL, 50));
    assert_eq!(order.request.product, "MIS");
}

#[tokio::test]
async fn what_is_too_dear_is_bought_once_it_is_cheap() {
    let account = Account::sandbox().await.unwrap();
    let exchange = account.sandbox.as_ref().unwrap().exchange();
    exchange.set_price(demo::CALL, dec!(50));
    let falls = async {
        sleep(Duration::from_millis(300)).await;
        assert_eq!(exchange.orders().len(), 0);
        exchange.set_price(demo::CALL, dec!(42.95));
    };
    let session = example::log_in(&account).await.unwrap();
    let plan = Plan {
        patience: 60,
        ..plan()
    };
    let (outcome, ()) = tokio::join!(example::trade(&session, &plan), falls);
    outcome.unwrap();
    let sandbox = account.sandbox.as_ref().unwrap();
    assert_eq!(only_order(sandbox).filled, 50);
}

#[tokio::test]
async fn what_is_not_filled_in_time_is_cancelled() {
    let account = Account::sandbox().await.unwrap();
    let exchange = account.sandbox.as_ref().unwrap().exchange();
    exchange.set_depth(demo::CALL, 50);
    let plan = Plan {
        quantity: 150,
        ..plan()
    };
    let (outcome, sandbox) = trade(account, &plan).await;
    outcome.unwrap();
    let order = only_order(&sandbox);
    assert_eq!((order.request.quantity, order.filled), (150, 50));
    assert_eq!(order.state, State::Cancelled);
}

#[tokio::test]
async fn a_strike_that_is_not_there_is_named() {
    let account = Account::sandbox().await.unwrap();
    let plan = Plan {
        strike: dec!(1501),
        ..plan()
    };
    let (outcome, sandbox) = trade(account, &plan).await;
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("SANDBOXCO at 1501"), "{error}");
    assert!(sandbox.exchange().orders().is_empty());
}

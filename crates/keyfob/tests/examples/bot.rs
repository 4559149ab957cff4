//! The bot buys what is cheap enough, and gives up what is not filled in time.

use std::time::Duration;

use clap::Parser;
use keyfob::Error;
use keyfob::trading::{Contract, Segment, Side};
use keyfob_sandbox::exchange::{Order, State, demo};
use keyfob_sandbox::{Failure, Sandbox, When};
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
    let session = account.manager().session().await.unwrap();
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
    let session = account.manager().session().await.unwrap();
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

/// Makes the next calls of an operation fail.
fn fail(account: &Account, operation: &str, times: usize) {
    let sandbox = account.sandbox.as_ref().unwrap();
    for _ in 0..times {
        let when = When::operation("kotak-neo", operation).unwrap();
        sandbox.fail_next(when, Failure::Html(400));
    }
}

/// An account in which 50 of 150 units are filled, and the rest waits.
async fn slow() -> (Account, Plan) {
    let account = Account::sandbox().await.unwrap();
    let exchange = account.sandbox.as_ref().unwrap().exchange();
    exchange.set_depth(demo::CALL, 50);
    let plan = Plan {
        quantity: 150,
        patience: 3,
        ..plan()
    };
    (account, plan)
}

#[tokio::test]
async fn a_book_that_cannot_be_read_leaves_no_order_behind() {
    let (account, plan) = slow().await;
    fail(&account, "get_order_book", 1);
    let (outcome, sandbox) = trade(account, &plan).await;
    outcome.unwrap();
    assert_eq!(only_order(&sandbox).state, State::Cancelled);
}

#[tokio::test]
async fn a_cancellation_that_fails_is_tried_again() {
    let (account, plan) = slow().await;
    fail(&account, "cancel_order", 1);
    let plan = Plan {
        patience: 0,
        ..plan
    };
    let (outcome, sandbox) = trade(account, &plan).await;
    outcome.unwrap();
    assert_eq!(only_order(&sandbox).state, State::Cancelled);
}

#[tokio::test]
async fn an_order_that_cannot_be_cancelled_is_named_in_the_end() {
    let account = Account::sandbox().await.unwrap();
    let session = account.manager().session().await.unwrap();
    let share = Contract::new(Segment::NseCash, "SANDBOXCO-EQ");
    // Far below the market: it waits.
    let order = keyfob::trading::Order::limit(Side::Buy, &share, 1, dec!(1400));
    let number = session.place(order).await.unwrap();
    fail(&account, "cancel_order", 3);
    let late = Duration::from_millis(200);
    let error = example::give_up(&session, &number, late).await.unwrap_err();
    assert!(matches!(error, Error::InDoubt { .. }), "{error:?}");
    assert!(error.to_string().contains(&number), "{error}");
}

#[tokio::test]
async fn an_order_whose_answer_is_lost_is_found_and_watched() {
    let account = Account::sandbox().await.unwrap();
    let when = When::operation("kotak-neo", "place_order").unwrap();
    let sandbox = account.sandbox.as_ref().unwrap();
    sandbox.fail_next(when, Failure::AnswerLost);
    let plan = Plan {
        patience: 60,
        ..plan()
    };
    let (outcome, sandbox) = trade(account, &plan).await;
    outcome.unwrap();
    assert_eq!(only_order(&sandbox).filled, 50);
}

#[test]
fn with_real_money_nothing_is_bought_that_was_not_said() {
    let said = [
        "--underlying=NIFTY",
        "--strike=25000",
        "--limit=101.50",
        "--quantity=75",
    ];
    let parse = |said: &[&str]| {
        let words = [&["bot", "--live"], said].concat();
        Plan::try_parse_from(words)
    };
    assert!(parse(&said).is_ok());
    for left_out in 0..said.len() {
        let mut some = said.to_vec();
        let one = some.remove(left_out);
        let error = parse(&some).err().expect(one).to_string();
        let name = one.split('=').next().unwrap();
        assert!(error.contains(name), "{error}");
    }
    assert!(Plan::try_parse_from(["bot"]).is_ok());
}

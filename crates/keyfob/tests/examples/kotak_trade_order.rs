//! An order at Kotak Trade comes and goes.

use clap::Parser;
use keyfob::Error;
use keyfob::trading::Contract;
use keyfob_sandbox::exchange::{State, demo};
use keyfob_sandbox::{Failure, When};
use rust_decimal::dec;

use example::{Account, Arguments};

#[path = "../../examples/kotak_trade_order.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

#[tokio::test]
async fn an_order_is_placed_changed_and_cancelled() {
    let account = Account::sandbox().await.unwrap();
    let session = example::manager(&account).session().await.unwrap();
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
    let session = example::manager(&account).session().await.unwrap();
    let share = Contract::of_token(demo::SHARE).tick_size(dec!(0.05));
    let outcome = example::come_and_go(&session, &share, dec!(1490.03)).await;
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("0.05"), "{error}");
    assert!(account.sandbox.unwrap().exchange().orders().is_empty());
}

/// Makes the next calls of an operation fail.
fn fail(account: &Account, operation: &str, failure: Failure, times: usize) {
    let sandbox = account.sandbox.as_ref().unwrap();
    for _ in 0..times {
        let when = When::operation("kotak-trade", operation).unwrap();
        sandbox.fail_next(when, failure.clone());
    }
}

/// What the program says in the end, and the states of all orders that it left.
async fn run(account: &Account) -> (Result<(), Error>, Vec<State>) {
    let arguments = Arguments::parse_from(["order"]);
    let outcome = example::run(account, &arguments).await;
    let orders = account.sandbox.as_ref().unwrap().exchange().orders();
    (outcome, orders.iter().map(|order| order.state).collect())
}

#[tokio::test]
async fn whatever_fails_after_the_order_was_placed_it_is_cancelled() {
    for operation in ["get_order_reports", "modify_order"] {
        let account = Account::sandbox().await.unwrap();
        fail(&account, operation, Failure::Html(400), 1);
        let (outcome, states) = run(&account).await;
        outcome.unwrap_err();
        assert_eq!(states, [State::Cancelled], "{operation}");
    }
    let account = Account::sandbox().await.unwrap();
    fail(&account, "cancel_order", Failure::Html(400), 1);
    let (outcome, states) = run(&account).await;
    outcome.unwrap();
    assert_eq!(states, [State::Cancelled]);
}

#[tokio::test]
async fn an_order_that_cannot_be_cancelled_is_named_in_the_end() {
    let account = Account::sandbox().await.unwrap();
    fail(&account, "cancel_order", Failure::Html(400), 99);
    let (outcome, states) = run(&account).await;
    let error = outcome.unwrap_err();
    assert!(matches!(error, Error::InDoubt { .. }), "{error:?}");
    let orders = account.sandbox.as_ref().unwrap().exchange().orders();
    let number = orders[0].number.to_string();
    assert!(error.to_string().contains(&number), "{error}");
    assert_eq!(states.len(), 1);
}

#[tokio::test]
async fn an_order_whose_answer_is_lost_is_found_and_cancelled() {
    let account = Account::sandbox().await.unwrap();
    fail(&account, "place_new_order", Failure::AnswerLost, 1);
    let (outcome, states) = run(&account).await;
    outcome.unwrap();
    assert_eq!(states, [State::Cancelled]);
}

#[tokio::test]
async fn what_went_wrong_is_told_also_if_the_logout_fails() {
    let account = Account::sandbox().await.unwrap();
    fail(&account, "modify_order", Failure::Html(400), 1);
    fail(&account, "session_logout", Failure::Html(400), 9);
    let (outcome, states) = run(&account).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.operation(), Some("modify_order"), "{error:?}");
    assert_eq!(states, [State::Cancelled]);

    let account = Account::sandbox().await.unwrap();
    fail(&account, "session_logout", Failure::Html(400), 9);
    let (outcome, _) = run(&account).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.operation(), Some("session_logout"), "{error:?}");
}

#[test]
fn with_real_money_token_and_price_have_to_be_said() {
    let parse = |words: &[&str]| {
        let words = [&["order", "--live"], words].concat();
        Arguments::try_parse_from(words).err()
    };
    assert!(parse(&["--token=727", "--price=100.05"]).is_none());
    for (said, missing) in [("--token=727", "--price"), ("--price=100.05", "--token")] {
        let error = parse(&[said]).unwrap().to_string();
        assert!(error.contains(missing), "{error}");
    }
}

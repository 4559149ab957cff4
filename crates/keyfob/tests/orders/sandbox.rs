//! Lost orders in the sandbox, whose books are as users report those of the vendor.

use std::time::Duration;

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_neo::{Session, g3};
use keyfob::{FindError, Lost, OrderError, RateLimits, Retry, Settings};
use keyfob_sandbox::kotak_neo::OddBook;
use keyfob_sandbox::{Failure, Sandbox, When};

use crate::answers::neo_order;

const AT_ONCE: Duration = Duration::ZERO;

async fn start() -> (Sandbox, Session) {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.accounts().kotak_neo[0].clone();
    let settings = Settings::default()
        .with_origin(sandbox.url())
        .with_rate_limits(RateLimits::none());
    let login = g3::Login::new(&*account.dashboard_token);
    let login = login.with_settings(settings.with_retry(Retry::never()));
    let code = sandbox.totp(&account.totp_secret).unwrap();
    let view = login.totp(&account.mobile, &account.ucc, code).await;
    let session = view.unwrap().mpin(&*account.mpin).await.unwrap();
    (sandbox, session)
}

/// Far below the market: it waits.
fn waiting() -> neo::builder::PlaceOrderRequest {
    neo_order().trading_symbol("SANDBOXCO-EQ").price("1400")
}

/// An order that was taken, and whose answer was not heard; and its number.
async fn lose(sandbox: &Sandbox, session: &Session) -> (Lost, String) {
    sandbox.fail_next(
        When::path("/quick/order/rule/ms/place"),
        Failure::AnswerLost,
    );
    let outcome = session.place(waiting()).await;
    let Err(OrderError::Lost(lost)) = outcome else {
        panic!("{outcome:?}")
    };
    let orders = sandbox.exchange().orders();
    (lost, orders.last().unwrap().number.to_string())
}

async fn change(session: &Session, number: &str) {
    let change = neo::ModifyOrderRequest::builder()
        .order_number(number)
        .price("1410")
        .order_type("L")
        .quantity("1");
    let change = change
        .validity("DAY")
        .trigger_price("0")
        .disclosed_quantity("0")
        .market_protection("0")
        .after_market("NO");
    session.modify(change).await.unwrap();
}

async fn cancel(session: &Session, number: &str) {
    let which = neo::CancelOrderRequest::builder()
        .order_number(number)
        .after_market("NO");
    session.cancel(which).await.unwrap();
}

#[tokio::test]
async fn a_lost_order_that_was_cancelled_elsewhere_is_found() {
    let (sandbox, session) = start().await;
    let (lost, number) = lose(&sandbox, &session).await;
    cancel(&session, &number).await;
    let found = session.find_within(&lost, AT_ONCE).await.unwrap();
    assert_eq!(found[0].number, number);
    assert_ne!(found[0].tag.as_deref(), lost.tag());
    assert_eq!(session.place_again(lost).await.unwrap(), number);
}

#[tokio::test]
async fn of_a_lost_order_that_was_changed_elsewhere_nothing_is_said_but_its_number() {
    for is_cancelled in [false, true] {
        let (sandbox, session) = start().await;
        let (lost, number) = lose(&sandbox, &session).await;
        change(&session, &number).await;
        if is_cancelled {
            cancel(&session, &number).await;
        }
        let error = session.find_within(&lost, AT_ONCE).await.unwrap_err();
        let told =
            matches!(&error, FindError::Unsure { candidates, .. } if *candidates == [number]);
        assert!(told, "{is_cancelled}: {error:?}");
        let again = session.place_again_within(lost, AT_ONCE).await;
        assert!(matches!(again, Err(OrderError::Lost(_))), "{again:?}");
        assert_eq!(sandbox.exchange().orders().len(), 1);
    }
}

#[tokio::test]
async fn no_order_is_placed_again_on_the_word_of_an_odd_book() {
    let (sandbox, session) = start().await;
    for odd in OddBook::ALL {
        sandbox.kotak_neo().answer_books_with(None);
        let before = sandbox.exchange().orders().len();
        let (lost, number) = lose(&sandbox, &session).await;
        sandbox.kotak_neo().answer_books_with(Some(odd));
        let error = session.find_within(&lost, AT_ONCE).await.unwrap_err();
        assert!(matches!(error, FindError::Book(_)), "{odd:?}: {error:?}");
        let again = session.place_again_within(lost, AT_ONCE).await;
        let Err(OrderError::Lost(lost)) = again else {
            panic!("{odd:?}: {again:?}")
        };
        sandbox.kotak_neo().answer_books_with(None);
        assert_eq!(
            session.place_again_within(lost, AT_ONCE).await.unwrap(),
            number
        );
        assert_eq!(sandbox.exchange().orders().len(), before + 1);
    }
}

#[tokio::test]
async fn an_order_that_shows_late_is_waited_for() {
    let (sandbox, session) = start().await;
    sandbox.kotak_neo().delay_book(Duration::from_millis(1200));
    let (lost, number) = lose(&sandbox, &session).await;
    assert!(
        session
            .find_within(&lost, AT_ONCE)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(session.place_again(lost).await.unwrap(), number);
    assert_eq!(sandbox.exchange().orders().len(), 1);
}

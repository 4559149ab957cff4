//! Orders are sent once, and found again when their answer is lost.

use std::time::Duration;

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::{Decimal, Error, OrderError, Settings, kotak_trade};
use keyfob_sandbox::{Failure, Sandbox, When};

use super::{kotak_neo, kotak_trade as flows};

pub fn order() -> trade::builder::PlaceNormalOrderRequest {
    trade::PlaceNormalOrderRequest::builder()
        .token(1001)
        .side(trade::Side::Buy)
        .quantity(1)
        .price(Decimal::from(0))
}

/// A session whose calls are sent again where that is allowed.
pub async fn session(sandbox: &Sandbox) -> kotak_trade::Session {
    let patient = Settings::default().with_origin(sandbox.url());
    let password = sandbox.accounts().kotak_trade[0].password.clone();
    let ready = flows::login(sandbox)
        .with_settings(patient)
        .skip_init()
        .unwrap();
    ready
        .password(password)
        .await
        .unwrap()
        .one_time_token()
        .await
        .unwrap()
}

fn placed(sandbox: &Sandbox, path: &str) -> usize {
    sandbox
        .exchanges()
        .iter()
        .filter(|one| one.method == "POST" && one.path.contains(path))
        .count()
}

#[tokio::test]
async fn an_order_whose_answer_is_lost_is_sent_once_and_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox).await;
    sandbox.fail_next(When::path("/apim/orders/"), Failure::AnswerLost);
    let error = session.place_normal(order()).await.unwrap_err();
    let OrderError::Lost(lost) = error else {
        panic!("{error:?}")
    };
    assert_eq!(placed(&sandbox, "/orders/1.0/"), 1);
    assert!(lost.sent_at() <= std::time::SystemTime::now());
    let found = session.find(&lost).await.unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].quantity, 1);
}

#[tokio::test]
async fn an_order_that_never_arrived_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox).await;
    for failure in [Failure::Dropped, Failure::Html(504)] {
        sandbox.fail_next(When::path("/apim/orders/"), failure);
        let error = session.place_normal(order()).await.unwrap_err();
        let OrderError::Lost(lost) = error else {
            panic!("{error:?}")
        };
        // Nothing is late in this book.
        let found = session.find_within(&lost, Duration::ZERO).await;
        assert_eq!(found.unwrap().len(), 0);
    }
    assert_eq!(placed(&sandbox, "/orders/1.0/"), 2);
}

#[tokio::test]
async fn an_answer_without_acknowledgement_names_its_operation() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox).await;
    let empty = || Failure::FaultInOk(serde_json::json!({"Success": {}}));
    let path = || When::path("/apim/orders/");
    sandbox.fail_next(path(), empty());
    let placed = session.place_normal(order()).await;
    sandbox.fail_next(path(), empty());
    let cancelled = session.cancel("1").await;
    for (outcome, called) in [
        (placed, "place_new_normal_order"),
        (cancelled, "cancel_order"),
    ] {
        let error = outcome.unwrap_err();
        assert!(
            matches!(error.error(), Error::Incomplete { operation, .. } if *operation == called),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_and_a_request_that_cannot_be_are_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox).await;
    let fault = serde_json::json!({"fault": {"code": 1000, "message": "price outside the band"}});
    sandbox.fail_next(When::path("/apim/orders/"), Failure::FaultInOk(fault));
    let error = session.place_normal(order()).await.unwrap_err();
    assert!(
        matches!(&error, OrderError::Refused(error) if error.code() == Some("1000")),
        "{error:?}"
    );
    let unfinished = trade::PlaceNormalOrderRequest::builder().quantity(1);
    let error = session.place_normal(unfinished).await.unwrap_err();
    assert!(
        matches!(error, OrderError::NotSent(Error::InvalidInput(_))),
        "{error:?}"
    );
    let closed = session.client().clone();
    session.logout().await.unwrap();
    drop(closed);
}

#[tokio::test]
async fn a_lost_order_of_neo_is_found_by_its_tag() {
    let sandbox = Sandbox::start().await.unwrap();
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let session = kotak_neo::g3_view(&sandbox).await.mpin(mpin).await.unwrap();
    sandbox.fail_next(
        When::path("/quick/order/rule/ms/place"),
        Failure::AnswerLost,
    );
    let error = session.place(neo_order(&sandbox)).await.unwrap_err();
    let OrderError::Lost(lost) = error else {
        panic!("{error:?}")
    };
    assert_eq!(placed(&sandbox, "ms/place"), 1);
    assert_eq!(session.find(&lost).await.unwrap().len(), 1);
}

pub fn neo_order(_: &Sandbox) -> neo::PlaceOrderRequest {
    let json = serde_json::json!({
        "am": "NO", "dq": "0", "es": "nse_cm", "mp": "0", "pc": "NRML", "pr": "1", "pt": "L",
        "qt": "1", "rt": "DAY", "tp": "0", "ts": "SANDBOXCO-EQ", "tt": "B",
    });
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn an_order_of_neo_says_what_the_vendors_client_always_says() {
    let sandbox = Sandbox::start().await.unwrap();
    let mpin = sandbox.accounts().kotak_neo[0].mpin.clone();
    let session = kotak_neo::g3_view(&sandbox).await.mpin(mpin).await.unwrap();
    session.place(neo_order(&sandbox)).await.unwrap();
    let mut with_stop = neo_order(&sandbox);
    with_stop.stop_loss_value = Some(Decimal::ONE);
    let error = session.place(with_stop).await.unwrap_err();
    // G3 knows no bracket orders: a stop-loss is refused before it is lost.
    assert!(
        matches!(&error, OrderError::NotSent(Error::InvalidInput(text)) if text.contains("slv")),
        "{error:?}"
    );
    assert_eq!(placed(&sandbox, "ms/place"), 1);
    let sent = sandbox.exchanges();
    let order = sent
        .iter()
        .find(|one| one.path.contains("ms/place"))
        .unwrap();
    let form = String::from_utf8(order.request_body.clone()).unwrap();
    // By their quotes, since the tag is of random letters.
    assert!(form.contains("%22os%22%3A%22NEOTRADEAPI%22"), "{form}");
    assert!(
        !form.contains("%22slv%22") && !form.contains("%22pf%22"),
        "{form}"
    );
}

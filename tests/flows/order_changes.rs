//! Changes and cancellations are sent once, and the order is looked up when their answer is lost.

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::{Decimal, Lost, OrderError, Trace, kotak_neo as facade};
use keyfob_sandbox::{Failure, Sandbox, When};

use super::kotak_neo;
use super::orders::{neo_order, order, session};

/// What was lost, if it was and if the calls to this path came once.
#[track_caller]
fn lost<T: std::fmt::Debug>(sandbox: &Sandbox, path: &str, outcome: Result<T, OrderError>) -> Lost {
    let calls = sandbox.exchanges();
    let calls = calls.iter().filter(|one| one.path.contains(path)).count();
    assert_eq!(calls, 1, "{path}: {outcome:?}");
    match outcome {
        Err(OrderError::Lost(lost)) => lost,
        other => panic!("{path}: {other:?}"),
    }
}

#[tokio::test]
async fn a_lost_change_and_a_lost_cancellation_are_found_by_the_orders_number() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = session(&sandbox).await;
    // Far below the market: it waits.
    let waiting = order().price(Decimal::from(1400)).quantity(2);
    let placed = session.place_normal(waiting).await.unwrap();
    let number = placed["NSE"].order_number.clone().unwrap().to_string();

    sandbox.take_exchanges();
    sandbox.fail_next(When::path("/apim/orders/"), Failure::AnswerLost);
    let change = trade::ModifyOrderRequest::builder()
        .order_number(&number)
        .quantity(3)
        .price(Decimal::from(1410))
        .validity("GFD");
    let change = session.modify(change).await;
    let change = lost(&sandbox, "/orders/1.0/orders", change);
    assert!(matches!(change.trace(), Trace::Number(of) if *of == number));
    let found = session.find(&change).await.unwrap();
    assert_eq!((found.len(), found[0].quantity), (1, 3));

    sandbox.take_exchanges();
    sandbox.fail_next(When::path("/apim/orders/"), Failure::AnswerLost);
    let cancelled = session.cancel(&number).await;
    let cancelled = lost(&sandbox, "/orders/1.0/orders", cancelled);
    let found = session.find(&cancelled).await.unwrap();
    assert_eq!((found.len(), found[0].status.as_str()), (1, "cancelled"));
}

/// A session of G2, which has cover and bracket orders.
async fn g2(sandbox: &Sandbox) -> facade::Session {
    let account = &sandbox.accounts().kotak_neo[0];
    let application = kotak_neo::g2_application(sandbox).await;
    let view = application
        .totp(&account.mobile, kotak_neo::totp(sandbox))
        .await
        .unwrap();
    view.mpin(account.mpin.clone()).await.unwrap()
}

#[tokio::test]
async fn every_way_to_change_an_order_of_neo_can_be_lost_and_looked_up() {
    let sandbox = Sandbox::start().await.unwrap();
    let session = g2(&sandbox).await;
    for (way, path, status) in [
        ("modify", "/apim/orders/2.0/quick/order/vr/modify", "open"),
        ("cancel", "/apim/orders/2.0/quick/order/cancel", "cancelled"),
        (
            "exit_cover",
            "/apim/orders/2.0/quick/order/co/exit",
            "cancelled",
        ),
        (
            "exit_bracket",
            "/apim/orders/2.0/quick/order/bo/exit",
            "cancelled",
        ),
    ] {
        let mut order = neo_order(&sandbox);
        order.price = Decimal::from(1400);
        order.product = match way {
            "exit_cover" => "CO",
            "exit_bracket" => "BO",
            _ => "NRML",
        }
        .parse()
        .unwrap();
        let number = session.place(order).await.unwrap();
        let which = neo::CancelOrderRequest::builder()
            .order_number(&number)
            .after_market("NO");
        sandbox.take_exchanges();
        sandbox.fail_next(When::path(path), Failure::AnswerLost);
        let outcome = match way {
            "modify" => {
                let change = neo::ModifyOrderRequest::builder()
                    .order_number(&number)
                    .price("1410")
                    .order_type("L")
                    .quantity("1")
                    .validity("DAY")
                    .trigger_price("0")
                    .disclosed_quantity("0")
                    .market_protection("0")
                    .after_market("NO");
                session.modify(change).await
            }
            "cancel" => session.cancel(which).await,
            "exit_cover" => session.exit_cover(which).await,
            _ => session.exit_bracket(which).await,
        };
        let lost = lost(&sandbox, path, outcome);
        assert!(
            matches!(lost.trace(), Trace::Number(of) if *of == number),
            "{way}"
        );
        let found = session.find(&lost).await.unwrap();
        assert_eq!(found.len(), 1, "{way}");
        assert_eq!(found[0].status.as_str(), status, "{way}");
    }
}

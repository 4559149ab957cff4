//! Waiting for an order, in the sandbox.

use std::time::{Duration, Instant};

use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::wait::{OrderWait, WaitError};
use keyfob::trading::OrderStatus;
use keyfob::{Error, OpenEnum};

use crate::server::Server;
use crate::stand::{Stand, quick};

const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_order_that_is_filled_meanwhile_is_returned_as_it_is() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let number = stand.place(&session, 1400, 5).await;
    let standing = session.wait_for(&number, OrderWait::Standing, LONG).await;
    assert_eq!(standing.unwrap().status, OrderStatus::Open);
    let waiting = session.wait_for(&number, OrderStatus::Complete, LONG);
    let filling = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        stand.set_price(1390);
    };
    let (order, ()) = tokio::join!(waiting, filling);
    let order = order.unwrap();
    assert_eq!(
        (order.status, order.filled_quantity),
        (OpenEnum::Known(OrderStatus::Complete), 5)
    );
}

#[tokio::test]
async fn an_order_that_is_cancelled_is_not_waited_past() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let number = stand.place(&session, 1400, 5).await;
    let order = session.order(&number).await.unwrap().unwrap();
    session.cancel(&order).await.unwrap();
    let order = session.wait_for(&number, OrderStatus::Complete, LONG).await;
    assert_eq!(order.unwrap().status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn when_the_time_is_over_it_says_how_the_order_stood() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let number = stand.place(&session, 1400, 5).await;
    let within = Duration::from_millis(700);
    let outcome = session.wait_for(&number, OrderWait::Filled, within).await;
    let Err(error @ WaitError::TimedOut { .. }) = outcome else {
        panic!("{outcome:?}")
    };
    let told = error.to_string();
    assert!(told.contains(&number) && told.contains("0 of 5"), "{told}");
    assert!(matches!(Error::from(error), Error::InDoubt { .. }));
}

#[tokio::test]
async fn an_order_that_shows_late_is_waited_for() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    stand
        .sandbox
        .kotak_neo()
        .delay_book(Duration::from_millis(1200));
    let number = stand.place(&session, 1400, 5).await;
    let order = session.wait_for(&number, OrderWait::Standing, LONG).await;
    assert_eq!(order.unwrap().number, number);
}

#[tokio::test]
async fn an_open_feed_of_a_clone_wakes_who_waits() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    wakes(&stand, &session.clone(), &session).await;
}

/// The feed goes on with the renewed session, too.
#[tokio::test]
async fn an_open_feed_of_a_session_before_its_renewal_wakes_who_waits() {
    let stand = Stand::start().await;
    let manager = stand.g3_manager();
    let before = manager.session().await.unwrap();
    stand.sandbox.kotak_neo().end_sessions();
    // A code is taken once.
    stand.sandbox.clock().advance(Duration::from_secs(31));
    let error = before.orders().await.unwrap_err();
    assert!(error.session_renewed(), "{error}");
    let after = manager.session().await.unwrap();
    wakes(&stand, &before, &after).await;
}

/// A feed of the one session wakes who waits with the other.
async fn wakes(stand: &Stand, opener: &Session, session: &Session) {
    let server = Server::friendly().await;
    let number = stand.place(session, 1400, 5).await;
    let open = opener.order_feed().with_url(&server.url);
    let _feed = open.with_settings(quick()).await.unwrap();
    let waiting = session.wait_for(&number, OrderWait::Final, LONG);
    let filling = async {
        // By then it is read every five seconds only.
        tokio::time::sleep(Duration::from_millis(4500)).await;
        stand.set_price(1390);
        let filled = Instant::now();
        server.say(format!(
            r#"{{"type":"order","data":{{"nOrdNo":"{number}","ordSt":"complete","qty":5,"fldQty":5}}}}"#
        ));
        filled
    };
    let (order, filled) = tokio::join!(waiting, filling);
    let late = filled.elapsed();
    assert_eq!(order.unwrap().status, OrderStatus::Complete);
    assert!(late < Duration::from_millis(1000), "{late:?}");
}

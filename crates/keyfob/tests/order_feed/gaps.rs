//! Gaps over real connections, and the sandbox's books after them.

use keyfob::kotak_neo::feed::State;
use keyfob::kotak_neo::feed::orders::{Found, OrderEvent};
use keyfob::trading::OrderStatus;

use crate::server::{Order, Server};
use crate::stand::{Stand, is_in, next, next_order, quick};

#[tokio::test]
async fn what_happens_in_a_gap_is_found_once_and_in_order() {
    let stand = Stand::start().await;
    let (session, server) = (stand.g3().await, Server::friendly().await);
    let before = stand.place(&session, 1380, 1).await;
    let number = stand.place(&session, 1400, 10).await;
    let open = session.order_feed().with_url(&server.url);
    let mut feed = open.with_settings(quick()).await.unwrap();
    // At the opening: before the connection, and after it.
    stand.books_are_read(2).await;
    server.order(Order::Cut);
    stand.sandbox.exchange().set_depth(stand.token(), 4);
    stand.set_price(1390);
    stand.set_price(1389);
    let (mut filled, mut bought) = (Vec::new(), Vec::new());
    let gap = loop {
        match next(&mut feed).await {
            OrderEvent::Gap(gap) => break gap,
            // Still by the reading at the opening.
            OrderEvent::Position(position) => bought.push(position.bought_quantity),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(gap.reason.label(), "cut");
    is_in(&feed, State::Live).await;
    while filled.len() + bought.len() < 3 {
        match next(&mut feed).await {
            OrderEvent::Order(order) => {
                assert_eq!((&order.number, order.found), (&number, Found::History));
                assert_eq!(order.status, OrderStatus::PartlyFilled);
                filled.push(order.filled_quantity);
            }
            OrderEvent::Position(position) => {
                assert_eq!(position.found, Found::Book);
                bought.push(position.bought_quantity);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((filled, bought), (vec![4, 8], vec![8]));
    let cancelled = session.order(&before).await.unwrap().unwrap();
    session.cancel(&cancelled).await.unwrap();
    server.order(Order::Cut);
    assert!(matches!(next(&mut feed).await, OrderEvent::Gap(_)));
    let order = next_order(&mut feed).await;
    assert_eq!((&order.number, order.is_final()), (&before, true));
}

#[tokio::test]
async fn a_feed_that_is_dropped_or_closed_leaves_nothing() {
    let stand = Stand::start().await;
    let (session, server) = (stand.g3().await, Server::friendly().await);
    for is_dropped in [false, true] {
        let open = session.order_feed().with_url(&server.url);
        let mut feed = open.with_settings(quick()).await.unwrap();
        assert!(server.has_client());
        let handle = feed.handle();
        if is_dropped {
            drop(feed);
        } else {
            handle.close();
            assert!(feed.next().await.is_none());
        }
        let mut states = handle.states();
        states
            .wait_for(|state| *state == State::Ended)
            .await
            .unwrap();
        for _ in 0..200 {
            if !server.has_client() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert!(!server.has_client());
    }
}

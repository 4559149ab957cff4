//! Orders of Kotak Neo, from the first word to the profit.

use keyfob::kotak_neo::instruments::Segment as Listed;
use keyfob::kotak_neo::types::QuoteType;
use keyfob::trading::{Contract, Order, OrderStatus, OrderType, Product, Segment, Side, Validity};
use keyfob::{Decimal, Error, OrderError};
use keyfob_sandbox::exchange::demo;

use crate::sessions::{neo, rupees, unsent};

fn share() -> Contract {
    Contract::new(Segment::NseCash, "SANDBOXCO-EQ")
}

#[tokio::test]
async fn a_limit_order_is_placed_changed_filled_and_has_its_profit() {
    let (sandbox, session) = neo().await;
    let listed = session.instruments(Listed::NseCash).await.unwrap();
    let instrument = listed.by_trading_symbol("SANDBOXCO-EQ").unwrap();
    let order = Order::limit(Side::Buy, instrument, 10, 1400)
        .product(Product::Intraday)
        .tag("first");
    let number = session.place(order).await.unwrap();
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Open);
    assert!(order.is_open() && !order.is_final());
    assert_eq!((order.quantity, order.filled_quantity), (10, 0));
    assert_eq!(
        (order.pending_quantity(), order.price),
        (10, Some(rupees("1400")))
    );
    assert_eq!((order.side, order.average_price), (Side::Buy, None));
    assert_eq!(order.product, Product::Intraday);
    assert_eq!(order.order_type, OrderType::Limit);
    assert_eq!(order.validity, Validity::Day);
    assert_eq!(order.contract.segment, Some(Segment::NseCash));
    assert_eq!(order.contract.token, instrument.token);
    assert_eq!(order.tag.as_deref(), Some("first"));
    assert!(!order.after_market);
    let placed_at = order.placed_at.unwrap();
    assert_eq!(placed_at.offset().whole_minutes(), 330);
    let off = (placed_at - time::OffsetDateTime::now_utc())
        .whole_seconds()
        .abs();
    assert!(off < 60, "{placed_at}");
    assert_eq!(order.raw().order_number.as_ref(), Some(&number));

    session
        .modify(order.change().price(1450).quantity(20))
        .await
        .unwrap();
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!((order.quantity, order.price), (20, Some(rupees("1450"))));
    assert_eq!(order.product, Product::Intraday);

    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1450));
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Complete);
    assert!(order.is_final() && order.pending_quantity() == 0);
    assert_eq!(order.average_price, Some(rupees("1450")));
    let trades = session.trades().await.unwrap();
    assert_eq!(trades.len(), 1);
    assert_eq!((trades[0].quantity, trades[0].price), (20, rupees("1450")));
    assert_eq!(
        (&trades[0].order_number, trades[0].side),
        (&number, Side::Buy)
    );
    assert!(trades[0].traded_at.is_some());

    let positions = session.positions().await.unwrap();
    let mut of_share = positions
        .iter()
        .filter(|it| it.product == Product::Intraday);
    let position = of_share.next().unwrap();
    assert_eq!(position.net_quantity(), 20);
    assert_eq!(position.average_price(), Some(rupees("1450")));
    assert_eq!(position.profit_and_loss(1460), rupees("200"));
    assert_eq!(position.contract.segment, order.contract.segment);
    // The demo account carries a future in a lot of 50.
    let carried = positions
        .iter()
        .find(|it| it.carried_quantity != 0)
        .unwrap();
    assert_eq!((carried.carried_quantity, carried.net_quantity()), (50, 50));

    let (side, quantity) = position.closing().unwrap();
    assert_eq!((side, quantity), (Side::Sell, 20));
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1455));
    let closing = Order::limit(side, position, quantity, 1455).product(Product::Intraday);
    session.place(closing).await.unwrap();
    let positions = session.positions().await.unwrap();
    let position = positions
        .iter()
        .find(|it| it.product == Product::Intraday)
        .unwrap();
    assert_eq!((position.net_quantity(), position.closing()), (0, None));
    assert_eq!(position.average_price(), None);
    assert_eq!(position.profit_and_loss(9999), rupees("100"));
}

#[tokio::test]
async fn orders_are_cancelled_by_their_row_or_their_number() {
    let (_sandbox, session) = neo().await;
    let waiting = || Order::limit(Side::Buy, share(), 1, 1400);
    for by_row in [true, false] {
        let number = session.place(waiting()).await.unwrap();
        let order = session.order(&number).await.unwrap().unwrap();
        let cancelled = match by_row {
            true => session.cancel(&order).await,
            false => session.cancel(number.as_str()).await,
        };
        assert_eq!(cancelled.unwrap(), number);
        let order = session.order(&number).await.unwrap().unwrap();
        assert_eq!(order.status, OrderStatus::Cancelled);
        assert_eq!((order.cancelled_quantity, order.pending_quantity()), (1, 0));
        let words = unsent(session.cancel(&order).await);
        assert!(
            words.contains(&number) && words.contains("cancelled"),
            "{words}"
        );
        let words = unsent(session.modify(order.change().price(1401)).await);
        assert!(words.contains("cannot be changed"), "{words}");
    }
    assert!(session.order("1").await.unwrap().is_none());
}

#[tokio::test]
async fn an_after_market_order_is_cancelled_by_its_row() {
    let (sandbox, session) = neo().await;
    let order = Order::limit(Side::Buy, share(), 1, 1400).after_market();
    let number = session.place(order).await.unwrap();
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::AfterMarket);
    assert!(order.after_market && order.is_open());
    session.modify(order.change().price(1410)).await.unwrap();
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(
        (&*order.status.to_string(), order.price),
        ("after market", Some(rupees("1410")))
    );
    session.cancel(&order).await.unwrap();
    let sent = sandbox.exchanges();
    let cancel = sent
        .iter()
        .rfind(|it| it.path.ends_with("/cancel"))
        .unwrap();
    let body = String::from_utf8_lossy(&cancel.request_body).into_owned();
    assert!(
        body.contains("YES") && body.contains("SANDBOXCO-EQ"),
        "{body}"
    );
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn market_and_stop_orders_go_their_way() {
    let (sandbox, session) = neo().await;
    let bought = session
        .place(Order::market(Side::Buy, share(), 2))
        .await
        .unwrap();
    let order = session.order(&bought).await.unwrap().unwrap();
    assert_eq!((order.filled_quantity, order.price), (2, None));
    assert_eq!(order.order_type, OrderType::Market);
    let stop = Order::stop_limit(Side::Sell, share(), 2, 1490, 1500);
    let stop = session.place(stop).await.unwrap();
    let order = session.order(&stop).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::TriggerPending);
    assert_eq!(order.trigger_price, Some(rupees("1500")));
    // A stop stays a stop when its limit goes.
    session
        .modify(order.change().at_market().trigger_price(1480))
        .await
        .unwrap();
    let order = session.order(&stop).await.unwrap().unwrap();
    assert_eq!(order.order_type, OrderType::StopMarket);
    assert_eq!(
        (order.price, order.trigger_price),
        (None, Some(rupees("1480")))
    );
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1480));
    let order = session.order(&stop).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Complete);
}

#[tokio::test]
async fn a_cover_order_is_left_by_the_exit_of_its_product() {
    let (_sandbox, session) = neo().await;
    let order = Order::market(Side::Buy, share(), 3).cover(rupees("1490"));
    let number = session.place(order).await.unwrap();
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(order.product, Product::Cover);
    session.exit(&order).await.unwrap();
    let positions = session.positions().await.unwrap();
    let cover = positions
        .iter()
        .find(|it| it.product == Product::Cover)
        .unwrap();
    assert_eq!((cover.bought_quantity, cover.net_quantity()), (3, 0));
    let plain = session
        .place(Order::limit(Side::Buy, share(), 1, 1400))
        .await
        .unwrap();
    let order = session.order(&plain).await.unwrap().unwrap();
    let words = unsent(session.exit(&order).await);
    assert!(
        words.contains("`normal`") && words.contains("cancel"),
        "{words}"
    );
}

#[tokio::test]
async fn an_account_without_anything_has_empty_lists() {
    let (sandbox, session) = neo().await;
    let account = sandbox.accounts().kotak_neo[0].ucc.clone();
    sandbox.exchange().clear(&account);
    assert!(session.orders().await.unwrap().is_empty());
    assert!(session.trades().await.unwrap().is_empty());
    assert!(session.positions().await.unwrap().is_empty());
    assert!(session.holdings().await.unwrap().is_empty());
    assert!(session.order("1").await.unwrap().is_none());
    // Whoever calls the client itself is told so.
    let answer = session.client().reports().order_book().send().await;
    assert!(matches!(answer, Err(Error::NoData(_))), "{answer:?}");
}

#[tokio::test]
async fn holdings_tell_what_they_cost() {
    let (_sandbox, session) = neo().await;
    let holdings = session.holdings().await.unwrap();
    assert_eq!((holdings.len(), holdings[0].quantity), (1, 35));
    assert_eq!(holdings[0].average_price, Some(rupees("950")));
    assert_eq!(holdings[0].profit_and_loss(1000), Some(rupees("1750")));
    assert_eq!(holdings[0].contract.symbol.as_deref(), Some("SANDBOXCO"));
    // Its trading symbol is not told: an order of it says so.
    let sell = Order::limit(Side::Sell, &holdings[0], 1, 1500);
    assert!(unsent(session.place(sell).await).contains("trading symbol"));
}

#[tokio::test]
async fn what_is_refused_before_sending_is_not_sent() {
    let (sandbox, session) = neo().await;
    let share = share().tick_size(rupees("0.05"));
    let order = Order::limit(Side::Buy, &share, 1, rupees("1400.02"));
    let words = unsent(session.place(&order).await);
    assert!(words.contains("1400.00 and 1400.05"), "{words}");
    assert!(sandbox.exchange().orders().is_empty());
    session.place(order.round_to_tick()).await.unwrap();
    assert_eq!(sandbox.exchange().orders().len(), 1);
}

#[tokio::test]
async fn a_rejected_order_tells_why() {
    let (_sandbox, session) = neo().await;
    let number = session
        .place(Order::limit(Side::Buy, share(), 1, 5))
        .await
        .unwrap();
    let order = session.order(&number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Rejected);
    assert!(order.rejection_reason.unwrap().contains("band"));
    assert!(order.exchange_number.is_none());
}

#[tokio::test]
async fn a_lost_typed_order_is_found_and_in_doubt_as_an_error() {
    let (sandbox, session) = neo().await;
    let path = keyfob_sandbox::When::path("/quick/order/rule/ms/place");
    sandbox.fail_next(path, keyfob_sandbox::Failure::AnswerLost);
    let order = Order::limit(Side::Buy, share(), 1, 1400).tag("doubt");
    let lost = session.place(order).await.unwrap_err();
    assert!(matches!(lost, OrderError::Lost(_)), "{lost:?}");
    let error = Error::from(lost);
    assert!(matches!(error, Error::InDoubt { .. }), "{error:?}");
    let words = error.to_string();
    assert!(
        words.contains("may stand") && words.contains("doubt"),
        "{words}"
    );
    assert_eq!(error.operation(), Some("place_order"));
}

#[tokio::test]
async fn quotes_are_asked_for_by_whatever_has_a_contract() {
    let (_sandbox, session) = neo().await;
    let listed = session.instruments(Listed::NseCash).await.unwrap();
    let instrument = listed.by_trading_symbol("SANDBOXCO-EQ").unwrap();
    let last = QuoteType::LastPrice;
    let quotes = session.quotes([instrument]).send(last).await;
    let by_instrument = quotes.complete().unwrap();
    let contract = Contract::from(&by_instrument[0]);
    assert_eq!(contract.segment, Some(Segment::NseCash));
    assert_eq!(contract.token, instrument.token);
    let positions = session.positions().await.unwrap();
    let quotes = session.quotes(&positions).send(last).await;
    assert_eq!(quotes.complete().unwrap().len(), positions.len());
    // One that has no token costs no other.
    let quotes = session.quotes([share(), contract]).send(last).await;
    assert_eq!(quotes.rows().count(), 1);
    let (_, error) = quotes.failures().next().unwrap();
    assert!(error.to_string().contains("no token"), "{error}");
}

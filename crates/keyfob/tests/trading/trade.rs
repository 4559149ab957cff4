//! Orders of Kotak Trade, from the first word to the profit.

use keyfob::Decimal;
use keyfob::trading::{Contract, Order, OrderStatus, OrderType, Product, Segment, Side, Validity};
use keyfob_sandbox::exchange::demo;

use crate::sessions::{rupees, trade, unsent};

fn share() -> Contract {
    Contract::of_token(demo::SHARE)
}

#[tokio::test]
async fn a_limit_order_is_placed_changed_filled_and_has_its_profit() {
    let (sandbox, session) = trade().await;
    let order = Order::limit(Side::Buy, share(), 10, 1400).tag("first");
    let placed = session.place(order).await.unwrap();
    assert_eq!(placed["NSE"].quantity, Some(10));
    let number = placed.order_number();
    let order = session.order(number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Open);
    assert_eq!((order.quantity, order.filled_quantity), (10, 0));
    assert_eq!(
        (order.price, order.trigger_price),
        (Some(rupees("1400")), None)
    );
    assert_eq!(order.product, Product::Normal);
    assert_eq!(order.order_type, OrderType::Limit);
    assert_eq!(order.validity, Validity::Day);
    assert_eq!(order.contract.segment, Some(Segment::NseCash));
    assert_eq!(order.contract.token.as_deref(), Some("1001"));
    assert_eq!(order.placed_at.unwrap().offset().whole_minutes(), 330);

    session
        .modify(order.change().price(rupees("1450.00")).quantity(20))
        .await
        .unwrap();
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1450));
    let order = session.order(number).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Complete);
    assert_eq!((order.quantity, order.filled_quantity), (20, 20));
    let trades = session.trades().await.unwrap();
    assert_eq!(
        (trades.len(), trades[0].quantity, trades[0].price),
        (1, 20, rupees("1450"))
    );
    assert!(trades[0].traded_at.is_some());

    let positions = session.positions().await.unwrap();
    let token = Some("1001");
    let position = positions
        .iter()
        .find(|it| it.contract.token.as_deref() == token)
        .unwrap();
    assert_eq!(position.net_quantity(), 20);
    // The list of positions has a code in place of the exchange's name.
    assert_eq!(position.raw().exchange.as_deref(), Some("NN"));
    assert_eq!(position.contract.segment, None);
    assert_eq!(position.average_price(), Some(rupees("1450")));
    assert_eq!(position.last_price, Some(rupees("1450")));
    assert_eq!(position.profit_and_loss(1460), rupees("200"));
    let (side, quantity) = position.closing().unwrap();
    session
        .place(Order::market(side, position, quantity))
        .await
        .unwrap();
    let positions = session.positions().await.unwrap();
    let position = positions
        .iter()
        .find(|it| it.contract.token.as_deref() == token)
        .unwrap();
    assert_eq!(position.closing(), None);
}

#[tokio::test]
async fn each_product_goes_by_the_call_of_its_own() {
    let (sandbox, session) = trade().await;
    let order = || Order::limit(Side::Buy, share(), 1, 1400);
    let all = [
        (order(), "NORMAL", Product::Normal),
        (order().product(Product::Intraday), "MIS", Product::Intraday),
        (
            order().product(Product::MarginTrading),
            "MTF",
            Product::MarginTrading,
        ),
        (order().cover(1390), "SUPERMULTIPLE", Product::Cover),
    ];
    for (order, word, product) in all {
        let placed = session.place(order).await.unwrap();
        let sent = sandbox.exchange().orders().pop().unwrap();
        assert_eq!(sent.request.product, word);
        let order = session.order(placed.order_number()).await.unwrap().unwrap();
        assert_eq!(order.product, product, "{word}");
        assert_eq!(order.order_type, OrderType::Limit, "{word}");
        session.cancel(&order).await.unwrap();
        let order = session.order(placed.order_number()).await.unwrap().unwrap();
        assert_eq!(order.status, OrderStatus::Cancelled);
        assert!(unsent(session.cancel(&order).await).contains("nothing left"));
    }
}

#[tokio::test]
async fn stops_and_orders_for_an_instant_go_their_way() {
    let (_sandbox, session) = trade().await;
    let stop = Order::stop_market(Side::Sell, share(), 1, 1450);
    let placed = session.place(stop).await.unwrap();
    let order = session.order(placed.order_number()).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::TriggerPending);
    assert_eq!(
        (order.price, order.trigger_price),
        (None, Some(rupees("1450")))
    );
    session
        .modify(order.change().trigger_price(1460))
        .await
        .unwrap();
    let order = session.order(placed.order_number()).await.unwrap().unwrap();
    assert_eq!(order.order_type, OrderType::StopMarket);
    assert_eq!(order.trigger_price, Some(rupees("1460")));
    let at_once = Order::limit(Side::Buy, share(), 1, 1400);
    let placed = session
        .place(at_once.validity(Validity::ImmediateOrCancel))
        .await
        .unwrap();
    let order = session.order(placed.order_number()).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Cancelled);
    let late = Order::limit(Side::Buy, share(), 1, 1400).after_market();
    let placed = session.place(late).await.unwrap();
    let order = session.order(placed.order_number()).await.unwrap().unwrap();
    assert!(order.after_market && order.is_open());
    assert_eq!(order.status, OrderStatus::AfterMarket);
}

#[tokio::test]
async fn an_account_without_anything_has_empty_lists() {
    let (sandbox, session) = trade().await;
    let account = sandbox.accounts().kotak_trade[0].user_id.clone();
    sandbox.exchange().clear(&account);
    assert!(session.orders().await.unwrap().is_empty());
    assert!(session.trades().await.unwrap().is_empty());
    assert!(session.positions().await.unwrap().is_empty());
    assert!(session.holdings().await.unwrap().is_empty());
}

#[tokio::test]
async fn shares_tell_what_they_cost() {
    let (_sandbox, session) = trade().await;
    let holdings = session.holdings().await.unwrap();
    assert_eq!((holdings.len(), holdings[0].quantity), (1, 35));
    assert_eq!(holdings[0].profit_and_loss(1000), Some(rupees("1750")));
}

#[tokio::test]
async fn quotes_are_asked_for_by_whatever_has_a_contract() {
    let (_sandbox, session) = trade().await;
    let positions = session.positions().await.unwrap();
    let quotes = session.quotes(&positions).last_price().await;
    assert_eq!(quotes.complete().unwrap().len(), positions.len());
    let contracts = [share(), Contract::new(Segment::NseCash, "ABCD-EQ")];
    let quotes = session.quotes(contracts).last_price().await;
    assert_eq!(quotes.rows().count(), 1);
    let (_, error) = quotes.failures().next().unwrap();
    assert!(error.to_string().contains("no token"), "{error}");
    let quotes = session.quotes([1001]).last_price().await;
    assert_eq!(quotes.complete().unwrap().len(), 1);
}

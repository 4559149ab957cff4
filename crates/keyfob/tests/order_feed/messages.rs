//! What the feed tells, as typed updates.

use keyfob::kotak_neo::feed::orders::{Found, OrderEvent, RawOrder, RawPosition};
use keyfob::trading::{OrderStatus, OrderType, Product, Segment, Side};
use keyfob::{Decimal, OpenEnum};

use crate::server::{Order, Server};
use crate::stand::{Stand, next, next_order, quick};

const ORDER: &str = r#"{"type":"order","data":{"nOrdNo":"260105000000001","exOrdId":"1100000000000001","ordSt":"traded",
    "avgPrc":"101.55","qty":10,"fldQty":4,"unFldSz":6,"trnsTp":"B","prcTp":"LMT","prod":"CNC","exSeg":"nse_cm","sym":"ABCD",
    "trdSym":"ABCD-EQ","tok":"10001","ordDtTm":"05-Jan-2026 10:00:00","updRecvTm":1767587402123456789,"boeSec":1767587402,
    "exCfmTm":"05-Jan-2026 10:00:02","rejRsn":"--"}}"#;

const POSITION: &str = r#"{"type":"position","data":{"actId":"AB123","sym":"ABCD","exSeg":"nse_cm","prod":"CNC",
    "flBuyQty":"4","flSellQty":"0","buyAmt":"406.20","sellAmt":"0.00","posFlg":"true","sqrFlg":"Y","lotSz":"1",
    "multiplier":"1","hsUpTm":"2026/01/05 10:00:02"}}"#;

#[tokio::test]
async fn orders_and_positions_come_in_words_of_trading() {
    let stand = Stand::start().await;
    let (session, server) = (stand.g3().await, Server::friendly().await);
    let open = session.order_feed().with_url(&server.url);
    let mut feed = open.with_settings(quick()).await.unwrap();
    server.say(ORDER);
    let order = next_order(&mut feed).await;
    assert_eq!(order.number, "260105000000001");
    assert_eq!(order.found, Found::Feed);
    assert_eq!(order.status, OrderStatus::PartlyFilled);
    assert!(order.is_open() && !order.is_final());
    let quantities = (
        order.quantity,
        order.filled_quantity,
        order.pending_quantity,
    );
    assert_eq!(quantities, (10, 4, 6));
    assert_eq!(order.average_price, Some(Decimal::new(10155, 2)));
    assert_eq!(order.side, Side::Buy);
    assert_eq!(order.order_type, OrderType::Limit);
    assert_eq!(order.product, Product::Delivery);
    assert_eq!(order.contract.segment, Some(Segment::NseCash));
    assert_eq!(order.contract.trading_symbol.as_deref(), Some("ABCD-EQ"));
    assert_eq!(order.contract.token.as_deref(), Some("10001"));
    assert_eq!(order.rejection_reason, None);
    let nanos = order.updated_at.map(|at| at.unix_timestamp_nanos());
    assert_eq!(nanos, Some(1_767_587_402_123_456_789));
    let RawOrder::Feed(raw) = order.raw() else {
        panic!("{order:?}")
    };
    assert_eq!(raw.exchange_order_id.as_deref(), Some("1100000000000001"));

    server.order(Order::Bytes(POSITION.into()));
    let OrderEvent::Position(position) = next(&mut feed).await else {
        panic!("no position")
    };
    let figures = (position.bought_quantity, position.sold_quantity);
    assert_eq!(figures, (4, 0));
    assert_eq!(position.bought_amount, Some(Decimal::new(40620, 2)));
    assert_eq!(position.product, Product::Delivery);
    assert_eq!(position.contract.symbol.as_deref(), Some("ABCD"));
    assert_eq!(
        position.updated_at.map(|at| at.unix_timestamp()),
        Some(1_767_587_402)
    );
    assert!(matches!(position.raw(), RawPosition::Feed(_)));

    let other = ORDER.replace("traded", "frozen").replace("6789", "6790");
    server.say(other);
    let order = next_order(&mut feed).await;
    assert_eq!(
        order.status,
        OpenEnum::<OrderStatus>::Unknown("frozen".to_owned())
    );
    assert!(!order.is_open() && !order.is_final());
}

#[tokio::test]
async fn what_cannot_be_read_is_counted_and_has_the_book_read() {
    let stand = Stand::start().await;
    let (session, server) = (stand.g3().await, Server::friendly().await);
    let open = session.order_feed().with_url(&server.url);
    let mut feed = open.with_settings(quick()).await.unwrap();
    // Both looks after the opening are over.
    tokio::time::sleep(std::time::Duration::from_millis(5500)).await;
    let number = stand.place(&session, 1400, 2).await;
    for text in [
        "{type:hb}",
        "[]",
        "\u{0}",
        r#"{"type":"news"}"#,
        r#"{"type":"fcn"}"#,
    ] {
        server.say(text);
    }
    server.order(Order::Bytes(vec![0xff, 0xfe]));
    let cut = &ORDER[..80];
    server.say(cut);
    server.say(ORDER.replace(r#""nOrdNo":"260105000000001","#, ""));
    let order = next_order(&mut feed).await;
    assert_eq!((order.number, order.found), (number, Found::History));
    let problems = feed.handle().problems();
    let count = |name: &str| {
        let mut problems = problems.iter();
        problems
            .find(|(it, _)| *it == name)
            .map_or(0, |(_, count)| *count)
    };
    let counts = [
        count("invalid_text"),
        count("unknown_message"),
        count("incomplete_order"),
    ];
    assert_eq!(counts, [5, 2, 1], "{problems:?}");
}

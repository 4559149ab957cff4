//! The exchange's rules, seen through Kotak Neo, and the switches of tests.

use std::time::Duration;

use keyfob_sandbox::exchange::{Instrument, Money, Segment, State, demo};
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::{Neo, Trade};

#[tokio::test]
async fn a_crossing_order_is_filled_at_the_last_price_and_others_wait() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let crossing = neo.order(&neo.place(json!({"pr": "1520"})).await).await;
    assert_eq!(
        (&crossing["ordSt"], &crossing["avgPrc"]),
        (&json!("complete"), &json!("1510.75"))
    );
    let market = neo
        .order(&neo.place(json!({"pr": "0", "pt": "MKT", "tt": "S"})).await)
        .await;
    assert_eq!(
        (&market["ordSt"], &market["avgPrc"]),
        (&json!("complete"), &json!("1510.75"))
    );

    let waiting = neo.place(json!({"pr": "1500"})).await;
    let row = neo.order(&waiting).await;
    assert_eq!(
        (&row["ordSt"], &row["unFldSz"]),
        (&json!("open"), &json!(10))
    );
    assert!(
        sandbox
            .exchange()
            .set_price(demo::SHARE, Money::paise(150_005))
    );
    assert_eq!(neo.order(&waiting).await["ordSt"], "open");
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1499));
    let row = neo.order(&waiting).await;
    assert_eq!(
        (&row["ordSt"], &row["avgPrc"]),
        (&json!("complete"), &json!("1499.00"))
    );

    let orders = sandbox.exchange().orders();
    assert_eq!(orders.len(), 3);
    assert!(orders.iter().all(|order| order.state == State::Complete));
    assert_eq!(sandbox.exchange().trades().len(), 3);
    assert!(!sandbox.exchange().set_price(7, Money::ZERO));
}

#[tokio::test]
async fn more_than_the_depth_is_filled_price_by_price() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let thin = json!({"ts": "THINCO-EQ", "pr": "250", "qt": "120"});
    let number = neo.place(thin.clone()).await;
    let row = neo.order(&number).await;
    assert_eq!(
        (&row["fldQty"], &row["unFldSz"], &row["ordSt"]),
        (&json!(50), &json!(70), &json!("open"))
    );
    sandbox
        .exchange()
        .set_price(demo::THIN_SHARE, Money::rupees(240));
    sandbox
        .exchange()
        .set_price(demo::THIN_SHARE, Money::rupees(249));
    let row = neo.order(&number).await;
    // (50 * 250 + 50 * 240 + 20 * 249) / 120
    assert_eq!(
        (&row["fldQty"], &row["avgPrc"]),
        (&json!(120), &json!("245.67"))
    );
    assert_eq!(row["ordSt"], "complete");
    let trades = neo.book("trades").await.expect(200).json();
    let sizes: Vec<_> = trades["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["fldQty"])
        .collect();
    assert_eq!(sizes, [50, 50, 20]);

    let mut at_once = thin;
    at_once["rt"] = json!("IOC");
    let row = neo.order(&neo.place(at_once).await).await;
    let told = (
        &row["ordSt"],
        &row["fldQty"],
        &row["cnlQty"],
        &row["unFldSz"],
    );
    assert_eq!(
        told,
        (&json!("cancelled"), &json!(50), &json!(70), &json!(0))
    );
}

#[tokio::test]
async fn stops_wait_for_their_trigger() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let stop = json!({"pt": "SL", "pr": "1535", "tp": "1530"});
    let limit = neo.place(stop).await;
    let market = neo
        .place(json!({"pt": "SL-M", "pr": "0", "tp": "1490", "tt": "S"}))
        .await;
    for number in [&limit, &market] {
        assert_eq!(neo.order(number).await["ordSt"], "trigger pending");
    }
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1529));
    assert_eq!(neo.order(&limit).await["ordSt"], "trigger pending");
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1540));
    // Triggered, and dearer than its limit.
    assert_eq!(neo.order(&limit).await["ordSt"], "open");
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1532));
    assert_eq!(neo.order(&limit).await["avgPrc"], "1532.00");
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1485));
    assert_eq!(neo.order(&market).await["avgPrc"], "1485.00");

    // Reaching the trigger is enough, in both directions.
    let buy = json!({"pt": "SL-M", "pr": "0", "tp": "1500"});
    let sell = json!({"pt": "SL-M", "pr": "0", "tp": "1480", "tt": "S"});
    let (buy, sell) = (neo.place(buy).await, neo.place(sell).await);
    for (number, price) in [(sell, 1480), (buy, 1500)] {
        assert_eq!(neo.order(&number).await["ordSt"], "trigger pending");
        let price = Money::rupees(price);
        sandbox.exchange().set_price(demo::SHARE, price);
        assert_eq!(neo.order(&number).await["avgPrc"], price.to_string());
    }
}

#[tokio::test]
async fn after_market_orders_wait_for_the_next_price() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"am": "YES", "pr": "1520"})).await;
    let row = neo.order(&number).await;
    assert_eq!(row["ordSt"], "after market order req received");
    assert_eq!(
        (&row["ordGenTp"], &row["exOrdId"]),
        (&json!("AMO"), &json!("NA"))
    );
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1510));
    assert_eq!(neo.order(&number).await["ordSt"], "complete");
}

#[tokio::test]
async fn money_is_blocked_and_freed() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", Money::rupees(20_000));
    let free = || exchange.available("SBX42");
    let first = neo.place(json!({})).await;
    assert_eq!(free(), Money::rupees(5_000));
    assert_eq!(neo.refused(json!({})).await, 1004);
    // Intraday costs a fifth.
    let second = neo.place(json!({"pc": "MIS"})).await;
    assert_eq!(free(), Money::rupees(2_000));
    // A rejected order blocks nothing.
    neo.place(json!({"pr": "1000", "qt": "1"})).await;
    assert_eq!(free(), Money::rupees(2_000));
    // A change costs the difference only.
    let change = json!({"no": first, "pr": "1500", "pt": "L", "qt": "11", "vd": "DAY", "tp": "0",
        "dq": "0", "mp": "0", "am": "NO"});
    let changed = neo.call("order/vr/modify", &change).await;
    assert_eq!(
        (&changed["stat"], free()),
        (&json!("Ok"), Money::rupees(500))
    );
    for number in [first, second] {
        neo.call("order/cancel", &json!({"on": number, "am": "NO"}))
            .await;
    }
    assert_eq!(free(), Money::rupees(20_000));

    neo.place(json!({"pr": "0", "pt": "MKT"})).await;
    assert_eq!(free(), Money::paise(2_000_000 - 1_510_750));
    // Selling what is there costs nothing, and what it brings stays.
    exchange.set_price(demo::SHARE, Money::rupees(1520));
    neo.place(json!({"pr": "0", "pt": "MKT", "tt": "S"})).await;
    assert_eq!(free(), Money::paise(2_000_000 + 9_250));
    assert_eq!(neo.refused(json!({"tt": "S", "qt": "20"})).await, 1004);
}

#[tokio::test]
async fn options_cost_their_premium_when_bought_and_more_when_sold() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", Money::rupees(20_000));
    let call = json!({"es": "nse_fo", "ts": "SANDBOXCO30JAN1500CE", "pc": "NRML", "qt": "50", "pr": "42.50"});
    neo.place(call.clone()).await;
    assert_eq!(
        exchange.available("SBX42"),
        Money::paise(2_000_000 - 212_500)
    );
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", Money::rupees(20_000));
    let mut sold = call;
    sold["tt"] = json!("S");
    neo.place(sold.clone()).await;
    assert_eq!(exchange.available("SBX42"), Money::rupees(20_000 - 15_000));
    assert_eq!(neo.refused(sold).await, 1004);
}

#[tokio::test]
async fn tests_can_list_instruments_and_fill_accounts() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    exchange.list(Instrument::share(
        77,
        Segment::NseCash,
        "NEWCO",
        Money::rupees(10),
    ));
    neo.place(json!({"ts": "NEWCO-EQ", "pr": "10", "qt": "3"}))
        .await;
    assert_eq!(
        exchange.instrument(77).unwrap().band,
        (Money::rupees(9), Money::rupees(11))
    );

    exchange.clear("SBX42");
    for book in ["orders", "trades", "positions"] {
        assert_eq!(neo.book(book).await.expect(200).json()["stCode"], 5203);
    }
    assert_eq!(neo.holdings().await.expect(200).json()["stCode"], 5203);
    exchange.hold("SBX42", 77, 5, Money::rupees(8));
    exchange.carry("SBX42", demo::PUT, "NRML", -50, Money::rupees(31));
    assert_eq!(neo.holdings().await.json()["data"][0]["holdingCost"], 40);
    let position = neo.book("positions").await.json()["data"][0].clone();
    assert_eq!(
        (&position["cfSellQty"], &position["cfSellAmt"]),
        (&json!("50"), &json!("1550.00"))
    );
}

#[tokio::test]
async fn both_apis_share_prices_and_keep_accounts_apart() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let trade = Trade::logged_in(&sandbox).await;
    let bid = trade.place("order/normal", json!({})).await;
    let number = neo.place(json!({})).await;
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1500));
    assert_eq!(trade.order(bid).await["status"], "TRAD");
    assert_eq!(neo.order(&number).await["ordSt"], "complete");
    assert_eq!(
        neo.book("orders").await.json()["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let theirs = trade.get(&format!("/reports/1.0/orders/{number}")).await;
    assert_eq!(theirs["success"], json!([]));
    let owners: Vec<_> = sandbox
        .exchange()
        .orders()
        .into_iter()
        .map(|order| order.owner)
        .collect();
    assert_eq!(owners, ["SBXTRADE01", "SBX42"]);
}

#[tokio::test]
async fn books_keep_sandbox_time() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({})).await;
    let placed = neo.order(&number).await["boeSec"].as_u64().unwrap();
    sandbox.clock().advance(Duration::from_secs(600));
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1500));
    let row = neo.order(&number).await;
    assert!((600..620).contains(&(row["boeSec"].as_u64().unwrap() - placed)));
    assert!(number.len() == 15 && row["hsUpTm"].as_str().unwrap().len() == 19);
}

#[tokio::test]
async fn numbers_are_never_given_twice() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    neo.place(json!({"pr": "1520"})).await;
    let before = exchange.trades()[0].id;
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", Money::rupees(20_000));
    neo.place(json!({"pr": "0", "pt": "MKT"})).await;
    assert_eq!(exchange.trades()[0].id, before + 1);
}

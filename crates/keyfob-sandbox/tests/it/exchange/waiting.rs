//! Orders that wait for a trigger or for the next price.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Neo;

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
    sandbox.exchange().set_price(demo::SHARE, 1529);
    assert_eq!(neo.order(&limit).await["ordSt"], "trigger pending");
    sandbox.exchange().set_price(demo::SHARE, 1540);
    // Triggered, and dearer than its limit.
    assert_eq!(neo.order(&limit).await["ordSt"], "open");
    sandbox.exchange().set_price(demo::SHARE, 1532);
    assert_eq!(neo.order(&limit).await["avgPrc"], "1532.00");
    sandbox.exchange().set_price(demo::SHARE, 1485);
    assert_eq!(neo.order(&market).await["avgPrc"], "1485.00");

    // Reaching the trigger is enough, in both directions.
    let buy = json!({"pt": "SL-M", "pr": "0", "tp": "1500"});
    let sell = json!({"pt": "SL-M", "pr": "0", "tp": "1480", "tt": "S"});
    let (buy, sell) = (neo.place(buy).await, neo.place(sell).await);
    for (number, price) in [(sell, 1480), (buy, 1500)] {
        assert_eq!(neo.order(&number).await["ordSt"], "trigger pending");
        sandbox.exchange().set_price(demo::SHARE, price);
        assert_eq!(neo.order(&number).await["avgPrc"], format!("{price}.00"));
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
    sandbox.exchange().set_price(demo::SHARE, 1510);
    assert_eq!(neo.order(&number).await["ordSt"], "complete");
}

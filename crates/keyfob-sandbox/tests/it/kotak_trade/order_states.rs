//! The states that prices, triggers and validities bring orders to.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Trade;

#[tokio::test]
async fn prices_and_triggers_make_the_kind_of_order() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let status = async |number| trade.order(number).await["status"].clone();
    let market = trade.place("order/normal", json!({"price": 0})).await;
    assert_eq!(status(market).await, "TRAD");
    let stop = trade
        .place("order/normal", json!({"price": 1540, "triggerPrice": 1530}))
        .await;
    assert_eq!(status(stop).await, "SLO");
    // The trigger of a super multiple belongs to its other leg.
    let sm = trade
        .place(
            "order/supermultiple",
            json!({"price": 1520, "triggerPrice": 1500}),
        )
        .await;
    assert_eq!(status(sm).await, "TRAD");
    let amo = trade
        .place("order/normal", json!({"variety": "AMO", "price": 1535}))
        .await;
    assert_eq!(status(amo).await, "NEWF");
    let now = trade
        .place("order/normal", json!({"validity": "IOC"}))
        .await;
    assert_eq!(status(now).await, "CAN");
    let thin = json!({"instrumentToken": demo::THIN_SHARE, "price": 250, "quantity": 60});
    let part = trade.place("order/normal", thin).await;
    assert_eq!(status(part).await, "OPF");
    sandbox.exchange().set_price(demo::SHARE, 1531);
    assert_eq!(
        (status(stop).await, status(amo).await),
        (json!("TRAD"), json!("TRAD"))
    );
}

//! The margin an order would need.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Trade;

#[tokio::test]
async fn margin_is_told_before_the_order() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let path = "/margin/1.0/margin/required";
    let one = |token: u64, price: f64| json!({"instrumentToken": token, "quantity": 50, "price": price, "amount": 0, "triggerPrice": 0});
    let body = json!({"transactionType": "BUY", "orderInfo": [one(demo::SHARE, 0.0), one(demo::CALL, 40.0)]});
    let rows = trade
        .send("POST", path, Some(body))
        .await
        .expect(200)
        .json()["Success"]
        .clone();
    assert_eq!(
        rows[0],
        json!({"instrumentToken": 1001, "normal": 75_537.5, "mtf": 37_768.75, "superMultiple": 15_107.5})
    );
    assert_eq!(rows[1]["normal"], 2000);
    let unknown = json!({"transactionType": "SELL", "orderInfo": [one(3, 1.0)]});
    assert_eq!(trade.fault("POST", path, Some(unknown)).await, -22);
    let wrong = json!({"transactionType": "SELL", "orderInfo": [{"instrument_token": 1}]});
    assert_eq!(trade.send("POST", path, Some(wrong)).await.status, 400);
}

#[tokio::test]
async fn the_margin_has_rows_of_currencies() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let margin = trade.get("/margin/1.0/margin").await["Success"].clone();
    for segment in ["derivatives", "currency"] {
        let row = &margin[segment][0];
        assert_eq!(row["exchange"], "NSE", "{segment}");
        assert_eq!(
            row["futures"]["availableCashBalance"], 1_000_000,
            "{segment}"
        );
        assert!(row["options"]["marginUtilised"].is_number(), "{segment}");
    }
}

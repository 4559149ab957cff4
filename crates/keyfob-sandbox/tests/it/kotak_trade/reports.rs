//! Reports of orders and trades.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Trade;

#[tokio::test]
async fn reports_tell_cash_and_derivatives_apart() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let share = trade.place("order/normal", json!({"price": 0})).await;
    let option = json!({"instrumentToken": demo::CALL, "quantity": 50, "price": 42.5, "tag": "o"});
    let option = trade.place("order/normal", option).await;
    let row = trade.order(option).await;
    assert_eq!(
        (&row["isFNO"], &row["optionType"], &row["expiryDate"]),
        (&json!("Y"), &json!("CE"), &json!("31JAN30"))
    );
    assert_eq!(
        (&row["strikePrice"], &row["tag"]),
        (&json!(1500), &json!("o"))
    );
    let found = async |path: String| trade.get(&path).await["success"].as_array().unwrap().len();
    for (number, own, other) in [(share, "N", "Y"), (option, "Y", "N")] {
        assert_eq!(
            found(format!("/reports/1.0/orders/{number}/{own}")).await,
            3
        );
        assert_eq!(
            found(format!("/reports/1.0/orders/{number}/{other}")).await,
            0
        );
        assert_eq!(
            found(format!("/reports/1.0/trades/{number}/{own}")).await,
            1
        );
        assert_eq!(
            found(format!("/reports/1.0/trades/{number}/{other}")).await,
            0
        );
    }
    assert_eq!(found(format!("/reports/1.0/orders/{option}")).await, 0);
    assert_eq!(found(format!("/reports/1.0/trades/{option}")).await, 0);
    trade
        .send("GET", &format!("/reports/1.0/orders/{option}/X"), None)
        .await
        .expect(400);
    trade
        .send("GET", "/reports/1.0/orders/abc", None)
        .await
        .expect(400);

    let history = trade.get(&format!("/reports/1.0/orders/{share}")).await["success"].clone();
    let told: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["version"], &row["status"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!("NEWF")),
            (&json!(2), &json!("OPN")),
            (&json!(3), &json!("TRAD"))
        ]
    );
    let fill = trade.get(&format!("/reports/1.0/trades/{share}")).await["success"][0].clone();
    let trades = trade.get("/reports/1.0/trades").await["success"].clone();
    assert_eq!(trades.as_array().unwrap().len(), 2);
    assert_eq!(trades[0]["exchangeTradeId"], fill["exchTradeId"]);
    assert_eq!(
        (&trades[0]["price"], &fill["price"]),
        (&json!(1510.75), &json!(1510.75))
    );
}

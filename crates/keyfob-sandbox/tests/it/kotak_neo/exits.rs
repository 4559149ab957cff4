//! Exits from cover and bracket orders.

use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Neo;

#[tokio::test]
async fn cover_and_bracket_orders_are_left() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    for (product, exit, other) in [("CO", "co", "bo"), ("BO", "bo", "co")] {
        let waiting = neo.place(json!({"pc": product})).await;
        let filled = neo.place(json!({"pc": product, "pr": "1520"})).await;
        for number in [&waiting, &filled] {
            let which = json!({"on": number, "am": "NO"});
            let wrong = neo.call(&format!("order/{other}/exit"), &which).await;
            assert_eq!(wrong["stat"], "please provide valid order number");
            let right = neo.call(&format!("order/{exit}/exit"), &which).await;
            assert_eq!(right["nOrdNo"], **number);
            let again = neo.call(&format!("order/{exit}/exit"), &which).await;
            assert_eq!(again["stCode"], 1021);
        }
        assert_eq!(neo.order(&waiting).await["ordSt"], "cancelled");
        let positions = neo.book("positions").await.json();
        let of = positions["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["prod"] == product);
        let row = of.unwrap();
        assert_eq!(
            (&row["flBuyQty"], &row["flSellQty"]),
            (&json!("10"), &json!("10"))
        );
    }
}

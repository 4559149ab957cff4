//! The six kinds of orders.

use serde_json::{Value, json};

use crate::harness::{keys, sandbox};
use crate::trader::{Trade, new_order};

/// Path, product, and what the body needs beyond the common members.
pub(crate) const KINDS: [(&str, &str); 6] = [
    ("orders", "NORMAL"),
    ("order/normal", "NORMAL"),
    ("order/supermultiple", "SUPERMULTIPLE"),
    ("order/sor", "SOR"),
    ("order/mtf", "MTF"),
    ("order/mis", "MIS"),
];

pub(crate) fn change(number: u64, more: Value) -> Value {
    let mut change =
        json!({"orderId": number.to_string(), "quantity": 12, "price": 1499.5, "validity": "GFD"});
    change
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    change
}

#[tokio::test]
async fn six_kinds_are_placed_changed_and_cancelled() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    for (path, product) in KINDS {
        let path = format!("/orders/1.0/{path}");
        let placed = trade
            .send("POST", &path, Some(new_order(json!({}))))
            .await
            .expect(200)
            .json();
        let ack = &placed["Success"]["NSE"];
        assert_eq!(
            keys(ack),
            ["message", "orderId", "price", "quantity", "tag"]
        );
        assert_eq!(
            (&ack["price"], &ack["quantity"], &ack["tag"]),
            (&json!(1500), &json!(10), &json!("t1"))
        );
        // A routed order tells of the other exchange, which got nothing.
        let other = placed["Success"].get("BSE").map(|other| &other["orderId"]);
        assert_eq!(other, (product == "SOR").then_some(&json!(0)));
        let number = ack["orderId"].as_u64().unwrap();
        assert_eq!(trade.order(number).await["product"], product);

        let modified = trade
            .send("PUT", &path, Some(change(number, json!({}))))
            .await
            .expect(200)
            .json();
        assert_eq!(modified["Success"]["NSE"]["price"], 1499.5);
        let row = trade.order(number).await;
        assert_eq!(
            (&row["orderQuantity"], &row["price"]),
            (&json!(12), &json!(1499.5))
        );
        assert_eq!(
            trade
                .fault("PUT", &path, Some(change(number, json!({}))))
                .await,
            999_113
        );

        let at = format!("{path}/{number}");
        let cancelled = trade.send("DELETE", &at, None).await.expect(200).json();
        let ack = &cancelled["Success"]["NSE"];
        assert_eq!((&ack["price"], &ack["quantity"]), (&json!(0), &json!(0)));
        let row = trade.order(number).await;
        assert_eq!(
            (&row["status"], &row["cancelledQuantity"]),
            (&json!("CAN"), &json!(12))
        );
        assert_eq!(trade.fault("DELETE", &at, None).await, 5055);
        assert_eq!(
            trade
                .fault("PUT", &path, Some(change(number, json!({"quantity": 9}))))
                .await,
            999_113
        );
    }
}

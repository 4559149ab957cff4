//! Orders, changes and cancellations that are refused.

use serde_json::json;

use super::order_kinds::change;
use crate::harness::sandbox;
use crate::trader::{Trade, new_order};

#[tokio::test]
async fn refusals_are_faults_inside_200() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    for (wrong, code) in [
        (json!({"instrumentToken": 5}), -22),
        (json!({"quantity": 0}), -22),
        (
            json!({"instrumentToken": 60001, "quantity": 49, "price": 1515}),
            -22,
        ),
        (json!({"disclosedQuantity": 11}), -22),
        (json!({"triggerPrice": 1510}), -22),
        (json!({"price": 100}), 1000),
        (json!({"quantity": 100_000}), 999_108),
    ] {
        let code_of = trade
            .fault(
                "POST",
                "/orders/1.0/order/normal",
                Some(new_order(wrong.clone())),
            )
            .await;
        assert_eq!(code_of, code, "{wrong}");
    }
    assert_eq!(trade.get("/reports/1.0/orders").await["success"], json!([]));
    let number = trade.place("order/normal", json!({})).await;
    for wrong in [
        json!({"price": 100}),
        json!({"quantity": 100_000}),
        json!({"quantity": 0}),
        json!({"orderId": "7"}),
    ] {
        let body = Some(change(number, wrong));
        assert_eq!(
            trade.fault("PUT", "/orders/1.0/orders", body).await,
            999_113
        );
    }
    let done = trade.place("order/normal", json!({"price": 0})).await;
    assert_eq!(
        trade
            .fault("DELETE", &format!("/orders/1.0/orders/{done}"), None)
            .await,
        5057
    );
    for id in ["7", "x"] {
        assert_eq!(
            trade
                .fault("DELETE", &format!("/orders/1.0/orders/{id}"), None)
                .await,
            -22
        );
    }
}

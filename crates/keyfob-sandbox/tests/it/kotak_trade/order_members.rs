//! The members each kind of order takes.

use serde_json::json;

use super::order_kinds::change;
use crate::harness::sandbox;
use crate::trader::{Trade, new_order};

#[tokio::test]
async fn each_kind_takes_its_own_members_and_orders() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    for (path, wrong) in [
        ("order/normal", json!({"product": "NORMAL"})),
        ("order/normal", json!({"tslo": {"spread": 1}})),
        ("order/normal", json!({"smartOrderRouting": "string"})),
        ("order/normal", json!({"unknown": 1})),
        ("order/normal", json!({"quantity": "10"})),
        ("order/normal", json!({"transactionType": "HOLD"})),
        ("order/normal", json!({"price": null})),
        ("order/normal", json!({"validity": "GTC"})),
        ("order/normal", json!({"variety": "ODD"})),
        ("order/supermultiple", json!({"validity": "IOC"})),
        ("order/supermultiple", json!({"triggerPrice": null})),
        ("order/sor", json!({"validity": "IOC"})),
        ("order/sor", json!({"variety": "AMO"})),
        ("orders", json!({"product": "MIS"})),
        ("orders", json!({"bracket": {"spread": 1}})),
    ] {
        let reply = trade
            .send(
                "POST",
                &format!("/orders/1.0/{path}"),
                Some(new_order(wrong.clone())),
            )
            .await;
        assert_eq!(reply.status, 400, "{path} {wrong}");
        assert!(reply.json()["fault"]["code"].is_i64());
    }
    let blocks = json!({"product": "TSLONEW", "tslonew": {"spread": 1.5, "trailingPrice": 0.5},
        "bracket": {"Spread": 1, "bookProfit": 2, "bookDisclosedQty": 0}, "gtc": {"closeDate": "x"},
        "ctd": {"ConvertQuantity": 1}, "cod": {"squareOffFlag": 1}, "smartOrderRouting": "string",
        "tag": null, "variety": null});
    let number = trade.place("orders", blocks).await;
    let row = trade.order(number).await;
    assert_eq!(
        (&row["product"], &row["tag"], &row["variety"]),
        (&json!("TSLONEW"), &json!(""), &json!("REGULAR"))
    );

    let mis = trade.place("order/mis", json!({})).await;
    assert_eq!(
        trade
            .fault("DELETE", &format!("/orders/1.0/order/mtf/{mis}"), None)
            .await,
        -22
    );
    assert_eq!(
        trade
            .fault("PUT", "/orders/1.0/order/mtf", Some(change(mis, json!({}))))
            .await,
        999_113
    );
    let missing = json!({"orderId": mis.to_string(), "quantity": 12});
    assert_eq!(
        trade
            .send("PUT", "/orders/1.0/order/mis", Some(missing))
            .await
            .status,
        400
    );
    let wrong = change(mis, json!({"tslo": {"orderIndicator": 1}}));
    assert_eq!(
        trade
            .send("PUT", "/orders/1.0/order/mis", Some(wrong))
            .await
            .status,
        400
    );
    // The generic path touches every kind, and takes two members more.
    let generic = change(mis, json!({"product": "MIS", "variety": "REGULAR"}));
    trade
        .send("PUT", "/orders/1.0/orders", Some(generic))
        .await
        .expect(200);
    trade
        .send("DELETE", &format!("/orders/1.0/orders/{mis}"), None)
        .await
        .expect(200);
    // Routed orders need no validity.
    let sor = trade.place("order/sor", json!({})).await;
    let bare = json!({"orderId": sor.to_string(), "price": 1400});
    trade
        .send("PUT", "/orders/1.0/order/sor", Some(bare))
        .await
        .expect(200);
    let body = trade
        .send(
            "DELETE",
            &format!("/orders/1.0/order/sor/{sor}"),
            Some(json!({})),
        )
        .await;
    assert_eq!(body.status, 400);
}

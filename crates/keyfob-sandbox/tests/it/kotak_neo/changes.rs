//! Changes and cancellations of orders.

use serde_json::json;

use crate::harness::sandbox;
use crate::trader::{Neo, changed};

#[tokio::test]
async fn changes_and_cancellations_need_an_open_order() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let done = neo.place(json!({"pr": "1520"})).await;
    let gone = neo.place(json!({})).await;
    neo.call("order/cancel", &json!({"on": gone, "am": "NO"}))
        .await;
    for number in [done, gone] {
        assert_eq!(
            neo.call("order/cancel", &json!({"on": number})).await["stCode"],
            1021
        );
        let change = neo
            .call("order/vr/modify", &changed(&number, json!({"qt": "5"})))
            .await;
        assert_eq!(
            (&change["stat"], &change["stCode"]),
            (&json!("Not_Ok"), &json!(1021))
        );
    }
    for number in ["1", "x"] {
        let reply = neo.call("order/cancel", &json!({"on": number})).await;
        assert_eq!(reply["stat"], "please provide valid order number");
    }
    let open = neo.place(json!({})).await;
    for (wrong, code) in [
        (json!({}), 1007),
        (json!({"qt": "0"}), 1009),
        (json!({"pr": "100"}), 1009),
        (json!({"qt": "100000"}), 1004),
    ] {
        let change = neo
            .call("order/vr/modify", &changed(&open, wrong.clone()))
            .await;
        assert_eq!(change["stCode"], code, "{wrong}");
    }
    assert_eq!(neo.order(&open).await["qty"], 10);
    // A change can fill it, and turn it into another kind.
    let market = json!({"pt": "MKT", "pr": "0"});
    neo.call("order/vr/modify", &changed(&open, market)).await;
    let row = neo.order(&open).await;
    assert_eq!(
        (&row["prcTp"], &row["ordSt"]),
        (&json!("MKT"), &json!("complete"))
    );
}

#[tokio::test]
async fn a_change_keeps_what_is_filled() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo
        .place(json!({"ts": "THINCO-EQ", "pr": "250", "qt": "120"}))
        .await;
    for (quantity, code) in [("50", 1009), ("40", 1009), ("80", 200)] {
        let change = changed(&number, json!({"qt": quantity, "pr": "249"}));
        assert_eq!(neo.call("order/vr/modify", &change).await["stCode"], code);
    }
    let row = neo.order(&number).await;
    assert_eq!((&row["fldQty"], &row["unFldSz"]), (&json!(50), &json!(30)));
}

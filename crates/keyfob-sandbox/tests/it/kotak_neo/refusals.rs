//! Orders that are refused at once, or rejected in the book.

use serde_json::json;

use crate::harness::sandbox;
use crate::trader::{Neo, order};

#[tokio::test]
async fn refusals_have_the_vendors_codes() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    for (wrong, code) in [
        (json!({"es": "nyse"}), 1006),
        (json!({"ts": "NOBODY-EQ"}), 1007),
        (json!({"ts": "THINCO-EQ", "es": "bse_cm"}), 1007),
        (json!({"pc": "XXX"}), 1007),
        (json!({"pt": "2L"}), 1007),
        (json!({"tt": "Buy"}), 1007),
        (json!({"rt": "NEVER"}), 1007),
        (json!({"qt": "0"}), 1009),
        (json!({"qt": "-1"}), 1009),
        (json!({"qt": "one"}), 1009),
        (json!({"pr": "0.0", "pt": "MKT"}), 1009),
        (json!({"pr": "0"}), 1009),
        (json!({"pt": "SL", "tp": "0"}), 1009),
        (json!({"pt": "SL", "tp": "1510"}), 1009),
        (
            json!({"es": "nse_fo", "ts": "SANDBOXCO30JANFUT", "pc": "NRML", "pr": "1500", "qt": "49"}),
            1009,
        ),
    ] {
        assert_eq!(neo.refused(wrong.clone()).await, code, "{wrong}");
    }
    assert!(sandbox.exchange().orders().is_empty());
    for empty in [json!({"dq": ""}), json!({"pr": ""}), json!({"am": "MAYBE"})] {
        let reply = neo
            .post("order/rule/ms/place", &order(empty))
            .await
            .expect(400)
            .json();
        assert_eq!(reply["stCode"], 5202);
    }
}

#[tokio::test]
async fn an_order_without_the_money_for_it_is_acknowledged_and_rejected_in_the_book() {
    let sandbox = sandbox().await;
    let first = Neo::first(&sandbox).await;
    let newest = Neo::newest(&sandbox).await;
    for neo in [first, newest] {
        for dear in [
            json!({"qt": "100000"}),
            json!({"qt": "100000", "am": "YES"}),
        ] {
            let number = neo.place(dear).await;
            let row = neo.order(&number).await;
            assert_eq!(
                (&row["ordSt"], &row["fldQty"]),
                (&json!("rejected"), &json!(0))
            );
            assert_eq!(row["rejRsn"], "Insufficient margin");
        }
    }
    assert!(sandbox.exchange().trades().is_empty());
}

#[tokio::test]
async fn a_price_outside_the_band_is_rejected_in_the_book() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    for far in [
        json!({"pr": "1000"}),
        json!({"pr": "2000"}),
        json!({"pr": "1500", "tp": "1000", "pt": "SL"}),
    ] {
        let number = neo.place(far).await;
        let row = neo.order(&number).await;
        assert_eq!(
            (&row["ordSt"], &row["exOrdId"]),
            (&json!("rejected"), &json!("NA"))
        );
        assert!(row["rejRsn"].as_str().unwrap().contains("band"));
        let cancel = neo.call("order/cancel", &json!({"on": number})).await;
        assert_eq!(cancel["stCode"], 1021);
    }
}

//! What fills an order, at which price, and how much of it.

use keyfob_sandbox::exchange::{Decimal, State, demo};
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Neo;

#[tokio::test]
async fn a_crossing_order_is_filled_at_the_last_price_and_others_wait() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let crossing = neo.order(&neo.place(json!({"pr": "1520"})).await).await;
    assert_eq!(
        (&crossing["ordSt"], &crossing["avgPrc"]),
        (&json!("complete"), &json!("1510.75"))
    );
    let market = neo
        .order(&neo.place(json!({"pr": "0", "pt": "MKT", "tt": "S"})).await)
        .await;
    assert_eq!(
        (&market["ordSt"], &market["avgPrc"]),
        (&json!("complete"), &json!("1510.75"))
    );

    let waiting = neo.place(json!({"pr": "1500"})).await;
    let row = neo.order(&waiting).await;
    assert_eq!(
        (&row["ordSt"], &row["unFldSz"]),
        (&json!("open"), &json!(10))
    );
    assert!(
        sandbox
            .exchange()
            .set_price(demo::SHARE, Decimal::new(150_005, 2))
    );
    assert_eq!(neo.order(&waiting).await["ordSt"], "open");
    sandbox.exchange().set_price(demo::SHARE, 1499);
    let row = neo.order(&waiting).await;
    assert_eq!(
        (&row["ordSt"], &row["avgPrc"]),
        (&json!("complete"), &json!("1499.00"))
    );

    let orders = sandbox.exchange().orders();
    assert_eq!(orders.len(), 3);
    assert!(orders.iter().all(|order| order.state == State::Complete));
    assert_eq!(sandbox.exchange().trades().len(), 3);
    assert!(!sandbox.exchange().set_price(7, Decimal::ZERO));
}

#[tokio::test]
async fn more_than_the_depth_is_filled_price_by_price() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let thin = json!({"ts": "THINCO-EQ", "pr": "250", "qt": "120"});
    let number = neo.place(thin.clone()).await;
    let row = neo.order(&number).await;
    assert_eq!(
        (&row["fldQty"], &row["unFldSz"], &row["ordSt"]),
        (&json!(50), &json!(70), &json!("open"))
    );
    sandbox.exchange().set_price(demo::THIN_SHARE, 240);
    sandbox.exchange().set_price(demo::THIN_SHARE, 249);
    let row = neo.order(&number).await;
    // (50 * 250 + 50 * 240 + 20 * 249) / 120
    assert_eq!(
        (&row["fldQty"], &row["avgPrc"]),
        (&json!(120), &json!("245.67"))
    );
    assert_eq!(row["ordSt"], "complete");
    let trades = neo.book("trades").await.expect(200).json();
    let sizes: Vec<_> = trades["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["fldQty"])
        .collect();
    assert_eq!(sizes, [50, 50, 20]);

    let mut at_once = thin;
    at_once["rt"] = json!("IOC");
    let row = neo.order(&neo.place(at_once).await).await;
    let told = (
        &row["ordSt"],
        &row["fldQty"],
        &row["cnlQty"],
        &row["unFldSz"],
    );
    assert_eq!(
        told,
        (&json!("cancelled"), &json!(50), &json!(70), &json!(0))
    );
}

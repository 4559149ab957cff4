//! The money that orders and options cost.

use keyfob_sandbox::exchange::{Decimal, demo};
use serde_json::{Value, json};

use crate::harness::sandbox;
use crate::trader::Neo;

/// Whether an order is taken, and then not for want of money.
async fn rejected(neo: &Neo, order: Value) -> bool {
    let number = neo.place(order).await;
    neo.order(&number).await["rejRsn"] == "Insufficient margin"
}

#[tokio::test]
async fn money_is_blocked_and_freed() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", 20_000);
    let free = || exchange.available("SBX42");
    let first = neo.place(json!({})).await;
    assert_eq!(free(), Decimal::from(5_000));
    assert!(rejected(&neo, json!({})).await);
    // Intraday costs a fifth.
    let second = neo.place(json!({"pc": "MIS"})).await;
    assert_eq!(free(), Decimal::from(2_000));
    // A rejected order blocks nothing.
    neo.place(json!({"pr": "1000", "qt": "1"})).await;
    assert_eq!(free(), Decimal::from(2_000));
    // A change costs the difference only.
    let change = json!({"no": first, "pr": "1500", "pt": "L", "qt": "11", "vd": "DAY", "tp": "0",
        "dq": "0", "mp": "0", "am": "NO"});
    let changed = neo.call("order/vr/modify", &change).await;
    assert_eq!(
        (&changed["stat"], free()),
        (&json!("Ok"), Decimal::from(500))
    );
    for number in [first, second] {
        neo.call("order/cancel", &json!({"on": number, "am": "NO"}))
            .await;
    }
    assert_eq!(free(), Decimal::from(20_000));

    neo.place(json!({"pr": "0", "pt": "MKT"})).await;
    assert_eq!(free(), Decimal::new(2_000_000 - 1_510_750, 2));
    // Selling what is there costs nothing, and what it brings stays.
    exchange.set_price(demo::SHARE, 1520);
    neo.place(json!({"pr": "0", "pt": "MKT", "tt": "S"})).await;
    assert_eq!(free(), Decimal::new(2_000_000 + 9_250, 2));
    assert!(rejected(&neo, json!({"tt": "S", "qt": "20"})).await);
}

#[tokio::test]
async fn options_cost_their_premium_when_bought_and_more_when_sold() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", 20_000);
    let call = json!({"es": "nse_fo", "ts": "SANDBOXCO30JAN1500CE", "pc": "NRML", "qt": "50", "pr": "42.50"});
    neo.place(call.clone()).await;
    assert_eq!(
        exchange.available("SBX42"),
        Decimal::new(2_000_000 - 212_500, 2)
    );
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", 20_000);
    let mut sold = call;
    sold["tt"] = json!("S");
    neo.place(sold.clone()).await;
    assert_eq!(exchange.available("SBX42"), Decimal::from(20_000 - 15_000));
    assert!(rejected(&neo, sold).await);
}

//! The switches of tests.

use keyfob_sandbox::exchange::{Decimal, Instrument, Segment, demo};
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::Neo;

#[tokio::test]
async fn tests_can_list_instruments_and_fill_accounts() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    exchange.list(Instrument::share(
        77,
        Segment::NseCash,
        "NEWCO",
        Decimal::from(10),
    ));
    neo.place(json!({"ts": "NEWCO-EQ", "pr": "10", "qt": "3"}))
        .await;
    assert_eq!(
        exchange.instrument(77).unwrap().band,
        (Decimal::from(9), Decimal::from(11))
    );

    exchange.clear("SBX42");
    for book in ["orders", "trades", "positions"] {
        assert_eq!(neo.book(book).await.expect(200).json()["stCode"], 5203);
    }
    assert_eq!(neo.holdings().await.expect(200).json()["stCode"], 5203);
    exchange.hold("SBX42", 77, 5, 8);
    exchange.carry("SBX42", demo::PUT, "NRML", -50, 31);
    assert_eq!(neo.holdings().await.json()["data"][0]["holdingCost"], 40);
    let position = neo.book("positions").await.json()["data"][0].clone();
    assert_eq!(
        (&position["cfSellQty"], &position["cfSellAmt"]),
        (&json!("50"), &json!("1550.00"))
    );
}

#[tokio::test]
async fn numbers_are_never_given_twice() {
    let sandbox = sandbox().await;
    let exchange = sandbox.exchange();
    let neo = Neo::newest(&sandbox).await;
    neo.place(json!({"pr": "1520"})).await;
    let before = exchange.trades()[0].id;
    exchange.clear("SBX42");
    exchange.set_cash("SBX42", 20_000);
    neo.place(json!({"pr": "0", "pt": "MKT"})).await;
    assert_eq!(exchange.trades()[0].id, before + 1);
}

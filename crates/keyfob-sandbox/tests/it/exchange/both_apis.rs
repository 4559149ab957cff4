//! One exchange behind both Kotak APIs.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use crate::harness::sandbox;
use crate::trader::{Neo, Trade};

#[tokio::test]
async fn both_apis_share_prices_and_keep_accounts_apart() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let trade = Trade::logged_in(&sandbox).await;
    let bid = trade.place("order/normal", json!({})).await;
    let number = neo.place(json!({})).await;
    sandbox.exchange().set_price(demo::SHARE, 1500);
    assert_eq!(trade.order(bid).await["status"], "TRAD");
    assert_eq!(neo.order(&number).await["ordSt"], "complete");
    assert_eq!(
        neo.book("orders").await.json()["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let theirs = trade.get(&format!("/reports/1.0/orders/{number}")).await;
    assert_eq!(theirs["success"], json!([]));
    let owners: Vec<_> = sandbox
        .exchange()
        .orders()
        .into_iter()
        .map(|order| order.owner)
        .collect();
    assert_eq!(owners, ["SBXTRADE01", "SBX42"]);
}

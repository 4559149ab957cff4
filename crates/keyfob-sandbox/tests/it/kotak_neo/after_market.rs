//! After-market orders have states of their own until they come to the market.

use keyfob_sandbox::exchange::demo;
use serde_json::{Value, json};

use crate::harness::sandbox;
use crate::trader::{Neo, changed};

async fn state(neo: &Neo, number: &str) -> Value {
    neo.order(number).await["ordSt"].clone()
}

#[tokio::test]
async fn changed_and_cancelled_after_market_orders_say_so() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"am": "YES"})).await;
    assert_eq!(
        state(&neo, &number).await,
        "after market order req received"
    );
    let change = changed(&number, json!({"qt": "5", "am": "YES"}));
    neo.call("order/vr/modify", &change).await;
    assert_eq!(
        state(&neo, &number).await,
        "modify after market order req received"
    );
    neo.call("order/cancel", &json!({"on": number, "am": "YES"}))
        .await;
    assert_eq!(state(&neo, &number).await, "cancelled after market order");
    let asked = json!({"nOrdNo": number});
    let history = neo.call("order/history", &asked).await["data"].clone();
    let told: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|row| row["ordSt"].as_str().unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "put order req received",
            "after market order req received",
            "modified",
            "modify after market order req received",
            "cancelled after market order",
        ]
    );
}

#[tokio::test]
async fn once_at_the_market_they_are_orders_like_others() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"am": "YES"})).await;
    let change = changed(&number, json!({"qt": "5", "am": "YES"}));
    neo.call("order/vr/modify", &change).await;
    sandbox.exchange().set_price(demo::SHARE, 1505);
    assert_eq!(state(&neo, &number).await, "open");
    neo.call("order/cancel", &json!({"on": number, "am": "NO"}))
        .await;
    assert_eq!(state(&neo, &number).await, "cancelled");
}

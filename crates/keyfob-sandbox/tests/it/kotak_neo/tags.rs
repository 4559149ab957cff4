//! Tags of orders: how often they are taken, and what becomes of them in the books.

use keyfob_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::harness::{now, sandbox};
use crate::trader::{Neo, changed, order};

const G2: [&str; 3] = ["/apim/orders/2.0", "/apim/order/2.0", "/apim/portfolio/2.0"];

async fn label(neo: &Neo, number: &str) -> String {
    let label = neo.order(number).await["GuiOrdId"].clone();
    label.as_str().unwrap().to_owned()
}

/// Whether these are seconds of a moment just now.
fn seconds(sandbox: &Sandbox, text: &str) -> bool {
    text.parse::<u64>()
        .is_ok_and(|at| (now(sandbox) - 60..=now(sandbox)).contains(&at))
}

#[tokio::test]
async fn a_tag_that_was_used_is_refused_with_the_reason_in_stat() {
    let sandbox = sandbox().await;
    let newest = Neo::newest(&sandbox).await;
    let number = newest.place(json!({"ig": "mine"})).await;
    assert_eq!(label(&newest, &number).await, "mine");
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let second = Neo::second(&sandbox, G2).await;
    for neo in [&newest, &second] {
        let again = order(json!({"ig": "mine"}));
        let again = neo.post("order/rule/ms/place", &again).await;
        let stat = "Put Order Response : Client OrderID already exists Data: 0";
        assert_eq!(
            again.expect(400).json(),
            json!({"stCode": 32, "errMsg": "error from core", "stat": stat})
        );
    }
    let first = Neo::first(&sandbox).await;
    assert_eq!(first.refused(json!({"ig": "mine"})).await, 5204);
    assert_eq!(sandbox.exchange().orders().len(), 1);
    // An empty one is none.
    newest.place(json!({"ig": ""})).await;
    newest.place(json!({"ig": ""})).await;
}

#[tokio::test]
async fn a_cancellation_lengthens_the_tag_and_it_stays_used() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"ig": "mine"})).await;
    neo.call("order/cancel", &json!({"on": number, "am": "NO"}))
        .await;
    let after = label(&neo, &number).await;
    let (tag, at) = after.split_once('-').unwrap();
    assert!(tag == "mine" && seconds(&sandbox, at), "{after}");
    let again = order(json!({"ig": "mine"}));
    neo.post("order/rule/ms/place", &again).await.expect(400);
    // What is taken back by itself keeps its tag.
    let number = neo.place(json!({"ig": "now", "rt": "IOC"})).await;
    assert_eq!(neo.order(&number).await["ordSt"], "cancelled");
    assert_eq!(label(&neo, &number).await, "now");
}

#[tokio::test]
async fn a_change_puts_another_label_in_the_tags_place() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"ig": "mine"})).await;
    let change = changed(&number, json!({"qt": "5"}));
    neo.call("order/vr/modify", &change).await;
    let after = label(&neo, &number).await;
    let parts: Vec<_> = after.split('-').collect();
    let [at, digits, "****", "ADMINAPI"] = parts[..] else {
        panic!("{after}")
    };
    assert!(seconds(&sandbox, at) && digits.len() == 6, "{after}");
    let asked = json!({"nOrdNo": number});
    let history = neo.call("order/history", &asked).await["data"].clone();
    let labels: Vec<&Value> = history
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|row| &row["GuiOrdId"])
        .collect();
    assert_eq!(labels[..2], [&json!("mine"), &json!("mine")]);
    assert_eq!(labels[labels.len() - 1], &json!(after));
    // Filled, it shows in the trades as in the orders.
    let market = changed(&number, json!({"qt": "5", "pt": "MKT", "pr": "0"}));
    neo.call("order/vr/modify", &market).await;
    let trades = neo.book("trades").await.expect(200).json();
    assert_eq!(trades["data"][0]["GuiOrdId"], label(&neo, &number).await);
}

//! What the generations of the API share, and where they differ.

use keyfob_sandbox::exchange::demo;
use serde_json::json;

use super::books::row;
use crate::harness::{keys, sandbox};
use crate::trader::{Neo, asked, changed, order};

const G2: [&str; 3] = ["/apim/orders/2.0", "/apim/order/2.0", "/apim/portfolio/2.0"];
const UAT: [&str; 3] = ["/orderapi/1.0", "/orderapi/1.0", "/portfolio/1.0"];
const NAPI: [&str; 3] = ["/Orders/2.0", "/Orders/2.0", "/Portfolio/1.0"];

#[tokio::test]
async fn every_environment_has_every_call() {
    for prefixes in [None, Some(G2), Some(UAT), Some(NAPI)] {
        let sandbox = sandbox().await;
        let neo = match prefixes {
            None => Neo::newest(&sandbox).await,
            Some(prefixes) => Neo::second(&sandbox, prefixes).await,
        };
        let number = neo.place(json!({})).await;
        let change = changed(&number, json!({"qt": "12", "pr": "1501"}));
        assert_eq!(neo.call("order/vr/modify", &change).await["nOrdNo"], number);
        let row = neo.order(&number).await;
        assert_eq!((&row["qty"], &row["prc"]), (&json!(12), &json!("1501.00")));
        let cancel = json!({"on": number, "am": "NO"});
        assert_eq!(neo.call("order/cancel", &cancel).await["nOrdNo"], number);
        assert_eq!(neo.order(&number).await["ordSt"], "cancelled");
        let history = neo.call("order/history", &json!({"nOrdNo": number})).await;
        let states: Vec<_> = history["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["ordSt"])
            .collect();
        assert_eq!(
            states,
            [
                "cancelled",
                "open",
                "modified",
                "open",
                "put order req received"
            ]
        );
        neo.place(json!({"pr": "1510.75"})).await;
        assert_eq!(neo.book("trades").await.expect(200).json()["stat"], "ok");
        neo.book("positions").await.expect(200);
        neo.holdings().await.expect(200);
        let all = json!({"seg": "ALL", "exch": "ALL", "prod": "ALL"});
        assert_eq!(neo.call("user/limits", &all).await["stat"], "Ok");
        assert_eq!(
            neo.call("user/check-margin", &asked(json!({}))).await["stat"],
            "Ok"
        );
        for exit in ["co", "bo"] {
            let reply = neo.post(&format!("order/{exit}/exit"), &cancel).await;
            // The vendor's tests have no exits.
            assert_eq!(reply.status, if neo.orders == UAT[0] { 404 } else { 200 });
        }
    }
}

#[tokio::test]
async fn each_generation_asks_for_its_own_headers() {
    let sandbox = sandbox().await;
    let newest = Neo::newest(&sandbox).await;
    let place = |neo: Neo| async move {
        neo.post("order/rule/ms/place", &order(json!({})))
            .await
            .status
    };
    assert_eq!(place(newest.without("neo-fin-key")).await, 200);
    assert_eq!(place(newest.without("Authorization")).await, 400);
    newest
        .without("Authorization")
        .book("orders")
        .await
        .expect(200);
    let exit = json!({"on": "1"});
    let exits = newest
        .without("neo-fin-key")
        .post("order/co/exit", &exit)
        .await;
    assert_eq!(exits.status, 400);
    for header in ["sid", "Auth"] {
        newest.without(header).book("orders").await.expect(400);
    }
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let second = Neo::second(&sandbox, G2).await;
    assert_eq!(place(second.without("neo-fin-key")).await, 400);
    second.without("neo-fin-key").holdings().await.expect(200);
    second
        .get_at("/apim/orders/2.0/quick/user/orders")
        .await
        .expect(400);
    // A session is good for its own generation's paths only.
    second.get_at("/quick/user/orders").await.expect(403);
}

#[tokio::test]
async fn the_first_generation_has_shorter_rows_and_trace_ids() {
    let sandbox = sandbox().await;
    let first = Neo::first(&sandbox).await;
    let empty = first.book("orders").await.expect(200).json();
    assert_eq!(
        empty,
        json!({"stat": "Not_Ok", "stCode": 5203, "errMsg": "No Data"})
    );
    let placed = first
        .call("order/rule/ms/place", &order(json!({"pr": "1520"})))
        .await;
    assert!(placed["tid"].as_str().unwrap().starts_with("server1_"));
    let old = row(first.book("orders").await);
    assert_eq!((&old["stat"], old.get("updRecvTm")), (&json!("Ok"), None));
    assert_eq!(row(first.book("trades").await)["tok"], "1001");
    assert_eq!(row(first.holdings().await)["isAlternateScrip"], "false");

    let newest = Neo::newest(&sandbox).await;
    let new = row(newest.book("orders").await);
    assert_eq!(new["stat"], "complete");
    assert_eq!(keys(&new).len(), keys(&old).len() + 9);
    assert_eq!(row(newest.book("trades").await)["tok"], "");
    assert_eq!(row(newest.holdings().await)["isAlternateScrip"], "");
    let all = json!({"seg": "ALL", "exch": "ALL", "prod": "ALL"});
    assert!(newest.call("user/limits", &all).await.get("tid").is_none());
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let second = Neo::second(&sandbox, G2).await;
    assert_eq!(row(second.holdings().await)["isAlternateScrip"], false);
    sandbox.exchange().set_price(demo::SHARE, 1);
    assert_eq!(row(second.holdings().await)["mktValue"], 35);
}

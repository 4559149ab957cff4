//! Prices, liquidity and portfolios.

use serde_json::{Value, json};

use super::controlled;
use crate::harness::get;
use crate::trader::Neo;

#[tokio::test]
async fn a_price_fills_as_much_as_the_depth_that_comes_with_it() {
    let (sandbox, port) = controlled().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"qt": "5", "pr": "1500"})).await;
    assert_eq!(neo.order(&number).await["fldQty"], 0);
    let change = json!({"price": "1499.95", "depth": 2});
    let changed = port.call("PATCH", "/instruments/1001", change).await;
    let changed = changed.expect(200).json();
    assert_eq!(
        (&changed["last"], &changed["depth"]),
        (&json!("1499.95"), &json!(2))
    );
    assert_eq!(neo.order(&number).await["fldQty"], 2);
    assert_eq!(port.get("/instruments/1001").await, changed);
    assert!(
        port.get("/instruments")
            .await
            .as_array()
            .unwrap()
            .contains(&changed)
    );
    for wrong in [
        json!({"price": 1499.95}),
        json!({"price": "1.234"}),
        json!({"price": "-1"}),
        json!({"depth": -1}),
        json!({"prize": "1"}),
    ] {
        let reply = port.call("PATCH", "/instruments/1001", wrong.clone()).await;
        assert_eq!(reply.status, 422, "{wrong}: {}", reply.text);
    }
    for unknown in ["7", "SANDBOXCO"] {
        let path = format!("/instruments/{unknown}");
        port.call("PATCH", &path, json!({"depth": 1}))
            .await
            .expect(404);
    }
    assert_eq!(port.get("/instruments/1001").await, changed);
}

#[tokio::test]
async fn an_index_is_quoted_by_what_was_set() {
    let (sandbox, port) = controlled().await;
    let index = json!({"segment": "nse_cm", "name": "Sandbox 5", "last": "5.25"});
    port.call("PUT", "/indices", index).await.expect(204);
    let token = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    let url = sandbox.url();
    let url = format!("{url}/script-details/1.0/quotes/neosymbol/nse_cm%7CSandbox%205/ltp");
    let quote = get(&url, &[("Authorization", &token)]).await.expect(200);
    assert!(quote.text.contains("5.25"), "{}", quote.text);
}

#[tokio::test]
async fn a_portfolio_is_what_the_vendors_show_and_orders_are_read_back() {
    let (sandbox, port) = controlled().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"qt": "5", "pr": "1500"})).await;
    let order = port.get("/orders").await[0].clone();
    assert_eq!(
        (&order["number"], &order["state"], &order["price"]),
        (&json!(number), &json!("open"), &json!("1500.00"))
    );
    let price = json!({"price": "1499.95"});
    port.call("PATCH", "/instruments/1001", price)
        .await
        .expect(200);
    let trade = port.get("/trades").await[0].clone();
    assert_eq!(
        (&trade["order"], &trade["price"]),
        (&json!(number), &json!("1499.95"))
    );

    let set = |portfolio: Value| port.call("PUT", "/portfolios/SBX42", portfolio);
    let holding = |token: u64| json!([{"token": token, "quantity": 10, "average": "950.00"}]);
    for wrong in [
        json!({"holdings": holding(7)}),
        json!({"cash": "1.234"}),
        json!({"cash": 5}),
        json!({"money": "5"}),
        json!({"holdings": [{"token": 1001, "quantity": -1, "average": "1"}]}),
        json!({"holdings": [{"token": 1001, "quantity": i64::MAX, "average": "1"}]}),
        json!({"positions": [{"token": 60001, "product": "NRLM", "quantity": 5, "price": "1"}]}),
        json!({"positions": [{"token": 60001, "product": "NRML", "quantity": i64::MIN, "price": "1"}]}),
        json!({"positions": [{"token": 7, "product": "NRML", "quantity": 5, "price": "1"}]}),
    ] {
        set(wrong).await.expect(422);
        assert_eq!(port.get("/orders").await.as_array().unwrap().len(), 1);
    }
    set(json!({"cash": "250000.5", "holdings": holding(1001)}))
        .await
        .expect(204);
    assert_eq!(port.get("/orders").await, json!([]));
    assert_eq!(
        sandbox.exchange().available("SBX42").to_string(),
        "250000.5"
    );
    let holdings = neo.holdings().await.expect(200).json();
    assert_eq!(holdings["data"][0]["quantity"], 10);
}

#[tokio::test]
async fn only_an_account_that_a_vendor_has_gets_a_portfolio() {
    let (sandbox, port) = controlled().await;
    let trade = sandbox.accounts().kotak_trade[0].user_id.clone();
    let set = |account: &str, product: &str| {
        let position = json!({"token": 60001, "product": product, "quantity": -50, "price": "1"});
        let portfolio = json!({"cash": "7", "positions": [position]});
        let path = format!("/portfolios/{account}");
        let port = &port;
        async move { port.call("PUT", &path, portfolio).await }
    };
    for unknown in ["SBX43", "sbx42", &sandbox.accounts().quatrix[0].email] {
        let refused = set(unknown, "NRML").await.expect(404).json();
        assert_eq!(refused["error"]["kind"], "not_found", "{unknown}");
    }
    set("SBX42", "NRML").await.expect(204);
    for product in ["NORMAL", "MIS"] {
        set(&trade, product).await.expect(204);
    }
}

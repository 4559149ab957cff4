//! The session every call of trading needs.

use serde_json::json;

use super::order_kinds::{KINDS, change};
use crate::harness::sandbox;
use crate::trader::{Trade, new_order};

#[tokio::test]
async fn trading_needs_a_session() {
    let sandbox = sandbox().await;
    let mut trade = Trade::logged_in(&sandbox).await;
    trade.headers.last_mut().unwrap().1 = "dead".into();
    for path in [
        "/positions/1.0/positions",
        "/positions/1.0/positions/open",
        "/positions/1.0/positions/stocks",
        "/reports/1.0/orders",
        "/reports/1.0/orders/1",
        "/reports/1.0/orders/1/Y",
        "/reports/1.0/trades",
        "/reports/1.0/trades/1",
        "/reports/1.0/trades/1/N",
        "/margin/1.0/margin",
    ] {
        trade.send("GET", path, None).await.expect(403);
    }
    for (kind, _) in KINDS {
        let path = format!("/orders/1.0/{kind}");
        trade
            .send("POST", &path, Some(new_order(json!({}))))
            .await
            .expect(403);
        trade
            .send("PUT", &path, Some(change(1, json!({}))))
            .await
            .expect(403);
        trade
            .send("DELETE", &format!("{path}/1"), None)
            .await
            .expect(403);
    }
    trade
        .send("POST", "/margin/1.0/margin/required", Some(json!({})))
        .await
        .expect(403);
    trade.headers.pop();
    trade
        .send("GET", "/margin/1.0/margin", None)
        .await
        .expect(400);
}

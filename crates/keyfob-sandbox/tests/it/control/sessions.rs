//! Sessions by the control port.

use serde_json::json;

use super::controlled;
use crate::trader::Trade;

#[tokio::test]
async fn sessions_are_counted_and_ended() {
    let (sandbox, port) = controlled().await;
    let trade = Trade::logged_in(&sandbox).await;
    let counts = port.get("/sessions").await;
    assert_eq!(counts["kotak_trade"], json!({"open": 1, "logins": 1}));
    assert_eq!(counts["quatrix"], json!({"open": 0, "logins": 0}));
    let end = |vendor: &str| port.call("POST", "/sessions/end", json!({ "vendor": vendor }));
    for (vendor, ended) in [("quatrix", 0), ("kotak-neo", 0), ("kotak-trade", 1)] {
        let answer = end(vendor).await.expect(200).json();
        assert_eq!(answer, json!({ "ended": ended }), "{vendor}");
    }
    end("other").await.expect(422);
    trade
        .send("GET", "/positions/1.0/positions", None)
        .await
        .expect(403);
    let counts = port.get("/sessions").await;
    assert_eq!(counts["kotak_trade"], json!({"open": 0, "logins": 1}));
}

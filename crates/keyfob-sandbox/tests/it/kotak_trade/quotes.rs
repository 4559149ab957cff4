//! Quotes in their four forms.

use keyfob_sandbox::exchange::demo;
use serde_json::{Value, json};

use crate::harness::sandbox;
use crate::trader::Trade;

#[tokio::test]
async fn quotes_come_in_four_forms() {
    let sandbox = sandbox().await;
    let mut trade = Trade::logged_in(&sandbox).await;
    sandbox.exchange().set_price(demo::SHARE, 1520);
    for sessions in [true, false] {
        let full = trade.get("/quotes/v1.0/instruments/1001-60011").await["success"].clone();
        assert_eq!(
            (&full[0]["ltp"], &full[1]["stk_strike_price"]),
            (&json!("1520.0000"), &json!("1500.00"))
        );
        assert!(full[0].as_object().unwrap().values().all(Value::is_string));
        let ltp = trade.get("/quotes/v1.0/ltp/instruments/1001").await["success"].clone();
        assert_eq!(ltp[0]["lastPrice"], "1520.00");
        let ohlc = trade.get("/quotes/v1.0/ohlc/instruments/1001").await["success"].clone();
        assert_eq!(
            (&ohlc[0]["high"], &ohlc[0]["low"]),
            (&json!("1520.00"), &json!("1505.25"))
        );
        let depth =
            trade.get("/quotes/v1.0/depth/instruments/1001").await["success"]["depth"].clone();
        assert_eq!(
            (&depth[0]["buy"][0]["price"], &depth[0]["sell"][4]["price"]),
            (&json!("1519.95"), &json!("1520.25"))
        );
        for wrong in ["9", "1001-", "x"] {
            assert_eq!(
                trade
                    .fault(
                        "GET",
                        &format!("/quotes/v1.0/ltp/instruments/{wrong}"),
                        None
                    )
                    .await,
                -22
            );
        }
        // They are given without a session, but not with a dead one.
        if sessions {
            trade.headers.pop();
        }
    }
    trade.headers.push(("sessionToken".into(), "dead".into()));
    trade
        .send("GET", "/quotes/v1.0/ltp/instruments/1001", None)
        .await
        .expect(403);
}

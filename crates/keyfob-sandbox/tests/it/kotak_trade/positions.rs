//! Positions, stocks and money.

use keyfob_sandbox::exchange::{Decimal, demo};
use serde_json::json;

use crate::harness::{keys, sandbox};
use crate::trader::Trade;

#[tokio::test]
async fn positions_stocks_and_money_agree_with_the_trades() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    trade.place("order/mis", json!({"price": 0})).await;
    sandbox.exchange().set_price(demo::SHARE, 1520);
    trade
        .place(
            "order/mis",
            json!({"price": 0, "transactionType": "SELL", "quantity": 4}),
        )
        .await;

    let rows = trade.get("/positions/1.0/positions/todays").await["Success"].clone();
    assert_eq!(keys(&rows[1]).len(), 45);
    assert_eq!(
        (&rows[1]["buyTradedQtyLot"], &rows[1]["sellTradedQtyLot"]),
        (&json!(10), &json!(4))
    );
    assert_eq!(
        (&rows[1]["buyTrdAvg"], &rows[1]["netTrdQtyLot"]),
        (&json!(1510.75), &json!(6))
    );
    assert_eq!(
        (&rows[1]["realizedPL"], &rows[1]["sellTradedVal"]),
        (&json!(37), &json!(6080))
    );
    let open = trade.get("/positions/1.0/positions/open").await["Success"].clone();
    assert_eq!(
        (&open[1]["buyOpenQtyLot"], &open[1]["actualMTM"]),
        (&json!(6), &json!(55.5))
    );
    let bare = trade.get("/positions/1.0/positions").await["Success"].clone();
    assert_eq!(
        (&bare[1]["quantity"], &bare[1]["price"]),
        (&json!(6), &json!(1510.75))
    );
    let stocks = trade.get("/positions/1.0/positions/stocks").await["Success"].clone();
    assert_eq!(
        (&stocks[0]["holdStock"], &stocks[0]["securityValuation"]),
        (&json!(35), &json!(53_200))
    );

    let cash = trade.get("/margin/1.0/margin").await["Success"]["equity"][0]["cash"].clone();
    // A fifth of the future's 75262.50 and of six shares at 1510.75.
    assert_eq!(cash["marginUtilised"], 16_865.4);
    assert_eq!(
        (&cash["realizedPL"], &cash["marginAvailable"]),
        (&json!(37), &json!(983_171.6))
    );
    assert_eq!(
        sandbox.exchange().available("SBXTRADE01"),
        Decimal::new(98_317_160, 2)
    );

    trade
        .place(
            "order/mis",
            json!({"price": 0, "transactionType": "SELL", "quantity": 6}),
        )
        .await;
    assert_eq!(
        trade.get("/positions/1.0/positions/open").await["Success"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        trade.get("/positions/1.0/positions/todays").await["Success"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

//! Candles, option chains and expiries.

use serde_json::{Value, json};

use crate::harness::{get, sandbox};

#[tokio::test]
async fn candles_chains_and_expiries() {
    let sandbox = sandbox().await;
    let token = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    let base = format!("{}/market-data/1.0", sandbox.kotak_neo_url());
    let ask = async |tail: &str| get(&format!("{base}/{tail}"), &[("Authorization", &token)]).await;
    let of = "exchange=nse_fo&underlying=SANDBOXCO";
    let expiries = ask(&format!("watchlist/expiries?{of}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        expiries,
        json!({"exchange": "nse_fo", "underlying": "SANDBOXCO", "expiries": ["2030-01-31"]})
    );
    let chain = ask(&format!("watchlist/option-chain?{of}&expiry=2030-01-31"))
        .await
        .expect(200)
        .json();
    let names = |rows: &Value| {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["instrument"]["symbol"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&chain["data"]["call"]), ["SANDBOXCO30JAN1500CE"]);
    assert_eq!(names(&chain["data"]["put"]), ["SANDBOXCO30JAN1500PE"]);
    let futures = ask(&format!(
        "watchlist/option-chain?{of}&instrument_type=FUT&count=1"
    ))
    .await
    .expect(200)
    .json();
    assert_eq!(
        futures["data"]["fut"][0]["inst"]["neoSymbol"],
        "nse_fo|60001"
    );
    ask("watchlist/option-chain?exchange=nse_fo&underlying=NOBODY")
        .await
        .expect(400);

    let span = "neosymbol=nse_cm%7C1001&fromdate=2026-01-01&todate=2026-01-05";
    let candles = ask(&format!("historical/details?{span}&interval=D"))
        .await
        .expect(200)
        .json();
    let candle = &candles["data"]["candles"][0];
    assert_eq!(
        (&candle[1], &candle[4], candle.as_array().unwrap().len()),
        (&json!(1505.25), &json!(1510.75), 7)
    );
    let wrong = ask(&format!("historical/details?{span}&interval=2min"))
        .await
        .expect(400)
        .json();
    assert_eq!(wrong["fault"]["message"], "Invalid interval value");
    ask("historical/details?interval=D").await.expect(400);
    get(
        &format!("{base}/watchlist/expiries?{of}"),
        &[("Authorization", "x")],
    )
    .await
    .expect(401);
}

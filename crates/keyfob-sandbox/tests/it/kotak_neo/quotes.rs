//! Quotes, a filter at a time.

use keyfob_sandbox::exchange::{Decimal, Segment, demo};
use serde_json::json;

use crate::harness::{get, keys, sandbox};
use crate::trader::{Neo, gateway_token};

#[tokio::test]
async fn quotes_need_a_token_and_no_login() {
    let sandbox = sandbox().await;
    let gateway = gateway_token(&sandbox).await;
    let dashboard = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::new(152_060, 2));
    for (prefix, token) in [
        ("/apim/quotes/1.0", &gateway),
        ("/apim/quotes/2.0", &gateway),
        ("/script-details/1.0", &dashboard),
    ] {
        let base = format!("{}{prefix}/quotes/neosymbol", sandbox.kotak_neo_url());
        let ask =
            async |tail: &str| get(&format!("{base}/{tail}"), &[("Authorization", token)]).await;
        let all = ask("nse_cm%7C1001%2Cnse_fo%7C60001/all")
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&all[0]["ltp"], &all[1]["exchange"]),
            (&json!("1520.6000"), &json!("nse_fo"))
        );
        assert_eq!(keys(&all[0]).len(), 19);
        assert_eq!(all[0]["depth"]["buy"].as_array().unwrap().len(), 5);
        assert_eq!(
            (&all[0]["change"], &all[0]["ohlc"]["high"]),
            (&json!("15.3500"), &json!("1520.6000"))
        );
        let ltp = ask("nse_cm|1001,bse_cm|501001/ltp")
            .await
            .expect(200)
            .json();
        assert_eq!(
            keys(&ltp[1]),
            [
                "display_symbol",
                "exchange",
                "exchange_token",
                "lstup_time",
                "ltp"
            ]
        );
        for (part, member) in [
            ("depth", "depth"),
            ("market_depth", "depth"),
            ("ohlc", "ohlc"),
            ("oi", "open_int"),
            ("52w", "year_high"),
            ("52W", "year_low"),
            ("circuit_limits", "low_price_range"),
            ("scrip_details", "avg_cost"),
        ] {
            let one = ask(&format!("nse_cm|1001/{part}")).await.expect(200).json();
            assert!(
                one[0].get(member).is_some() && keys(&one[0]).len() < 19,
                "{part}"
            );
        }
        for wrong in [
            "nse_cm|9/ltp",
            "bse_cm|1001/ltp",
            "1001/ltp",
            "nse_cm|1001/everything",
        ] {
            assert_eq!(
                ask(wrong).await.expect(200).json()["stCode"],
                1009,
                "{wrong}"
            );
        }
        get(&format!("{base}/nse_cm|1001/ltp"), &[])
            .await
            .expect(400);
        get(
            &format!("{base}/nse_cm|1001/ltp"),
            &[("Authorization", "Bearer x")],
        )
        .await
        .expect(401);
    }
}

#[tokio::test]
async fn forty_nine_instruments_are_quoted_in_one_call_and_fifty_refused() {
    let sandbox = sandbox().await;
    let dashboard = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    let ask = async |count: usize| {
        let symbols = vec!["nse_cm%7C1001"; count].join("%2C");
        let path = format!("script-details/1.0/quotes/neosymbol/{symbols}/ltp");
        let url = format!("{}/{path}", sandbox.kotak_neo_url());
        get(&url, &[("Authorization", &dashboard)]).await
    };
    let quotes = ask(49).await.expect(200).json();
    assert_eq!(quotes.as_array().unwrap().len(), 49);
    let refused = ask(50).await.expect(400).json();
    assert_eq!(refused["fault"]["code"], "400");
    assert!(refused["fault"]["message"].is_string());
}

#[tokio::test]
async fn an_index_is_quoted_by_its_name_and_is_no_instrument() {
    let sandbox = sandbox().await;
    let dashboard = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    let exchange = sandbox.exchange();
    exchange.set_index(Segment::NseCash, "Nifty 50", 25_000);
    exchange.set_index(Segment::NseCash, "Sandbox 5", 5);
    let ask = async |tail: &str| {
        let path = format!("script-details/1.0/quotes/neosymbol/{tail}");
        let url = format!("{}/{path}", sandbox.kotak_neo_url());
        get(&url, &[("Authorization", &dashboard)])
            .await
            .expect(200)
            .json()
    };
    let quotes = ask("nse_cm%7CNifty%2050%2Cnse_cm%7CSandbox%205/all").await;
    assert_eq!(
        (&quotes[0]["exchange_token"], &quotes[0]["ltp"]),
        (&json!("Nifty 50"), &json!("25000.0000"))
    );
    assert_eq!(quotes[1]["ltp"], "5.0000");
    assert_eq!(keys(&quotes[0]).len(), 15);
    assert_eq!(ask("bse_cm%7CNifty%2050/ltp").await["stCode"], 1009);
    let neo = Neo::newest(&sandbox).await;
    assert_eq!(neo.refused(json!({"ts": "Nifty 50"})).await, 1007);
}

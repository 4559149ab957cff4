//! Quotes, the scrip master, candles, chains, and enrolment of Kotak Neo.

use keyfob_sandbox::exchange::{Money, demo};
use serde_json::{Value, json};

use crate::harness::{early_in_step, get, keys, post, sandbox};
use crate::trader::gateway_token;

#[tokio::test]
async fn quotes_need_a_token_and_no_login() {
    let sandbox = sandbox().await;
    let gateway = gateway_token(&sandbox).await;
    let dashboard = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::paise(152_060));
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
async fn the_scrip_master_leads_to_its_files() {
    let sandbox = sandbox().await;
    let url = sandbox.kotak_neo_url();
    let gateway = gateway_token(&sandbox).await;
    let dashboard = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    for (path, token) in [
        ("/Files/1.0/masterscrip/v1", &gateway),
        ("/Files/1.0/masterscrip/v2", &gateway),
        ("/apim/files/2.0/masterscrip/v1", &gateway),
        ("/scrip/1.0/masterscrip", &gateway),
        ("/script-details/1.0/masterscrip", &dashboard),
    ] {
        let paths = get(
            &format!("{url}{path}/file-paths"),
            &[("Authorization", token)],
        )
        .await;
        let data = paths.expect(200).json()["data"].clone();
        let files: Vec<_> = data["filesPaths"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file.as_str().unwrap())
            .collect();
        assert_eq!(files.len(), 3);
        assert!(
            files
                .iter()
                .all(|file| file.starts_with(data["baseFolder"].as_str().unwrap()))
        );
        let mut symbols = Vec::new();
        for file in files {
            let csv = get(file, &[]).await.expect(200);
            assert_eq!(csv.header("content-type"), "text/csv");
            let mut lines = csv.text.lines();
            let columns = lines.next().unwrap().split(',').map(str::trim);
            let columns: Vec<_> = columns.collect();
            assert_eq!(columns.len(), 78);
            for line in lines {
                let cells: Vec<_> = line.split(',').collect();
                assert_eq!(cells.len(), 78);
                let cell = |name| cells[columns.iter().position(|&column| column == name).unwrap()];
                symbols.push(cell("pTrdSymbol").to_owned());
                if cell("pSymbol") == "60011" {
                    assert_eq!(
                        (cell("dStrikePrice;"), cell("pOptionType")),
                        ("150000", "CE")
                    );
                    // 31 January 2030, less what clients add.
                    assert_eq!(cell("lExpiryDate"), "1580553000");
                }
            }
        }
        assert_eq!(symbols.len(), 6);
        assert!(symbols.contains(&"SANDBOXCO30JANFUT".to_owned()));
    }
    get(
        &format!("{url}/wso2-scripmaster/v1/prod/2026-01-05/transformed/no.csv"),
        &[],
    )
    .await
    .expect(404);
}

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

#[tokio::test]
async fn an_authenticator_is_set_up_and_taken_away() {
    let sandbox = sandbox().await;
    early_in_step(&sandbox).await;
    let account = sandbox.accounts().kotak_neo[0].clone();
    let token = gateway_token(&sandbox).await;
    for prefix in ["/apim/login/2.0", "/api/1.0"] {
        let base = format!("{}{prefix}/login/v6/totp", sandbox.kotak_neo_url());
        let ask = async |tail: &str, body| {
            post(
                &format!("{base}/{tail}"),
                &[("Authorization", &token)],
                body,
            )
            .await
        };
        let user =
            |ucc: &str| json!({"mobileNumber": account.mobile, "ucc": ucc, "sessionId": "otp"});
        ask("verify-user", user("OTHER")).await.expect(401);
        let session = ask("verify-user", user(&account.ucc))
            .await
            .expect(200)
            .json()["data"]["sessionID"]
            .clone();
        let register = |totp: String| json!({"sessionID": session, "totp": totp});
        ask("register", register("000000".into())).await.expect(401);
        let totp = sandbox.totp(&account.totp_secret).unwrap();
        ask("register", json!({"sessionID": "x", "totp": totp}))
            .await
            .expect(401);
        ask("register", register(totp)).await.expect(200);
        sandbox.clock().advance(std::time::Duration::from_secs(30));
        let again = sandbox.totp(&account.totp_secret).unwrap();
        ask("register", register(again)).await.expect(401);
    }
    let url = format!(
        "{}/apim/login/2.0/login/v6/totp/deregister",
        sandbox.kotak_neo_url()
    );
    let body = |mpin: &str| json!({"mpin": mpin, "ucc": account.ucc, "sessionId": "otp"});
    post(&url, &[("Authorization", &token)], body("000000"))
        .await
        .expect(401);
    post(&url, &[("Authorization", &token)], body(&account.mpin))
        .await
        .expect(200);
}

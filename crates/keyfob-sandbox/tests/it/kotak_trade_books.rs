//! Reports, positions, margin, quotes and the gateway token of Kotak Trade.

use keyfob_sandbox::exchange::{Money, demo};
use serde_json::{Value, json};

use crate::harness::{keys, request, sandbox, send};
use crate::trader::Trade;

#[tokio::test]
async fn reports_tell_cash_and_derivatives_apart() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let share = trade.place("order/normal", json!({"price": 0})).await;
    let option = json!({"instrumentToken": demo::CALL, "quantity": 50, "price": 42.5, "tag": "o"});
    let option = trade.place("order/normal", option).await;
    let row = trade.order(option).await;
    assert_eq!(
        (&row["isFNO"], &row["optionType"], &row["expiryDate"]),
        (&json!("Y"), &json!("CE"), &json!("31JAN30"))
    );
    assert_eq!(
        (&row["strikePrice"], &row["tag"]),
        (&json!(1500), &json!("o"))
    );
    let found = async |path: String| trade.get(&path).await["success"].as_array().unwrap().len();
    for (number, own, other) in [(share, "N", "Y"), (option, "Y", "N")] {
        assert_eq!(
            found(format!("/reports/1.0/orders/{number}/{own}")).await,
            3
        );
        assert_eq!(
            found(format!("/reports/1.0/orders/{number}/{other}")).await,
            0
        );
        assert_eq!(
            found(format!("/reports/1.0/trades/{number}/{own}")).await,
            1
        );
        assert_eq!(
            found(format!("/reports/1.0/trades/{number}/{other}")).await,
            0
        );
    }
    assert_eq!(found(format!("/reports/1.0/orders/{option}")).await, 0);
    assert_eq!(found(format!("/reports/1.0/trades/{option}")).await, 0);
    trade
        .send("GET", &format!("/reports/1.0/orders/{option}/X"), None)
        .await
        .expect(400);
    trade
        .send("GET", "/reports/1.0/orders/abc", None)
        .await
        .expect(400);

    let history = trade.get(&format!("/reports/1.0/orders/{share}")).await["success"].clone();
    let told: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["version"], &row["status"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(1), &json!("NEWF")),
            (&json!(2), &json!("OPN")),
            (&json!(3), &json!("TRAD"))
        ]
    );
    let fill = trade.get(&format!("/reports/1.0/trades/{share}")).await["success"][0].clone();
    let trades = trade.get("/reports/1.0/trades").await["success"].clone();
    assert_eq!(trades.as_array().unwrap().len(), 2);
    assert_eq!(trades[0]["exchangeTradeId"], fill["exchTradeId"]);
    assert_eq!(
        (&trades[0]["price"], &fill["price"]),
        (&json!(1510.75), &json!(1510.75))
    );
}

#[tokio::test]
async fn positions_stocks_and_money_agree_with_the_trades() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    trade.place("order/mis", json!({"price": 0})).await;
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1520));
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
        Money::paise(98_317_160)
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

#[tokio::test]
async fn margin_is_told_before_the_order() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let path = "/margin/1.0/margin/required";
    let one = |token: u64, price: f64| json!({"instrumentToken": token, "quantity": 50, "price": price, "amount": 0, "triggerPrice": 0});
    let body = json!({"transactionType": "BUY", "orderInfo": [one(demo::SHARE, 0.0), one(demo::CALL, 40.0)]});
    let rows = trade
        .send("POST", path, Some(body))
        .await
        .expect(200)
        .json()["Success"]
        .clone();
    assert_eq!(
        rows[0],
        json!({"instrumentToken": 1001, "normal": 75_537.5, "mtf": 37_768.75, "superMultiple": 15_107.5})
    );
    assert_eq!(rows[1]["normal"], 2000);
    let unknown = json!({"transactionType": "SELL", "orderInfo": [one(3, 1.0)]});
    assert_eq!(trade.fault("POST", path, Some(unknown)).await, -22);
    let wrong = json!({"transactionType": "SELL", "orderInfo": [{"instrument_token": 1}]});
    assert_eq!(trade.send("POST", path, Some(wrong)).await.status, 400);
}

#[tokio::test]
async fn quotes_come_in_four_forms() {
    let sandbox = sandbox().await;
    let mut trade = Trade::logged_in(&sandbox).await;
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1520));
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

#[tokio::test]
async fn the_gateway_gives_and_takes_tokens() {
    let sandbox = sandbox().await;
    let account = sandbox.accounts().kotak_trade[0].clone();
    let ask = async |path: &str, key: &str, body: String| {
        let url = format!("{}/{path}", sandbox.kotak_trade_url());
        let request = request("POST", &url, &[]).basic_auth(key, Some("secret"));
        let kind = "application/x-www-form-urlencoded";
        send(request.header("content-type", kind).body(body)).await
    };
    let key = &account.consumer_key;
    let grant = || "grant_type=client_credentials".to_owned();
    let token = ask("token", key, grant()).await.expect(200).json();
    assert_eq!(token["access_token"], account.access_token);
    let refresh = format!(
        "grant_type=refresh_token&refresh_token={}",
        token["refresh_token"].as_str().unwrap()
    );
    ask("token", key, refresh).await.expect(200);
    let password = crate::trader::encoded(&account.password);
    let by_password = format!(
        "grant_type=password&username={}&password={password}",
        account.user_id
    );
    ask("token", key, by_password).await.expect(200);
    ask(
        "token",
        key,
        format!(
            "grant_type=password&username={}&password=x",
            account.user_id
        ),
    )
    .await
    .expect(401);
    ask("token", "other", grant()).await.expect(401);
    ask("token", key, "grant_type=magic".into())
        .await
        .expect(400);
    ask("token", key, format!("{}&more=1", grant()))
        .await
        .expect(400);
    assert_eq!(
        ask(
            "revoke",
            key,
            "token=abc&token_type_hint=access_token".into()
        )
        .await
        .expect(200)
        .text,
        ""
    );
    ask("revoke", key, "token=".into()).await.expect(400);
}

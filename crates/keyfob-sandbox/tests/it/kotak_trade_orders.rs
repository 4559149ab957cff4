//! The six kinds of orders of Kotak Trade.

use keyfob_sandbox::exchange::{Money, demo};
use serde_json::{Value, json};

use crate::harness::{keys, sandbox};
use crate::trader::{Trade, new_order};

/// Path, product, and what the body needs beyond the common members.
const KINDS: [(&str, &str); 6] = [
    ("orders", "NORMAL"),
    ("order/normal", "NORMAL"),
    ("order/supermultiple", "SUPERMULTIPLE"),
    ("order/sor", "SOR"),
    ("order/mtf", "MTF"),
    ("order/mis", "MIS"),
];

fn change(number: u64, more: Value) -> Value {
    let mut change =
        json!({"orderId": number.to_string(), "quantity": 12, "price": 1499.5, "validity": "GFD"});
    change
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    change
}

#[tokio::test]
async fn six_kinds_are_placed_changed_and_cancelled() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    for (path, product) in KINDS {
        let path = format!("/orders/1.0/{path}");
        let placed = trade
            .send("POST", &path, Some(new_order(json!({}))))
            .await
            .expect(200)
            .json();
        let ack = &placed["Success"]["NSE"];
        assert_eq!(
            keys(ack),
            ["message", "orderId", "price", "quantity", "tag"]
        );
        assert_eq!(
            (&ack["price"], &ack["quantity"], &ack["tag"]),
            (&json!(1500), &json!(10), &json!("t1"))
        );
        // A routed order tells of the other exchange, which got nothing.
        let other = placed["Success"].get("BSE").map(|other| &other["orderId"]);
        assert_eq!(other, (product == "SOR").then_some(&json!(0)));
        let number = ack["orderId"].as_u64().unwrap();
        assert_eq!(trade.order(number).await["product"], product);

        let modified = trade
            .send("PUT", &path, Some(change(number, json!({}))))
            .await
            .expect(200)
            .json();
        assert_eq!(modified["Success"]["NSE"]["price"], 1499.5);
        let row = trade.order(number).await;
        assert_eq!(
            (&row["orderQuantity"], &row["price"]),
            (&json!(12), &json!(1499.5))
        );
        assert_eq!(
            trade
                .fault("PUT", &path, Some(change(number, json!({}))))
                .await,
            999_113
        );

        let at = format!("{path}/{number}");
        let cancelled = trade.send("DELETE", &at, None).await.expect(200).json();
        let ack = &cancelled["Success"]["NSE"];
        assert_eq!((&ack["price"], &ack["quantity"]), (&json!(0), &json!(0)));
        let row = trade.order(number).await;
        assert_eq!(
            (&row["status"], &row["cancelledQuantity"]),
            (&json!("CAN"), &json!(12))
        );
        assert_eq!(trade.fault("DELETE", &at, None).await, 5055);
        assert_eq!(
            trade
                .fault("PUT", &path, Some(change(number, json!({"quantity": 9}))))
                .await,
            999_113
        );
    }
}

#[tokio::test]
async fn each_kind_takes_its_own_members_and_orders() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    for (path, wrong) in [
        ("order/normal", json!({"product": "NORMAL"})),
        ("order/normal", json!({"tslo": {"spread": 1}})),
        ("order/normal", json!({"smartOrderRouting": "string"})),
        ("order/normal", json!({"unknown": 1})),
        ("order/normal", json!({"quantity": "10"})),
        ("order/normal", json!({"transactionType": "HOLD"})),
        ("order/normal", json!({"price": null})),
        ("order/normal", json!({"validity": "GTC"})),
        ("order/normal", json!({"variety": "ODD"})),
        ("order/supermultiple", json!({"validity": "IOC"})),
        ("order/supermultiple", json!({"triggerPrice": null})),
        ("order/sor", json!({"validity": "IOC"})),
        ("order/sor", json!({"variety": "AMO"})),
        ("orders", json!({"product": "MIS"})),
        ("orders", json!({"bracket": {"spread": 1}})),
    ] {
        let reply = trade
            .send(
                "POST",
                &format!("/orders/1.0/{path}"),
                Some(new_order(wrong.clone())),
            )
            .await;
        assert_eq!(reply.status, 400, "{path} {wrong}");
        assert!(reply.json()["fault"]["code"].is_i64());
    }
    let blocks = json!({"product": "TSLONEW", "tslonew": {"spread": 1.5, "trailingPrice": 0.5},
        "bracket": {"Spread": 1, "bookProfit": 2, "bookDisclosedQty": 0}, "gtc": {"closeDate": "x"},
        "ctd": {"ConvertQuantity": 1}, "cod": {"squareOffFlag": 1}, "smartOrderRouting": "string",
        "tag": null, "variety": null});
    let number = trade.place("orders", blocks).await;
    let row = trade.order(number).await;
    assert_eq!(
        (&row["product"], &row["tag"], &row["variety"]),
        (&json!("TSLONEW"), &json!(""), &json!("REGULAR"))
    );

    let mis = trade.place("order/mis", json!({})).await;
    assert_eq!(
        trade
            .fault("DELETE", &format!("/orders/1.0/order/mtf/{mis}"), None)
            .await,
        -22
    );
    assert_eq!(
        trade
            .fault("PUT", "/orders/1.0/order/mtf", Some(change(mis, json!({}))))
            .await,
        999_113
    );
    let missing = json!({"orderId": mis.to_string(), "quantity": 12});
    assert_eq!(
        trade
            .send("PUT", "/orders/1.0/order/mis", Some(missing))
            .await
            .status,
        400
    );
    let wrong = change(mis, json!({"tslo": {"orderIndicator": 1}}));
    assert_eq!(
        trade
            .send("PUT", "/orders/1.0/order/mis", Some(wrong))
            .await
            .status,
        400
    );
    // The generic path touches every kind, and takes two members more.
    let generic = change(mis, json!({"product": "MIS", "variety": "REGULAR"}));
    trade
        .send("PUT", "/orders/1.0/orders", Some(generic))
        .await
        .expect(200);
    trade
        .send("DELETE", &format!("/orders/1.0/orders/{mis}"), None)
        .await
        .expect(200);
    // Routed orders need no validity.
    let sor = trade.place("order/sor", json!({})).await;
    let bare = json!({"orderId": sor.to_string(), "price": 1400});
    trade
        .send("PUT", "/orders/1.0/order/sor", Some(bare))
        .await
        .expect(200);
    let body = trade
        .send(
            "DELETE",
            &format!("/orders/1.0/order/sor/{sor}"),
            Some(json!({})),
        )
        .await;
    assert_eq!(body.status, 400);
}

#[tokio::test]
async fn refusals_are_faults_inside_200() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    for (wrong, code) in [
        (json!({"instrumentToken": 5}), -22),
        (json!({"quantity": 0}), -22),
        (
            json!({"instrumentToken": 60001, "quantity": 49, "price": 1515}),
            -22,
        ),
        (json!({"disclosedQuantity": 11}), -22),
        (json!({"triggerPrice": 1510}), -22),
        (json!({"price": 100}), 1000),
        (json!({"quantity": 100_000}), 999_108),
    ] {
        let code_of = trade
            .fault(
                "POST",
                "/orders/1.0/order/normal",
                Some(new_order(wrong.clone())),
            )
            .await;
        assert_eq!(code_of, code, "{wrong}");
    }
    assert_eq!(trade.get("/reports/1.0/orders").await["success"], json!([]));
    let number = trade.place("order/normal", json!({})).await;
    for wrong in [
        json!({"price": 100}),
        json!({"quantity": 100_000}),
        json!({"quantity": 0}),
        json!({"orderId": "7"}),
    ] {
        let body = Some(change(number, wrong));
        assert_eq!(
            trade.fault("PUT", "/orders/1.0/orders", body).await,
            999_113
        );
    }
    let done = trade.place("order/normal", json!({"price": 0})).await;
    assert_eq!(
        trade
            .fault("DELETE", &format!("/orders/1.0/orders/{done}"), None)
            .await,
        5057
    );
    for id in ["7", "x"] {
        assert_eq!(
            trade
                .fault("DELETE", &format!("/orders/1.0/orders/{id}"), None)
                .await,
            -22
        );
    }
}

#[tokio::test]
async fn prices_and_triggers_make_the_kind_of_order() {
    let sandbox = sandbox().await;
    let trade = Trade::logged_in(&sandbox).await;
    let status = async |number| trade.order(number).await["status"].clone();
    let market = trade.place("order/normal", json!({"price": 0})).await;
    assert_eq!(status(market).await, "TRAD");
    let stop = trade
        .place("order/normal", json!({"price": 1540, "triggerPrice": 1530}))
        .await;
    assert_eq!(status(stop).await, "SLO");
    // The trigger of a super multiple belongs to its other leg.
    let sm = trade
        .place(
            "order/supermultiple",
            json!({"price": 1520, "triggerPrice": 1500}),
        )
        .await;
    assert_eq!(status(sm).await, "TRAD");
    let amo = trade
        .place("order/normal", json!({"variety": "AMO", "price": 1535}))
        .await;
    assert_eq!(status(amo).await, "NEWF");
    let now = trade
        .place("order/normal", json!({"validity": "IOC"}))
        .await;
    assert_eq!(status(now).await, "CAN");
    let thin = json!({"instrumentToken": demo::THIN_SHARE, "price": 250, "quantity": 60});
    let part = trade.place("order/normal", thin).await;
    assert_eq!(status(part).await, "OPF");
    sandbox
        .exchange()
        .set_price(demo::SHARE, Money::rupees(1531));
    assert_eq!(
        (status(stop).await, status(amo).await),
        (json!("TRAD"), json!("TRAD"))
    );
}

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

//! What is sent of an order, and what is refused before.

use std::sync::{Arc, Mutex};

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::{Decimal, Error, OrderError};
use serde_json::{Value, json};

use crate::answers::{neo_order, trade_order};
use crate::http::{Reply, start};
use crate::login::{self, LONG};
use crate::venue::decoded;

type Bodies = Arc<Mutex<Vec<Value>>>;

/// A server that takes every order, and what it was sent.
async fn takes_all() -> (String, Bodies) {
    let bodies = Bodies::default();
    let kept = Arc::clone(&bodies);
    let answer = move |request: crate::http::Request| {
        login::step(&request).unwrap_or_else(|| {
            let json = match request.body.strip_prefix("jData=") {
                Some(form) => decoded(form),
                None => request.body,
            };
            kept.lock()
                .unwrap()
                .push(serde_json::from_str(&json).unwrap_or_default());
            let ack = json!({"nOrdNo": "7", "Success": {"NSE": {"orderId": 7}}});
            Reply::json(200, ack)
        })
    };
    (start(answer).await, bodies)
}

#[track_caller]
fn not_sent<T: std::fmt::Debug>(outcome: Result<T, OrderError>, words: &str) {
    match &outcome {
        Err(OrderError::NotSent(Error::InvalidInput(why))) if why.contains(words) => {}
        _ => panic!("{outcome:?}"),
    }
}

#[tokio::test]
async fn numbers_of_neo_go_out_in_the_fewest_digits() {
    let (origin, bodies) = takes_all().await;
    let session = login::neo(&origin, LONG).await;
    let order = neo_order()
        .pr("0.0")
        .tp("10.50")
        .qt("65.0")
        .dq("0.00")
        .mp("-0.0");
    session.place(order).await.unwrap();
    let change = neo::ModifyOrderRequest::builder()
        .no(" 7 ")
        .pr("0.00")
        .pt("MKT")
        .qt("2.0");
    let change = change.vd("DAY").tp("1.10").dq("0.0").mp("0.0").am("NO");
    session.modify(change).await.unwrap();
    let sent = bodies.lock().unwrap();
    let of = |at: usize, member: &str| sent[at][member].as_str().unwrap().to_owned();
    let members = |at, names: [&str; 5]| names.map(|name| of(at, name));
    assert_eq!(
        members(0, ["pr", "tp", "qt", "dq", "mp"]),
        ["0", "10.5", "65", "0", "0"]
    );
    assert_eq!(
        members(1, ["pr", "tp", "qt", "dq", "mp"]),
        ["0", "1.1", "2", "0", "0"]
    );
    assert_eq!(of(1, "no"), "7");
}

#[tokio::test]
async fn numbers_of_bracket_orders_go_out_in_the_fewest_digits() {
    let (origin, bodies) = takes_all().await;
    let session = login::neo_of_g2(&origin, LONG).await;
    let order = neo_order()
        .pc("BO")
        .tk("1".to_owned())
        .sot(neo::PlaceOrderRequestSot::Absolute)
        .slt(neo::PlaceOrderRequestSlt::Absolute);
    let order = order
        .slv("1.0".parse::<keyfob::DecimalText>().unwrap())
        .sov("2.50".parse::<keyfob::DecimalText>().unwrap())
        .lat("10.00".parse::<keyfob::DecimalText>().unwrap())
        .tsv("0.0".to_owned());
    session.place(order).await.unwrap();
    session
        .place(neo_order().tsv("Y".to_owned()))
        .await
        .unwrap();
    let sent = bodies.lock().unwrap();
    let members = ["slv", "sov", "lat", "tsv"].map(|name| sent[0][name].clone());
    assert_eq!(members, ["1", "2.5", "10", "0"].map(|text| json!(text)));
    assert_eq!(sent[1]["tsv"], "Y");
}

#[tokio::test]
async fn numbers_of_trade_go_out_in_the_fewest_digits() {
    let (origin, bodies) = takes_all().await;
    let session = login::trade(&origin, LONG).await;
    let price = |text: &str| text.parse::<Decimal>().unwrap();
    let bracket = || {
        trade::Bracketplace::builder()
            .spread(price("1.50"))
            .trailing_price(price("0.0"))
            .book_profit(price("2.00"))
            .try_into()
            .map(Some::<trade::Bracketplace>)
            .unwrap()
    };
    let order = trade::NewOrder::builder()
        .instrument_token(1001)
        .transaction_type(trade::TransactionType::Buy)
        .quantity(1)
        .price(price("0.0"))
        .trigger_price(price("240.00"))
        .bracket(bracket())
        .bracketnew(bracket());
    session.place(order).await.unwrap();
    session
        .place_normal(trade_order().price(price("10.50")))
        .await
        .unwrap();
    let change = trade::ExistingOrder::builder()
        .order_id("7")
        .validity("GFD");
    let stop = trade::Tslomodify::builder().spread(price("3.0")).try_into();
    session
        .modify(
            change
                .price(price("7.00"))
                .tslo(Some::<trade::Tslomodify>(stop.unwrap())),
        )
        .await
        .unwrap();
    let sent = bodies.lock().unwrap();
    let text = |value: &Value| value.to_string();
    assert_eq!(
        (text(&sent[0]["price"]), text(&sent[0]["triggerPrice"])),
        ("0".into(), "240".into())
    );
    for part in ["bracket", "bracketnew"] {
        let part = text(&sent[0][part]);
        assert!(
            part.contains(":1.5") && !part.contains("1.50") && !part.contains(".0"),
            "{part}"
        );
    }
    assert_eq!(text(&sent[1]["price"]), "10.5");
    assert_eq!(
        (text(&sent[2]["price"]), text(&sent[2]["tslo"]["spread"])),
        ("7".into(), "3".into())
    );
}

#[tokio::test]
async fn a_quantity_that_is_no_number_of_units_is_not_sent() {
    let (origin, bodies) = takes_all().await;
    let session = login::neo(&origin, LONG).await;
    not_sent(session.place(neo_order().qt("1.5")).await, "`qt`");
    not_sent(session.place(neo_order().qt("-1")).await, "`qt`");
    not_sent(session.place(neo_order().dq("0.5")).await, "`dq`");
    let change = neo::ModifyOrderRequest::builder()
        .no("7")
        .pr("0")
        .pt("MKT")
        .qt("2.5");
    let change = change.vd("DAY").tp("0").dq("0").mp("0").am("NO");
    not_sent(session.modify(change).await, "`qt`");
    let session = login::trade(&origin, LONG).await;
    not_sent(
        session.place_normal(trade_order().quantity(-1)).await,
        "`quantity`",
    );
    not_sent(
        session
            .place_normal(trade_order().disclosed_quantity(-1))
            .await,
        "`disclosedQuantity`",
    );
    assert!(bodies.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_blank_tag_or_number_is_not_sent() {
    let (origin, bodies) = takes_all().await;
    let (neo, trade) = (
        login::neo(&origin, LONG).await,
        login::trade(&origin, LONG).await,
    );
    for blank in ["", " ", "\t", "\u{a0}", " t1", "t1\n"] {
        not_sent(neo.place(neo_order().ig(blank.to_owned())).await, "tag");
        not_sent(
            trade
                .place_normal(trade_order().tag(blank.to_owned()))
                .await,
            "tag",
        );
    }
    for blank in ["", "  "] {
        let cancel = neo::CancelOrderRequest::builder().on(blank).am("NO");
        not_sent(neo.cancel(cancel).await, "blank");
        not_sent(trade.cancel(blank).await, "blank");
    }
    assert!(bodies.lock().unwrap().is_empty());
}

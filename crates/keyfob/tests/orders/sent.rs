//! What is sent of an order, and what is refused before.

use std::sync::{Arc, Mutex};

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::trading::{Contract, Order, Product, Side};
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
        .price("0.0")
        .trigger_price("10.50")
        .quantity("65.0")
        .disclosed_quantity("0.00")
        .market_protection("-0.0");
    session.place(order).await.unwrap();
    let change = neo::ModifyOrderRequest::builder()
        .order_number(" 7 ")
        .price("0.00")
        .order_type("MKT")
        .quantity("2.0");
    let change = change
        .validity("DAY")
        .trigger_price("1.10")
        .disclosed_quantity("0.0")
        .market_protection("0.0")
        .after_market("NO");
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
        .product("BO")
        .token("1".to_owned())
        .square_off_unit(neo::DistanceUnit::Absolute)
        .stop_loss_unit(neo::DistanceUnit::Absolute);
    let order = order
        .stop_loss_value("1.0".parse::<keyfob::Decimal>().unwrap())
        .square_off_value("2.50".parse::<keyfob::Decimal>().unwrap())
        .last_price("10.00".parse::<keyfob::Decimal>().unwrap())
        .trailing_stop_loss_value("0.0".to_owned());
    session.place(order).await.unwrap();
    session
        .place(neo_order().trailing_stop_loss_value("Y".to_owned()))
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
        trade::Bracket::builder()
            .spread(price("1.50"))
            .trailing_price(price("0.0"))
            .book_profit(price("2.00"))
    };
    let order = trade::PlaceOrderRequest::builder()
        .token(1001)
        .side(trade::Side::Buy)
        .quantity(1)
        .price(price("0.0"))
        .trigger_price(price("240.00"))
        .bracket(bracket())
        .bracket_new(bracket());
    session.place(order).await.unwrap();
    session
        .place_normal(trade_order().price(price("10.50")))
        .await
        .unwrap();
    let change = trade::ModifyOrderRequest::builder()
        .order_number("7")
        .validity("GFD");
    let stop = trade::TrailingStopChange::builder().spread(price("3.0"));
    session
        .modify(change.price(price("7.00")).trailing_stop_loss(stop))
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
    not_sent(
        session.place(neo_order().quantity("1.5")).await,
        "`quantity`",
    );
    not_sent(
        session.place(neo_order().quantity("-1")).await,
        "`quantity`",
    );
    not_sent(
        session.place(neo_order().disclosed_quantity("0.5")).await,
        "`disclosed_quantity`",
    );
    let change = neo::ModifyOrderRequest::builder()
        .order_number("7")
        .price("0")
        .order_type("MKT")
        .quantity("2.5");
    let change = change
        .validity("DAY")
        .trigger_price("0")
        .disclosed_quantity("0")
        .market_protection("0")
        .after_market("NO");
    not_sent(session.modify(change).await, "`quantity`");
    let session = login::trade(&origin, LONG).await;
    not_sent(
        session.place_normal(trade_order().quantity(-1)).await,
        "`quantity`",
    );
    not_sent(
        session
            .place_normal(trade_order().disclosed_quantity(-1))
            .await,
        "`disclosed_quantity`",
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
        not_sent(neo.place(neo_order().tag(blank.to_owned())).await, "tag");
        not_sent(
            trade
                .place_normal(trade_order().tag(blank.to_owned()))
                .await,
            "tag",
        );
    }
    for blank in ["", "  "] {
        let cancel = neo::CancelOrderRequest::builder()
            .order_number(blank)
            .after_market("NO");
        not_sent(neo.cancel(cancel).await, "blank");
        not_sent(trade.cancel(blank).await, "blank");
    }
    assert!(bodies.lock().unwrap().is_empty());
}

/// What is shown before it is sent is what is sent.
#[tokio::test]
async fn a_prepared_order_is_what_is_sent_and_preparing_it_sends_nothing() {
    let (origin, bodies) = takes_all().await;
    let session = login::neo(&origin, LONG).await;
    let request = session.prepare(neo_order().price("10.50")).unwrap();
    assert_eq!(bodies.lock().unwrap().len(), 0);
    let shown = serde_json::to_value(&request).unwrap();
    assert_eq!(
        (&shown["pr"], &shown["os"]),
        (&json!("10.5"), &json!("NEOTRADEAPI"))
    );
    assert!(request.tag.is_some());
    session.place(request).await.unwrap();
    let session = login::trade(&origin, LONG).await;
    for intraday in [false, true] {
        let order = Order::limit(
            Side::Buy,
            Contract::of_token(1001),
            1,
            Decimal::new(1050, 2),
        );
        let order = match intraday {
            true => order.product(Product::Intraday).tag("own"),
            false => order,
        };
        let placement = session.prepare(order).unwrap();
        let (operation, tag) = match intraday {
            true => ("place_new_mis_order", Some("own")),
            false => ("place_new_order", placement.tag()),
        };
        assert_eq!((placement.operation(), placement.tag()), (operation, tag));
        assert!(tag.is_some());
        let shown = serde_json::to_value(&placement).unwrap();
        assert_eq!(shown["tag"].as_str(), tag);
        session.place(placement).await.unwrap();
        assert_eq!(bodies.lock().unwrap().last(), Some(&shown));
    }
    let sent = bodies.lock().unwrap();
    assert_eq!(sent.len(), 3);
    // What the environment does not have is left out when it is sent.
    let of_neo = sent[0].as_object().unwrap();
    assert!(of_neo.iter().all(|(member, value)| shown[member] == *value));
    assert!(of_neo.contains_key("ig") && of_neo.contains_key("pr"));
    let wrong = Order::limit(Side::Buy, Contract::of_token(1001), 0, 1);
    not_sent(session.prepare(wrong), "quantity");
}

//! Changes of orders that stand: what is sent, and what is refused before.

use std::sync::{Arc, Mutex};

use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::types::Order as Row;
use keyfob::trading::{BookOrder, Validity};
use serde_json::{Value, json};

use crate::http::{Reply, Request, start};
use crate::login::{self, LONG};
use crate::sessions::{rupees, unsent};

pub type Bodies = Arc<Mutex<Vec<String>>>;

/// A session whose book has this row; the bodies of what else it was sent.
pub async fn with(row: Value) -> (Session, BookOrder<Row>, Bodies) {
    with_generation(row, true).await
}

async fn with_generation(row: Value, newest: bool) -> (Session, BookOrder<Row>, Bodies) {
    let bodies = Bodies::default();
    let kept = Arc::clone(&bodies);
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| {
            if request.method == "GET" {
                return Reply::json(200, json!({"stat": "Ok", "data": [row]}));
            }
            kept.lock().unwrap().push(request.body);
            Reply::json(200, json!({"stat": "Ok", "nOrdNo": "7"}))
        })
    };
    let origin = start(answer).await;
    let session = match newest {
        true => login::neo(&origin, LONG).await,
        false => login::neo_of_g2(&origin, LONG).await,
    };
    let order = session.order("7").await.unwrap().unwrap();
    (session, order, bodies)
}

pub fn row(more: Value) -> Value {
    let mut row = json!({
        "nOrdNo": "7", "trdSym": "ABCD26JAN100CE", "exSeg": "nse_fo", "tok": "60011", "trnsTp": "S",
        "prod": "NRML", "prcTp": "SL", "vldt": "IOC", "ordSt": "trigger pending", "qty": 150,
        "fldQty": 0, "dscQty": 75, "prc": "10.00", "trgPrc": "10.50", "avgPrc": "0.00",
        "lotSz": "75", "tckSz": "0.05", "mktPro": "0",
    });
    for (member, value) in more.as_object().unwrap() {
        row[member] = value.clone();
    }
    row
}

/// The last body that was sent, as JSON.
pub fn sent(bodies: &Bodies) -> Value {
    let body = bodies.lock().unwrap().last().cloned().unwrap();
    let text = body.strip_prefix("jData=").unwrap().replace('+', " ");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            b'%' => {
                let hex = std::str::from_utf8(&after[..2]).unwrap();
                bytes.push(u8::from_str_radix(hex, 16).unwrap());
                &after[2..]
            }
            other => {
                bytes.push(*other);
                after
            }
        };
    }
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn what_is_not_changed_is_filled_in_from_the_book() {
    let (session, order, bodies) = with_generation(row(json!({})), false).await;
    session
        .modify(order.change().price(rupees("9.95")))
        .await
        .unwrap();
    let body = sent(&bodies);
    for (member, value) in [
        ("no", "7"),
        ("pr", "9.95"),
        ("tp", "10.5"),
        ("pt", "SL"),
        ("qt", "150"),
        ("vd", "IOC"),
        ("dq", "75"),
        ("mp", "0"),
        ("am", "NO"),
        ("tk", "60011"),
        ("ts", "ABCD26JAN100CE"),
        ("es", "nse_fo"),
        ("pc", "NRML"),
        ("tt", "S"),
        ("dd", "NA"),
        ("fq", "0"),
    ] {
        assert_eq!(body[member], value, "{member}");
    }
    let change = order
        .change()
        .validity(Validity::Day)
        .quantity(75)
        .disclosed(0);
    session.modify(change).await.unwrap();
    let body = sent(&bodies);
    assert_eq!(
        (&body["vd"], &body["qt"], &body["dq"]),
        (&json!("DAY"), &json!("75"), &json!("0"))
    );
}

#[tokio::test]
async fn in_g3_nothing_is_repeated_that_a_change_does_not_say() {
    let (session, order, bodies) = with(row(json!({}))).await;
    session
        .modify(order.change().price(rupees("9.95")))
        .await
        .unwrap();
    let body = sent(&bodies);
    assert_eq!((&body["pr"], &body["qt"]), (&json!("9.95"), &json!("150")));
    for member in ["tk", "ts", "es", "pc", "tt", "dd", "fq"] {
        assert!(body.get(member).is_none_or(Value::is_null), "{member}");
    }
}

#[tokio::test]
async fn a_change_is_held_against_the_rules_of_an_order() {
    let (session, order, bodies) = with(row(json!({}))).await;
    let refused = [
        (order.change().price(rupees("9.97")), "9.95 and 10.00"),
        (order.change().quantity(100), "75 or 150"),
        (order.change().quantity(0), "quantity"),
        (order.change().trigger_price(9), "below its price"),
        (order.change().price(0), "not above 0"),
        (order.change().disclosed(225), "disclosed"),
    ];
    for (change, words) in refused {
        let told = unsent(session.modify(change).await);
        assert!(told.contains(words), "{told}");
    }
    assert!(bodies.lock().unwrap().is_empty());
    session
        .modify(order.change().price(rupees("9.92")).round_to_tick())
        .await
        .unwrap();
    assert_eq!(sent(&bodies)["pr"], "9.95");
}

#[tokio::test]
async fn a_quantity_is_more_than_what_is_filled() {
    let part = json!({"ordSt": "open", "prcTp": "L", "trgPrc": "0.00", "fldQty": 75});
    let (session, order, _) = with(row(part)).await;
    let told = unsent(session.modify(order.change().quantity(75)).await);
    assert!(told.contains("75 units of order 7 are filled"), "{told}");
}

#[tokio::test]
async fn a_change_makes_another_kind_of_order() {
    let limit = json!({"ordSt": "open", "prcTp": "L", "trgPrc": "0.00"});
    let (session, order, bodies) = with(row(limit)).await;
    session
        .modify(order.change().trigger_price(rupees("10.50")))
        .await
        .unwrap();
    assert_eq!(
        (&sent(&bodies)["pt"], &sent(&bodies)["pr"]),
        (&json!("SL"), &json!("10"))
    );
    session.modify(order.change().at_market()).await.unwrap();
    assert_eq!(
        (&sent(&bodies)["pt"], &sent(&bodies)["pr"]),
        (&json!("MKT"), &json!("0"))
    );
}

#[tokio::test]
async fn of_a_type_or_validity_that_is_not_known_no_change_is_guessed() {
    let (session, order, _) = with(row(json!({"prcTp": "2L"}))).await;
    assert!(unsent(session.modify(order.change().price(10)).await).contains("`2L`"));
    let (session, order, bodies) = with(row(json!({"vldt": "WEEK"}))).await;
    assert!(unsent(session.modify(order.change().quantity(75)).await).contains("`WEEK`"));
    session
        .modify(order.change().quantity(75).validity(Validity::Day))
        .await
        .unwrap();
    assert_eq!(sent(&bodies)["vd"], "DAY");
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_not_sent() {
    let (session, order, bodies) = with(row(json!({}))).await;
    let told = unsent(session.modify(order.change().price(10).quantity(150)).await);
    assert!(told.contains("nothing of order 7 would change"), "{told}");
    assert!(bodies.lock().unwrap().is_empty());
}

//! What an answer to an order proves.

use std::time::Duration;

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::trading::may_stand;
use keyfob::{Error, OrderError};
use serde_json::{Value, json};

use crate::http::{Reply, start};
use crate::login::{self, LONG};

pub fn neo_order() -> neo::builder::PlaceOrderRequest {
    neo::PlaceOrderRequest::builder()
        .exchange_segment("NSE")
        .trading_symbol("ABCD-EQ")
        .side("B")
        .quantity("1")
        .order_type("Limit")
        .price("10.50")
        .product("NRML")
        .validity("DAY")
        .after_market("NO")
        .disclosed_quantity("0")
        .market_protection("0")
        .trigger_price("0")
}

pub fn trade_order() -> trade::builder::PlaceNormalOrderRequest {
    trade::PlaceNormalOrderRequest::builder()
        .token(1001)
        .side(trade::Side::Buy)
        .quantity(1)
        .price(0)
}

/// What became of orders that are all answered so: placed, changed and cancelled, with both vendors.
async fn outcomes(reply: Reply) -> Vec<Result<(), OrderError>> {
    let answer = move |request| login::step(&request).unwrap_or_else(|| reply.clone());
    let origin = start(answer).await;
    let (neo_session, session) = (
        login::neo(&origin, LONG).await,
        login::trade(&origin, LONG).await,
    );
    let change = neo::ModifyOrderRequest::builder()
        .order_number("1")
        .price("1")
        .order_type("L")
        .quantity("1")
        .validity("DAY");
    let change = change
        .trigger_price("0")
        .disclosed_quantity("0")
        .market_protection("0")
        .after_market("NO");
    let cancel = || {
        neo::CancelOrderRequest::builder()
            .order_number("1")
            .after_market("NO")
    };
    let other = trade::ModifyOrderRequest::builder()
        .order_number("1")
        .validity("GFD");
    vec![
        neo_session.place(neo_order()).await.map(drop),
        neo_session.modify(change).await.map(drop),
        neo_session.cancel(cancel()).await.map(drop),
        session.place_normal(trade_order()).await.map(drop),
        session.modify(other).await.map(drop),
        session.cancel("1").await.map(drop),
    ]
}

async fn all_lost(reply: Reply) {
    for outcome in outcomes(reply.clone()).await {
        assert!(
            matches!(&outcome, Err(OrderError::Lost(lost)) if may_stand(lost.error())),
            "{reply:?}: {outcome:?}"
        );
    }
}

async fn all_refused(reply: Reply) {
    for outcome in outcomes(reply.clone()).await {
        assert!(
            matches!(&outcome, Err(OrderError::Refused(error)) if !may_stand(error)),
            "{reply:?}: {outcome:?}"
        );
    }
}

/// A reason in the words of either vendor.
fn reason(code: u32, words: &str) -> Value {
    json!({"stat": "Not_Ok", "stCode": code, "emsg": words, "fault": {"code": code, "message": words}})
}

#[tokio::test]
async fn statuses_of_servers_that_gave_up_leave_an_order_open() {
    for status in [
        408, 409, 418, 424, 425, 444, 449, 460, 499, 500, 501, 502, 503, 504, 520, 524, 600, 999,
    ] {
        all_lost(Reply::html(status)).await;
        all_lost(Reply::json(status, reason(7, "no"))).await;
    }
}

#[tokio::test]
async fn statuses_that_refuse_are_refusals() {
    for status in [200, 400, 401, 403, 404, 422, 429] {
        all_refused(Reply::json(status, reason(7, "invalid quantity"))).await;
    }
    for status in [401, 403, 404, 413, 429] {
        all_refused(Reply::html(status)).await;
    }
}

#[tokio::test]
async fn an_internal_error_of_the_vendor_leaves_an_order_open() {
    for (code, words) in [
        (1005, "no"),
        (7, "Internal error, try again"),
        (7, "INTERNAL SERVER ERROR"),
        (7, "Please try again later"),
        (7, "the request timed out"),
        (7, "error from core"),
    ] {
        for status in [200, 400, 422] {
            all_lost(Reply::json(status, reason(code, words))).await;
        }
    }
}

/// All texts and codes count, not those alone that are shown.
#[tokio::test]
async fn a_second_text_may_leave_an_order_open() {
    for body in [
        json!({"code": 7, "message": "Runtime Error", "description": "please try later", "fault": {"code": 7, "message": "", "description": "system error"}}),
        json!({"stat": "Not_Ok", "stCode": 500, "emsg": "no", "fault": {"code": 500, "message": "no"}}),
    ] {
        for status in [200, 400] {
            let mut body = body.clone();
            body["stat"] = "Not_Ok".into();
            all_lost(Reply::json(status, body)).await;
        }
    }
}

/// An answer with a number in it is no refusal of a new order, whatever else it says.
#[tokio::test]
async fn a_number_beside_a_fault_leaves_a_new_order_open() {
    let body = json!({
        "stat": "Not_Ok", "emsg": "invalid quantity", "nOrdNo": "24010100001",
        "fault": {"code": 7, "message": "invalid quantity"}, "Success": {"NSE": {"orderId": 7}},
    });
    for (at, outcome) in outcomes(Reply::json(200, body))
        .await
        .into_iter()
        .enumerate()
    {
        let is_new = [0, 3].contains(&at);
        match outcome {
            Err(OrderError::Lost(_)) => assert!(is_new, "{at}"),
            Err(OrderError::Refused(_)) => assert!(!is_new, "{at}"),
            other => panic!("{at}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_no_without_a_reason_leaves_an_order_open() {
    for status in [200, 400, 422] {
        all_lost(Reply::html(status)).await;
        all_lost(Reply::json(status, json!({"stat": "Not_Ok", "fault": {}}))).await;
    }
}

#[tokio::test]
async fn an_acknowledgement_without_a_number_is_none() {
    for number in [
        json!(""),
        json!(" "),
        json!("0"),
        json!("NA"),
        json!("--"),
        json!(null),
        json!({}),
    ] {
        let exchanges = json!({"NSE": {"orderId": 0}, "BSE": {"orderId": -1}, "MCX": {}});
        let ack = json!({"stat": "Ok", "nOrdNo": number, "Success": exchanges});
        all_lost(Reply::json(200, ack)).await;
    }
    all_lost(Reply::json(200, json!({"Success": {}}))).await;
    let one = json!({"NSE": {"orderId": 0}, "BSE": {"orderId": 7}});
    for outcome in outcomes(Reply::json(200, json!({"nOrdNo": "7", "Success": one}))).await {
        outcome.unwrap();
    }
}

#[tokio::test]
async fn a_used_tag_proves_that_an_order_was_taken() {
    let words = "Put Order Response : Client OrderID already exists Data: 0";
    for used in [
        json!({"stat": "Not_Ok", "stCode": 5204, "errMsg": words}),
        json!({"stCode": 32, "errMsg": "error from core", "stat": words}),
    ] {
        let answer =
            move |request| login::step(&request).unwrap_or_else(|| Reply::json(400, used.clone()));
        let session = login::neo(&start(answer).await, LONG).await;
        match session.place(neo_order()).await {
            Err(OrderError::Lost(lost)) => {
                assert!(matches!(lost.error(), Error::DuplicateTag(_)), "{lost:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn without_a_connection_an_order_was_not_sent() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let origin = start(|request| login::step(&request).unwrap()).await;
    let session = login::neo(&origin, LONG).await;
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    session
        .client()
        .handle()
        .servers()
        .set_variable("baseUrl", &nobody)
        .unwrap();
    let outcome = session.place(neo_order()).await;
    let told = matches!(&outcome, Err(OrderError::NotSent(Error::Interrupted(_))));
    assert!(told, "{outcome:?}");
}

#[tokio::test]
async fn an_answer_that_does_not_come_whole_leaves_an_order_open() {
    let ack = json!({"stat": "Ok", "nOrdNo": "7", "Success": {"NSE": {"orderId": 7}}});
    for reply in [
        Reply::Cut,
        Reply::Half(ack.to_string()),
        Reply::html(200),
        Reply::Answer(200, "application/json", String::new()),
        Reply::Answer(200, "application/json", "\u{1}garbage".to_owned()),
    ] {
        all_lost(reply).await;
    }
    let origin = start(|request| login::step(&request).unwrap_or(Reply::Silence)).await;
    let session = login::trade(&origin, Duration::from_secs(1)).await;
    let outcome = session.place_normal(trade_order()).await;
    assert!(matches!(outcome, Err(OrderError::Lost(_))), "{outcome:?}");
}

//! Books that are not as they should be.

use keyfob::trading::{Bracket, Contract, Order, OrderStatus, Segment, Side};
use keyfob::{Enumeration, Error, OrderError, kotak_neo, kotak_trade};
use serde_json::{Value, json};

use crate::http::{Reply, start};
use crate::login::{self, LONG};
use crate::sessions::{neo_of_g1, rupees, unsent};

pub async fn neo(reply: Reply) -> kotak_neo::Session {
    let answer = move |request| login::step(&request).unwrap_or_else(|| reply.clone());
    login::neo(&start(answer).await, LONG).await
}

pub async fn trade(reply: Reply) -> kotak_trade::Session {
    let answer = move |request| login::step(&request).unwrap_or_else(|| reply.clone());
    login::trade(&start(answer).await, LONG).await
}

pub fn order() -> Value {
    json!({
        "nOrdNo": "7", "trdSym": "ABCD-EQ", "exSeg": "nse_cm", "tok": "1001", "trnsTp": "B",
        "prod": "MIS", "prcTp": "L", "vldt": "DAY", "ordSt": "open", "qty": 10, "fldQty": 4,
        "prc": "10.50", "trgPrc": "0.00", "avgPrc": "10.45", "lotSz": "1", "tckSz": "0.05",
    })
}

pub fn book(rows: &[Value]) -> Reply {
    Reply::json(200, json!({"stat": "Ok", "stCode": 200, "data": rows}))
}

/// The book of Kotak Trade with these rows.
pub fn entries(rows: &[Value]) -> Reply {
    Reply::json(200, json!({"success": rows}))
}

pub fn with(mut row: Value, member: &str, value: Value) -> Value {
    row[member] = value;
    row
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_named_and_not_left_out() {
    let odd = [
        with(order(), "trnsTp", json!("SHORT")),
        with(order(), "qty", json!("many")),
        with(order(), "fldQty", json!(null)),
        with(order(), "ordSt", json!("")),
        with(order(), "nOrdNo", json!("NA")),
        json!("a word"),
    ];
    for odd in odd {
        let session = neo(book(&[order(), odd.clone()])).await;
        let error = session.orders().await.unwrap_err();
        assert!(
            matches!(error, Error::Undecodable { .. }),
            "{odd}: {error:?}"
        );
        let words = error.to_string();
        assert!(
            words.contains("get_order_book") && words.contains("data[1]"),
            "{words}"
        );
    }
}

#[tokio::test]
async fn an_odd_row_hides_no_other_order() {
    let odd = |member, value| with(with(order(), "nOrdNo", json!("8")), member, value);
    let nameless = with(order(), "nOrdNo", json!("NA"));
    let all = [
        odd("trnsTp", json!("SHORT")),
        odd("qty", json!("many")),
        odd("ordSt", json!("")),
        nameless.clone(),
        json!("a word"),
    ];
    for odd in all {
        let session = neo(book(&[odd.clone(), order()])).await;
        let found = session.order(" 7 ").await.unwrap().unwrap();
        assert_eq!((&*found.number, found.quantity), ("7", 10), "{odd}");
        // One that may be it is not said to be another.
        let may_be_it = odd == nameless || odd.is_string();
        assert_eq!(session.order("9").await.is_err(), may_be_it, "{odd}");
        assert!(session.order("8").await.is_err(), "{odd}");
        assert!(session.orders().await.is_err(), "{odd}");
    }
    let session = neo(book(&[order(), odd("qty", json!("many"))])).await;
    let words = session.order("8").await.unwrap_err().to_string();
    assert!(words.contains("data[1].qty"), "{words}");
    let row = |number: u64, quantity: Value| {
        json!({
            "orderId": number, "instrumentToken": 1001, "transactionType": "SELL", "orderQuantity": quantity,
            "filledQuantity": 0, "price": 10, "triggerPrice": 0, "status": "OPN",
        })
    };
    let session = trade(entries(&[row(8, json!("many")), row(7, json!(5))])).await;
    assert_eq!(session.order("7").await.unwrap().unwrap().quantity, 5);
    let words = session.order("8").await.unwrap_err().to_string();
    assert!(words.contains("success[0].orderQuantity"), "{words}");
    assert!(session.order("9").await.unwrap().is_none());
}

#[tokio::test]
async fn words_that_nobody_knows_are_kept() {
    let row = with(order(), "ordSt", json!("frozen"));
    let row = with(row, "prod", json!("NEW"));
    let row = with(row, "exSeg", json!("abc_fo"));
    let orders = neo(book(&[row])).await.orders().await.unwrap();
    assert_eq!(
        (orders[0].status.as_str(), orders[0].product.as_str()),
        ("frozen", "NEW")
    );
    assert!(!orders[0].is_open() && !orders[0].is_final());
    assert_eq!(orders[0].contract.segment, None);
    assert_eq!(orders[0].placed_at, None);
}

#[tokio::test]
async fn an_order_that_is_said_to_be_traded_in_part_is_open() {
    let part = with(order(), "ordSt", json!("traded"));
    let whole = with(part.clone(), "fldQty", json!(10));
    let orders = neo(book(&[part, whole])).await.orders().await.unwrap();
    assert_eq!(orders[0].status, OrderStatus::PartlyFilled);
    assert!(orders[0].is_open());
    assert_eq!(orders[1].status, OrderStatus::Complete);
}

#[tokio::test]
async fn an_order_is_final_once_all_of_it_is_filled_or_cancelled() {
    let quantities = [
        (10, 0, OrderStatus::Complete),
        (4, 0, OrderStatus::PartlyFilled),
        (4, 5, OrderStatus::PartlyFilled),
        (4, 6, OrderStatus::Cancelled),
    ];
    for (filled, cancelled, expected) in quantities {
        let row = with(order(), "ordSt", json!("traded"));
        let row = with(row, "fldQty", json!(filled));
        let row = with(row, "cnlQty", json!(cancelled));
        let orders = neo(book(&[row])).await.orders().await.unwrap();
        assert_eq!(orders[0].status, expected, "{filled} {cancelled}");
        for word in ["TRAD", "FIL"] {
            let row = json!({
                "orderId": 7, "instrumentToken": 1001, "transactionType": "SELL", "orderQuantity": 10, "price": 10,
                "triggerPrice": 0, "status": word, "filledQuantity": filled, "cancelledQuantity": cancelled,
            });
            let orders = trade(entries(&[row])).await.orders().await.unwrap();
            assert_eq!(orders[0].status, expected, "{word} {filled} {cancelled}");
            assert_eq!(orders[0].is_open(), expected == OrderStatus::PartlyFilled);
        }
    }
}

#[tokio::test]
async fn an_answer_that_merely_fails_is_no_empty_book() {
    let no_data = json!({"stat": "Not_Ok", "errMsg": "No Data", "stCode": 5203});
    for status in [200, 400, 404] {
        let session = neo(Reply::json(status, no_data.clone())).await;
        assert!(session.orders().await.unwrap().is_empty(), "{status}");
        assert!(session.positions().await.unwrap().is_empty(), "{status}");
    }
    let failures = [
        Reply::json(
            200,
            json!({"stat": "Not_Ok", "errMsg": "No Data", "stCode": 1003}),
        ),
        Reply::json(200, json!({"message": "Unauthorized"})),
        Reply::json(200, json!({})),
        Reply::json(
            500,
            json!({"stat": "Not_Ok", "errMsg": "oops", "stCode": 500}),
        ),
        Reply::html(200),
    ];
    for reply in failures {
        let session = neo(reply.clone()).await;
        assert!(session.orders().await.is_err(), "{reply:?}");
        assert!(session.positions().await.is_err(), "{reply:?}");
        assert!(session.holdings().await.is_err(), "{reply:?}");
        let session = trade(reply.clone()).await;
        assert!(session.orders().await.is_err(), "{reply:?}");
        assert!(session.positions().await.is_err(), "{reply:?}");
    }
}

#[tokio::test]
async fn a_position_counts_its_multiplier_and_ratios() {
    let row = json!({
        "trdSym": "USDINR26JANFUT", "exSeg": "cde_fo", "tok": "1", "prod": "NRML",
        "cfBuyQty": "0", "cfSellQty": "0", "cfBuyAmt": "0.00", "cfSellAmt": "0.00",
        "flBuyQty": "1", "flSellQty": "4", "buyAmt": "84500.00", "sellAmt": "340000.00",
        "multiplier": "1000", "genNum": "1", "genDen": "1", "prcNum": "1", "prcDen": "1",
    });
    let positions = neo(book(std::slice::from_ref(&row)))
        .await
        .positions()
        .await
        .unwrap();
    let position = &positions[0];
    assert_eq!(
        (position.net_quantity(), position.factor),
        (-3, rupees("1000"))
    );
    assert_eq!(position.average_price(), Some(rupees("85")));
    assert_eq!(position.average_buy_price(), Some(rupees("84.5")));
    // 340000 - 84500 - 3 * 84 * 1000.
    assert_eq!(position.profit_and_loss(84), rupees("3500"));
    assert_eq!(position.closing(), Some((Side::Buy, 3)));
    let odd = with(row, "flSellQty", json!("?"));
    let error = neo(book(&[odd])).await.positions().await.unwrap_err();
    assert!(error.to_string().contains("flSellQty"), "{error}");
}

#[tokio::test]
async fn a_price_of_trade_loses_the_noise_of_binary_fractions() {
    let row = json!({
        "orderId": 7, "instrumentToken": 1001, "instrumentName": "ABCD", "transactionType": "SELL",
        "orderQuantity": 5, "filledQuantity": 0, "price": 101.300_000_000_000_01, "triggerPrice": 0,
        "status": "OPN", "product": "NORMAL", "validity": "-", "exchange": "NSE", "isFNO": "Y",
    });
    let reply = Reply::json(200, json!({"success": [row]}));
    let orders = trade(reply).await.orders().await.unwrap();
    assert_eq!(orders[0].price, Some(rupees("101.3")));
    assert_eq!(orders[0].contract.segment, Some(Segment::NseDerivatives));
    assert_eq!((&*orders[0].number, orders[0].side), ("7", Side::Sell));
}

#[tokio::test]
async fn there_is_no_cover_or_bracket_order_in_g1() {
    let (sandbox, session) = neo_of_g1().await;
    let order = || {
        let share = Contract::new(Segment::NseCash, "SANDBOXCO-EQ").token(1001);
        Order::limit(Side::Buy, share, 1, 1400)
    };
    for odd in [
        order().cover(1390),
        order().bracket(Bracket::in_rupees(5, 10)),
    ] {
        let words = unsent(session.place(odd).await);
        assert!(words.contains("orders in G1"), "{words}");
    }
    assert!(sandbox.exchange().orders().is_empty());
    // Others are taken, and their books read.
    let number = session.place(order()).await.unwrap();
    let found = session.order(&number).await.unwrap().unwrap();
    session.modify(found.change().price(1410)).await.unwrap();
    session
        .cancel(&session.order(&number).await.unwrap().unwrap())
        .await
        .unwrap();
    assert!(
        session
            .positions()
            .await
            .unwrap()
            .iter()
            .all(|it| it.net_quantity() != 0)
    );
    assert_eq!(session.holdings().await.unwrap().len(), 1);
}

#[tokio::test]
async fn errors_of_orders_neither_contradict_nor_repeat_themselves() {
    let share = || Contract::new(Segment::NseCash, "ABCD-EQ").token(1001);
    let order = || Order::limit(Side::Buy, share(), 1, 10);
    let replies = [
        Reply::json(
            503,
            json!({"stat": "Not_Ok", "errMsg": "down", "stCode": 503}),
        ),
        Reply::json(504, json!({"fault": {"code": 504, "message": "gone"}})),
        Reply::html(500),
        Reply::Cut,
        Reply::json(
            400,
            json!({"stat": "Not_Ok", "errMsg": "bad price", "stCode": 1009}),
        ),
        Reply::json(
            429,
            json!({"stat": "Not_Ok", "errMsg": "too many", "stCode": 429}),
        ),
        Reply::json(
            200,
            json!({"fault": {"code": 1000, "message": "bad price"}}),
        ),
    ];
    for reply in replies {
        let of_neo = neo(reply.clone()).await.place(order()).await.unwrap_err();
        let of_trade = trade(reply.clone()).await.place(order()).await.unwrap_err();
        for error in [of_neo, of_trade] {
            let is_lost = matches!(error, OrderError::Lost(_));
            let words = error.to_string();
            let whole = Error::from(error).to_string();
            for words in [&words, &whole] {
                assert!(!words.contains("try later"), "{words}");
                assert!(words.matches("refused").count() < 2, "{words}");
                assert!(words.matches("may stand").count() < 2, "{words}");
            }
            assert!(!is_lost || whole == words, "{whole}");
            assert_eq!(is_lost, words.contains("may stand"), "{words}");
        }
    }
}

#[tokio::test]
async fn every_status_that_a_vendor_is_known_to_say_is_one_of_ours() {
    let rows = |member, row: Value, texts: &[&str]| -> Vec<Value> {
        let rows = texts
            .iter()
            .map(|text| with(row.clone(), member, json!(text)));
        rows.collect()
    };
    let texts: Vec<_> = keyfob::kotak_neo::types::OrderStatus::VALUES
        .iter()
        .map(|(text, ..)| *text)
        .collect();
    let reply = book(&rows("ordSt", order(), &texts));
    for order in neo(reply).await.orders().await.unwrap() {
        assert!(order.status.known().is_some(), "{}", order.status);
    }
    let row = json!({
        "orderId": 7, "instrumentToken": 1001, "transactionType": "SELL", "orderQuantity": 5,
        "filledQuantity": 0, "price": 10, "triggerPrice": 0,
    });
    let texts: Vec<_> = keyfob::kotak_trade::types::OrderStatus::VALUES
        .iter()
        .map(|(text, ..)| *text)
        .collect();
    let reply = Reply::json(200, json!({"success": rows("status", row, &texts)}));
    for order in trade(reply).await.orders().await.unwrap() {
        assert!(order.status.known().is_some(), "{}", order.status);
    }
}

#[tokio::test]
async fn an_order_that_is_found_stands_though_its_row_cannot_be_read() {
    let answer = |request: crate::http::Request| {
        login::step(&request).unwrap_or_else(|| match request.method.as_str() {
            "GET" => {
                let row = with(order(), "GuiOrdId", json!("lost"));
                book(&[with(row, "qty", json!("many"))])
            }
            _ => Reply::Cut,
        })
    };
    let session = login::neo(&start(answer).await, LONG).await;
    let share = Contract::new(Segment::NseCash, "ABCD-EQ");
    let order = Order::limit(Side::Buy, share, 10, 10).tag("lost");
    let Err(OrderError::Lost(lost)) = session.place(order).await else {
        panic!("it was answered")
    };
    let error = session.find(&lost).await.unwrap_err();
    assert!(error.to_string().contains("qty"), "{error}");
    assert!(matches!(Error::from(error), Error::InDoubt { .. }));
    assert_eq!(session.place_again(lost).await.unwrap(), "7");
}

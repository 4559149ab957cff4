//! Changes of orders of which the book does not tell everything: nothing is guessed.

use keyfob::trading::OrderType;
use serde_json::{Value, json};

use crate::books;
use crate::changes::{row, sent, with};
use crate::sessions::{rupees, unsent};

#[tokio::test]
async fn a_limit_that_cannot_be_read_never_becomes_a_market_order() {
    for price in [json!(null), json!("NA"), json!("ten"), json!("")] {
        for order_type in ["L", "SL"] {
            let odd = json!({"prc": price, "prcTp": order_type});
            let (session, order, bodies) = with(row(odd)).await;
            for change in [order.change().quantity(75), order.change().disclosed(0)] {
                let told = unsent(session.modify(change).await);
                assert!(told.contains("the price of order 7"), "{told}");
            }
            assert!(bodies.lock().unwrap().is_empty(), "{price}");
            let said = order.change().quantity(75).price(10);
            session.modify(said).await.unwrap();
            assert_eq!(sent(&bodies)["pt"], order_type);
            assert_eq!(sent(&bodies)["pr"], "10");
            let said = order.change().at_market();
            session.modify(said).await.unwrap();
            assert_eq!(sent(&bodies)["pr"], "0");
        }
    }
}

#[tokio::test]
async fn a_trigger_that_cannot_be_read_is_not_lost() {
    let odd = [
        json!({"trgPrc": "NA"}),
        json!({"trgPrc": null, "prcTp": "SL-M", "prc": "0"}),
        // The stop-loss of a cover order.
        json!({"trgPrc": "ten", "prcTp": "L", "prod": "CO", "exSeg": "nse_cm"}),
    ];
    for odd in odd {
        let (session, order, bodies) = with(row(odd.clone())).await;
        let told = unsent(session.modify(order.change().quantity(75)).await);
        assert!(told.contains("the trigger price of order 7"), "{told}");
        assert!(bodies.lock().unwrap().is_empty(), "{odd}");
        let said = order.change().quantity(75).trigger_price(rupees("10.5"));
        session.modify(said).await.unwrap();
        assert_eq!(sent(&bodies)["tp"], "10.5");
    }
}

#[tokio::test]
async fn a_disclosed_quantity_that_cannot_be_read_does_not_become_all() {
    for odd in [json!("NA"), json!(null), json!("")] {
        let (session, order, bodies) = with(row(json!({"dscQty": odd}))).await;
        let told = unsent(session.modify(order.change().price(rupees("9.95"))).await);
        assert!(told.contains("disclosed quantity of order 7"), "{told}");
        assert!(bodies.lock().unwrap().is_empty());
        let said = order.change().price(rupees("9.95")).disclosed(75);
        session.modify(said).await.unwrap();
        assert_eq!(sent(&bodies)["dq"], "75");
    }
}

#[tokio::test]
async fn a_market_order_with_some_price_in_the_book_stays_one() {
    let odd = [("MKT", "0.00", "10.00"), ("SL-M", "10.50", "10.00")];
    for (order_type, trigger, price) in odd {
        let odd = json!({"prcTp": order_type, "trgPrc": trigger, "prc": price});
        let (session, order, bodies) = with(row(odd)).await;
        session.modify(order.change().quantity(75)).await.unwrap();
        let body = sent(&bodies);
        assert_eq!(
            (&body["pt"], &body["pr"]),
            (&json!(order_type), &json!("0"))
        );
        session.modify(order.change().price(10)).await.unwrap();
        assert_eq!(sent(&bodies)["pr"], "10");
    }
}

fn entry(more: &Value) -> Value {
    let mut row = json!({
        "orderId": 7, "instrumentToken": 1001, "transactionType": "SELL", "orderQuantity": 5, "validity": "GFD",
        "filledQuantity": 0, "price": 10, "triggerPrice": 11, "disclosedQuantity": 0, "status": "SLO",
    });
    for (member, value) in more.as_object().unwrap() {
        row[member] = value.clone();
    }
    row
}

#[tokio::test]
async fn kotak_trade_names_no_type_so_of_a_price_that_is_not_told_none_follows() {
    let odd = [
        json!({"triggerPrice": null}),
        json!({"triggerPrice": "NA"}),
        json!({"triggerPrice": -1}),
        json!({"price": -1}),
    ];
    for odd in odd {
        let session = books::trade(books::entries(&[entry(&odd)])).await;
        let order = session.order("7").await.unwrap().unwrap();
        assert_eq!(order.order_type.known(), None, "{odd}");
        let told = unsent(session.modify(order.change().quantity(4)).await);
        assert!(told.contains("cannot be read in the book"), "{told}");
    }
    let session = books::trade(books::entries(&[entry(&json!({"disclosedQuantity": "?"}))])).await;
    let order = session.order("7").await.unwrap().unwrap();
    assert_eq!(order.order_type, OrderType::StopLimit);
    let told = unsent(session.modify(order.change().quantity(4)).await);
    assert!(told.contains("disclosed quantity of order 7"), "{told}");
}

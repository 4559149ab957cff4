//! Numbers at the end of what can be held, rows that are no positions, and prices rounded together.

use keyfob::kotak_neo::types::{ModifyOrderRequest, PlaceOrderRequest};
use keyfob::trading::{Contract, Order, Segment, Side, Validity};
use keyfob::{Decimal, Error};
use serde_json::{Value, json};

use crate::books::{self, book};
use crate::changes::{row, sent, with};
use crate::sessions::{rupees, unsent};

const MOST: &str = "79228162514264337593543950335";

fn share() -> Contract {
    Contract::new(Segment::NseCash, "ABCD-EQ").tick_size(rupees("0.05"))
}

fn today(token: u64, more: &Value) -> Value {
    let mut row = json!({
        "instrumentToken": token, "instrumentName": "ABCD", "exchange": "NSE", "segment": "EQ",
        "buyOpenQtyLot": 0, "buyOpenVal": 0, "buyTradedQtyLot": 5, "buyTradedVal": 50,
        "sellOpenQtyLot": 0, "sellOpenVal": 0, "sellTradedQtyLot": 0, "sellTradedVal": 0,
    });
    for (member, value) in more.as_object().unwrap() {
        row[member] = value.clone();
    }
    row
}

#[tokio::test]
async fn amounts_that_no_decimal_holds_are_an_error_that_names_them() {
    let of_neo = json!({
        "trdSym": "ABCD-EQ", "exSeg": "nse_cm", "tok": "1", "prod": "NRML",
        "cfBuyQty": "1", "cfSellQty": "0", "cfBuyAmt": MOST, "cfSellAmt": "0.00",
        "flBuyQty": "1", "flSellQty": "0", "buyAmt": MOST, "sellAmt": "0.00",
    });
    let session = books::neo(book(&[of_neo])).await;
    let error = session.positions().await.unwrap_err();
    assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
    assert!(error.to_string().contains("data[0].buyAmt"), "{error}");
    let of_trade = today(1001, &json!({"sellOpenVal": MOST, "sellTradedVal": MOST}));
    let session = books::trade(books::entries(&[of_trade])).await;
    let error = session.positions().await.unwrap_err();
    assert!(error.to_string().contains("sellTradedVal"), "{error}");
}

#[tokio::test]
async fn quantities_at_the_end_of_all_numbers_do_not_overflow() {
    for (quantity, filled) in [(i64::MIN, 1), (i64::MAX, -1), (0, i64::MIN)] {
        let odd = json!({"qty": quantity, "fldQty": filled, "cnlQty": i64::MAX, "ordSt": "traded"});
        let (_session, order, _) = with(row(odd)).await;
        assert!(order.pending_quantity() >= 0);
    }
}

#[test]
fn a_price_at_the_end_of_all_numbers_is_refused() {
    // Above it there is no other multiple of this tick.
    let share = || share().tick_size(2);
    for side in [Side::Buy, Side::Sell] {
        let order = Order::stop_limit(side, share(), 1, Decimal::MAX, Decimal::MAX);
        for order in [order.clone(), order.round_to_tick()] {
            let told = order.check().unwrap_err().to_string();
            assert!(told.contains("too large"), "{told}");
        }
    }
}

#[tokio::test]
async fn the_row_of_an_underlying_is_no_position() {
    let rows = [today(0, &json!({})), today(1001, &json!({}))];
    let session = books::trade(books::entries(&rows)).await;
    let positions = session.positions().await.unwrap();
    assert_eq!(positions.len(), 1);
    assert_eq!(positions[0].contract.token.as_deref(), Some("1001"));
    let odd = [
        today(0, &json!({})),
        today(1001, &json!({"buyTradedQtyLot": "?"})),
    ];
    let session = books::trade(books::entries(&odd)).await;
    let words = session.positions().await.unwrap_err().to_string();
    assert!(words.contains("[1].buyTradedQtyLot"), "{words}");
    let stock = |token: u64| json!({"instrumentToken": token, "stockBalance": 5});
    let session = books::trade(books::entries(&[stock(0), stock(1001)])).await;
    assert_eq!(session.holdings().await.unwrap().len(), 1);
}

#[test]
fn a_stop_that_can_trade_can_do_so_when_it_is_rounded() {
    let mut random = fastrand::Rng::with_seed(15);
    for _ in 0..3_000 {
        let trigger = Decimal::new(random.i64(10_000..11_000), 2);
        let gap = Decimal::new(random.i64(0..12), 2);
        for (side, price) in [(Side::Buy, trigger + gap), (Side::Sell, trigger - gap)] {
            let order = Order::stop_limit(side, share(), 1, price, trigger);
            let checked = order.round_to_tick().check();
            assert!(checked.is_ok(), "{side} {price} {trigger}: {checked:?}");
        }
    }
    let order = Order::stop_limit(Side::Buy, share(), 1, rupees("101.54"), rupees("101.53"));
    let order = PlaceOrderRequest::try_from(order.round_to_tick()).unwrap();
    assert_eq!(
        (order.price, order.trigger_price),
        (rupees("101.50"), rupees("101.50"))
    );
    // The stop-loss of a cover order keeps its distance, too.
    let order = Order::limit(Side::Buy, share(), 1, rupees("101.54")).cover(rupees("101.48"));
    let order = PlaceOrderRequest::try_from(order.round_to_tick()).unwrap();
    assert_eq!(
        (order.price, order.trigger_price),
        (rupees("101.50"), rupees("101.45"))
    );
}

#[tokio::test]
async fn a_changed_trigger_is_rounded_with_the_limit_of_the_book() {
    let (session, order, bodies) = with(row(
        json!({"trnsTp": "B", "prc": "10.50", "trgPrc": "10.00"}),
    ))
    .await;
    let change = order
        .change()
        .price(rupees("10.54"))
        .trigger_price(rupees("10.53"));
    session.modify(change.round_to_tick()).await.unwrap();
    let body = sent(&bodies);
    assert_eq!((&body["pr"], &body["tp"]), (&json!("10.5"), &json!("10.5")));
}

#[tokio::test]
async fn a_changed_cover_order_keeps_its_stop_loss_on_the_side_of_the_loss() {
    let cover = json!({
        "trnsTp": "B", "prod": "CO", "prcTp": "L", "exSeg": "nse_cm", "prc": "10.50", "trgPrc": "10.00", "ordSt": "open",
    });
    let (session, order, bodies) = with(row(cover)).await;
    for change in [order.change().trigger_price(11), order.change().price(10)] {
        let told = unsent(session.modify(change).await);
        assert!(told.contains("not below its price"), "{told}");
    }
    assert!(bodies.lock().unwrap().is_empty());
    session
        .modify(order.change().trigger_price(9))
        .await
        .unwrap();
    assert_eq!(sent(&bodies)["tp"], "9");
}

#[tokio::test]
async fn a_validity_that_cannot_be_said_there_is_refused() {
    let order = |segment, validity| {
        let order = Order::limit(Side::Buy, Contract::new(segment, "ABCD"), 1, 10);
        PlaceOrderRequest::try_from(order.validity(validity))
    };
    for segment in [
        Segment::NseCash,
        Segment::NseDerivatives,
        Segment::NseCurrency,
    ] {
        for validity in [Validity::GoodTillCancelled, Validity::EndOfSession] {
            let told = order(segment, validity).unwrap_err().to_string();
            assert!(
                told.contains("takes `day`") && told.contains(segment.code()),
                "{told}"
            );
        }
        assert!(order(segment, Validity::ImmediateOrCancel).is_ok());
    }
    for segment in [
        Segment::BseCash,
        Segment::BseDerivatives,
        Segment::McxCommodity,
    ] {
        assert!(order(segment, Validity::GoodTillCancelled).is_ok());
        let told = order(segment, Validity::GoodTillDate)
            .unwrap_err()
            .to_string();
        assert!(told.contains("the date"), "{told}");
    }
    let (_session, listed, _) = with(row(json!({"vldt": "GTD"}))).await;
    let change = |change| ModifyOrderRequest::try_from(change);
    assert!(change(listed.change().quantity(75)).is_err());
    assert!(
        change(
            listed
                .change()
                .quantity(75)
                .validity(Validity::EndOfSession)
        )
        .is_err()
    );
    assert!(change(listed.change().quantity(75).validity(Validity::Day)).is_ok());
}

//! What is one vendor's is not taken for the other's, and what closes a position is of its product.

use keyfob::Error;
use keyfob::kotak_neo::types::PlaceOrderRequest;
use keyfob::kotak_trade::orders::Placement;
use keyfob::trading::{Bracket, Contract, Order, Product, Segment, Side};
use serde_json::{Value, json};

use crate::books::{self, book};
use crate::sessions;

fn refused(contract: impl Into<Contract>) -> String {
    let order = Order::limit(Side::Buy, contract, 50, 10);
    let intraday = order.clone().product(Product::Intraday);
    for order in [&order, &intraday] {
        assert!(Placement::try_from(order).is_err());
    }
    Placement::try_from(order).unwrap_err().to_string()
}

#[tokio::test]
async fn a_token_of_kotak_neo_is_none_of_kotak_trade() {
    let (_sandbox, neo) = sessions::neo().await;
    let listed = neo.instruments(Segment::NseCash).await.unwrap();
    let instrument = listed.by_trading_symbol("SANDBOXCO-EQ").unwrap();
    let number = neo
        .place(Order::limit(Side::Buy, instrument, 1, 1400))
        .await
        .unwrap();
    let row = neo.order(&number).await.unwrap().unwrap();
    let position = neo.positions().await.unwrap().remove(0);
    let holding = neo.holdings().await.unwrap().remove(0);
    let all: [Contract; 4] = [
        instrument.into(),
        row.into(),
        (&position).into(),
        holding.into(),
    ];
    let (_sandbox, trade) = sessions::trade().await;
    for contract in all {
        let told = refused(&contract);
        assert!(
            told.contains("is one of Kotak Neo") && told.contains("`.token(..)`"),
            "{told}"
        );
        assert!(
            trade
                .quotes([&contract])
                .last_price()
                .await
                .complete()
                .is_err()
        );
        // One that was written by hand is whose the program says.
        let own = Order::limit(Side::Buy, contract.token(1001), 50, 10);
        assert!(Placement::try_from(own).is_ok());
    }
}

#[tokio::test]
async fn a_token_of_kotak_trade_is_none_of_kotak_neo() {
    let row = json!({
        "orderId": 7, "instrumentToken": 1001, "transactionType": "SELL", "orderQuantity": 5, "filledQuantity": 0,
        "price": 10, "triggerPrice": 0, "status": "OPN", "exchange": "NSE", "isFNO": "N", "instrumentName": "ABCD",
    });
    let session = books::trade(books::entries(&[row])).await;
    let order = session.order("7").await.unwrap().unwrap();
    let mut contract = order.contract;
    assert_eq!(contract.segment, Some(Segment::NseCash));
    assert_eq!(contract.neo_symbol(), None);
    assert!(Placement::try_from(Order::limit(Side::Buy, &contract, 5, 10)).is_ok());
    contract.trading_symbol = Some("ABCD-EQ".to_owned());
    let bracket = Order::limit(Side::Buy, &contract, 5, 10).bracket(Bracket::in_rupees(1, 2));
    let told = PlaceOrderRequest::try_from(bracket)
        .unwrap_err()
        .to_string();
    assert!(told.contains("is one of Kotak Trade"), "{told}");
    assert!(contract.token(11536).neo_symbol().is_some());
}

fn position(product: &str, bought: u64, sold: u64) -> Value {
    json!({
        "trdSym": "ABCD-EQ", "exSeg": "nse_cm", "tok": "1", "prod": product,
        "cfBuyQty": "0", "cfSellQty": "0", "cfBuyAmt": "0.00", "cfSellAmt": "0.00",
        "flBuyQty": bought, "flSellQty": sold, "buyAmt": "10.00", "sellAmt": "10.00",
    })
}

#[tokio::test]
async fn what_closes_a_position_is_of_its_product() {
    let rows = [
        position("MIS", 5, 2),
        position("CNC", 5, 2),
        position("NRML", 2, 5),
        position("MIS", 5, 5),
    ];
    let positions = books::neo(book(&rows)).await.positions().await.unwrap();
    let mut sent = positions.iter().map(|position| {
        let order = position.closing_order(10).unwrap();
        order.map(|order| {
            let json = serde_json::to_value(PlaceOrderRequest::try_from(order).unwrap()).unwrap();
            let text = |member: &str| json[member].as_str().unwrap().to_owned();
            ["pc", "tt", "qt", "pr", "pt"].map(text).join(" ")
        })
    });
    assert_eq!(sent.next().unwrap().unwrap(), "MIS S 3 10 L");
    assert_eq!(sent.next().unwrap().unwrap(), "CNC S 3 10 L");
    assert_eq!(sent.next().unwrap().unwrap(), "NRML B 3 10 L");
    assert_eq!(sent.next().unwrap(), None);
}

#[tokio::test]
async fn a_position_of_a_product_that_is_not_known_is_closed_by_none() {
    let rows = [
        position("NEW", 5, 2),
        position("CO", 5, 2),
        position("", 5, 2),
    ];
    let positions = books::neo(book(&rows)).await.positions().await.unwrap();
    for (position, words) in positions.iter().zip(["`NEW`", "`cover`", "is not told"]) {
        let error = position.closing_order(10).unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)));
        assert!(error.to_string().contains(words), "{error}");
    }
    let (_sandbox, trade) = sessions::trade().await;
    let positions = trade.positions().await.unwrap();
    let mut open = positions.iter().filter(|it| it.closing().is_some());
    let error = open.next().unwrap().closing_order(10).unwrap_err();
    assert!(error.to_string().contains(".product(..)"), "{error}");
}

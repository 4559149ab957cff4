//! The feed of orders and positions.

use kotak_neo_feed::Problem;
use kotak_neo_feed::orders::{Message, OrderUpdate, PositionUpdate, parse, parse_bytes};
use rust_decimal::Decimal;
use serde_json::json;

fn order(data: &serde_json::Value) -> OrderUpdate {
    match parse(&json!({"type": "order", "data": data}).to_string()) {
        Ok(Message::Order(order)) => *order,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_order_has_all_its_members() {
    let data = json!({"nOrdNo": "250720000007242", "exOrdId": "1100000000000001", "ordSt": "complete", "avgPrc": "1523.45",
        "prc": "1523.50", "trgPrc": "0.00", "qty": 10, "fldQty": 10, "unFldSz": 0, "trnsTp": "B", "prcTp": "L", "prod": "CNC", "exSeg": "nse_cm",
        "sym": "SANDBOXCO", "trdSym": "SANDBOXCO-EQ", "tok": "1001", "ordDtTm": "24-Nov-2025 10:23:20",
        "updRecvTm": 1_763_960_000_123_456_789_i64, "boeSec": 1_763_960_000, "exCfmTm": "24-Nov-2025 10:23:20", "rejRsn": "--",
        "GuiOrdId": "tag", "new": [1]});
    let expected = OrderUpdate {
        order_number: Some("250720000007242".into()),
        exchange_order_id: Some("1100000000000001".into()),
        status: Some("complete".into()),
        average_price: Some(Decimal::new(152_345, 2)),
        price: Some(Decimal::new(152_350, 2)),
        trigger_price: Some(Decimal::ZERO),
        quantity: Some(10),
        filled_quantity: Some(10),
        unfilled_quantity: Some(0),
        transaction_type: Some("B".into()),
        price_type: Some("L".into()),
        product: Some("CNC".into()),
        exchange_segment: Some("nse_cm".into()),
        symbol: Some("SANDBOXCO".into()),
        trading_symbol: Some("SANDBOXCO-EQ".into()),
        token: Some("1001".into()),
        ordered_at: Some("24-Nov-2025 10:23:20".into()),
        received_at_nanos: Some(1_763_960_000_123_456_789),
        exchange_sent_at: Some(1_763_960_000),
        exchange_confirmed_at: Some("24-Nov-2025 10:23:20".into()),
        rejection_reason: Some("--".into()),
        tag: Some("tag".into()),
        other: [("new".to_owned(), json!([1]))].into_iter().collect(),
    };
    assert_eq!(order(&data), expected);
}

#[test]
fn numbers_may_be_texts_and_texts_numbers() {
    let told = order(
        &json!({"nOrdNo": 250_720_000_007_242_i64, "avgPrc": 1523.45, "qty": " 10 ", "fldQty": "10.00", "unFldSz": 2.0,
        "updRecvTm": "1763960000123456789", "tok": 7}),
    );
    assert_eq!(told.order_number.as_deref(), Some("250720000007242"));
    assert_eq!(told.average_price, Some(Decimal::new(152_345, 2)));
    assert_eq!(
        (told.quantity, told.filled_quantity, told.unfilled_quantity),
        (Some(10), Some(10), Some(2))
    );
    assert_eq!(told.received_at_nanos, Some(1_763_960_000_123_456_789));
    assert_eq!(told.token.as_deref(), Some("7"));
    assert!(told.other.is_empty());
}

#[test]
fn what_cannot_be_read_is_kept_and_what_is_missing_is_none() {
    let told = order(
        &json!({"qty": "many", "avgPrc": [], "fldQty": 1.5, "nOrdNo": true, "updRecvTm": u64::MAX, "ordSt": null}),
    );
    let kept: Vec<_> = told.other.keys().map(String::as_str).collect();
    assert_eq!(kept, ["avgPrc", "fldQty", "nOrdNo", "qty", "updRecvTm"]);
    assert_eq!(
        OrderUpdate {
            other: Default::default(),
            ..told
        },
        OrderUpdate::default()
    );
    assert_eq!(order(&json!({})), OrderUpdate::default());
}

#[test]
fn a_position_has_all_its_members() {
    let data = json!({"actId": "ABC12", "sym": "SANDBOXCO", "exSeg": "nse_cm", "prod": "CNC", "flBuyQty": "10", "flSellQty": "0",
        "buyAmt": "15234.50", "sellAmt": "0.00", "posFlg": "true", "sqrFlg": "Y", "lotSz": "1", "multiplier": "1", "hsUpTm": "2025/11/24 10:23:20"});
    let message = json!({"type": "position", "data": data}).to_string();
    let expected = PositionUpdate {
        account_id: Some("ABC12".into()),
        symbol: Some("SANDBOXCO".into()),
        exchange_segment: Some("nse_cm".into()),
        product: Some("CNC".into()),
        filled_buy_quantity: Some(10),
        filled_sell_quantity: Some(0),
        buy_amount: Some(Decimal::new(1_523_450, 2)),
        sell_amount: Some(Decimal::ZERO),
        position_flag: Some("true".into()),
        square_off_flag: Some("Y".into()),
        lot_size: Some(1),
        multiplier: Some(Decimal::ONE),
        updated_at: Some("2025/11/24 10:23:20".into()),
        other: Default::default(),
    };
    assert_eq!(parse(&message), Ok(Message::Position(Box::new(expected))));
}

#[test]
fn the_line_is_accepted_or_refused() {
    let refused = |message: &str| Message::Refused {
        message: message.into(),
    };
    let other = |kind: &str| Message::Other { kind: kind.into() };
    for (text, message) in [
        (
            r#"{"ak":"ok","type":"cn","msg":"connected"}"#,
            Message::Connected,
        ),
        (
            r#"{"ak":"nk","type":"cn","task":"cn","msg":"Authentication Failed"}"#,
            refused("Authentication Failed"),
        ),
        (r#"{"type":"cn"}"#, refused("")),
        (r#"{"type":"hb"}"#, Message::Heartbeat),
        (r#"{"type":"news","data":{}}"#, other("news")),
        (r#"{"type":5}"#, other("")),
        (r#"{}"#, other("")),
    ] {
        assert_eq!(parse(text), Ok(message), "{text}");
    }
}

#[test]
fn what_is_no_object_is_a_problem() {
    let deep = "[".repeat(100_000);
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{type:hb}",
        r#"{"type":"order"}"#,
        r#"{"type":"position","data":[]}"#,
        &deep,
    ] {
        assert_eq!(parse(text), Err(Problem::InvalidText), "{text:.20}");
    }
    assert_eq!(
        parse_bytes(b"{\"type\":\"\xff\"}"),
        Err(Problem::InvalidText)
    );
    assert_eq!(parse_bytes(br#"{"type":"hb"}"#), Ok(Message::Heartbeat));
}

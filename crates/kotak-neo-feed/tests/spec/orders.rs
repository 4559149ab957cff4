//! The order feed's codec against its document.

use kotak_neo_feed::orders::{self, Message, OrderUpdate, PositionUpdate, Spelling};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::random::Random;
use super::rules::fill;
use super::{document, message};

#[test]
fn the_first_frame_and_the_heartbeat_are_the_documents() {
    let document = document("orders");
    let random = &mut Random(1);
    let (token, sid) = (random.word(500), random.word(50));
    let bare = message(document, "hello_bare")["x-text"].as_str().unwrap();
    let sent = orders::connect(Spelling::Bare, &token, &sid);
    assert_eq!(sent, fill(bare, &json!({"token": token, "sid": sid})));
    let sent = orders::connect(Spelling::Json, "TRADE-TOKEN", "TRADE-SID");
    assert_eq!(
        json(&sent),
        message(document, "hello_json")["examples"][0]["payload"]
    );
    let bare = &message(document, "heartbeat_bare")["x-text"];
    assert_eq!(orders::heartbeat(Spelling::Bare), bare);
    let limits = document["x-limits"].as_array().unwrap();
    assert_eq!(limits.len(), 1);
    assert_eq!(limits[0]["name"], "heartbeat_interval");
    assert_eq!(limits[0]["seconds"], orders::HEARTBEAT_INTERVAL.as_secs());
    let sent = orders::heartbeat(Spelling::Json);
    assert_eq!(
        json(sent),
        message(document, "heartbeat_json")["examples"][0]["payload"]
    );
}

#[test]
fn answers_are_the_documents() {
    let example =
        |name: &str| message(document("orders"), name)["examples"][0]["payload"].to_string();
    assert_eq!(
        orders::parse(&example("acknowledged")),
        Ok(Message::Connected)
    );
    let message = "Authentication Failed".to_owned();
    assert_eq!(
        orders::parse(&example("refused")),
        Ok(Message::Refused { message })
    );
}

#[test]
fn an_order_is_read_member_by_member() {
    for seed in 0..300 {
        let data = members("Order", &mut Random(seed));
        let Ok(Message::Order(order)) = parse("order", &data) else {
            panic!("{data:?}");
        };
        compare(&data, order_members(&order));
        assert_eq!(order.other, Map::new());
    }
}

#[test]
fn a_position_is_read_member_by_member() {
    for seed in 0..300 {
        let data = members("Position", &mut Random(seed));
        let Ok(Message::Position(position)) = parse("position", &data) else {
            panic!("{data:?}");
        };
        compare(&data, position_members(&position));
        assert_eq!(position.other, Map::new());
    }
}

#[test]
fn the_examples_are_read() {
    for (name, due) in [("order", "240115000012345"), ("position", "YOUR1")] {
        let example = message(document("orders"), name)["examples"][0]["payload"].to_string();
        let told = match orders::parse(&example).unwrap() {
            Message::Order(order) => order.order_number,
            Message::Position(position) => position.account_id,
            other => panic!("{other:?}"),
        };
        assert_eq!(told.as_deref(), Some(due));
    }
}

/// What the codec tells, by the vendor's names, as the wire would have it.
fn order_members(order: &OrderUpdate) -> Vec<(&'static str, Option<Value>)> {
    vec![
        ("nOrdNo", text(&order.order_number)),
        ("exOrdId", text(&order.exchange_order_id)),
        ("ordSt", text(&order.status)),
        ("avgPrc", decimal(order.average_price)),
        ("qty", whole(order.quantity)),
        ("fldQty", whole(order.filled_quantity)),
        ("unFldSz", whole(order.unfilled_quantity)),
        ("trnsTp", text(&order.transaction_type)),
        ("prcTp", text(&order.price_type)),
        ("prod", text(&order.product)),
        ("exSeg", text(&order.exchange_segment)),
        ("sym", text(&order.symbol)),
        ("trdSym", text(&order.trading_symbol)),
        ("tok", text(&order.token)),
        ("ordDtTm", text(&order.ordered_at)),
        ("updRecvTm", whole(order.received_at_nanos)),
        ("boeSec", whole(order.exchange_sent_at)),
        ("exCfmTm", text(&order.exchange_confirmed_at)),
        ("prc", decimal(order.price)),
        ("trgPrc", decimal(order.trigger_price)),
        ("rejRsn", text(&order.rejection_reason)),
        ("GuiOrdId", text(&order.tag)),
    ]
}

fn position_members(position: &PositionUpdate) -> Vec<(&'static str, Option<Value>)> {
    let number = |number: Option<i64>| number.map(|number| json!(number.to_string()));
    vec![
        ("actId", text(&position.account_id)),
        ("sym", text(&position.symbol)),
        ("exSeg", text(&position.exchange_segment)),
        ("prod", text(&position.product)),
        ("flBuyQty", number(position.filled_buy_quantity)),
        ("flSellQty", number(position.filled_sell_quantity)),
        ("buyAmt", decimal(position.buy_amount)),
        ("sellAmt", decimal(position.sell_amount)),
        ("posFlg", text(&position.position_flag)),
        ("sqrFlg", text(&position.square_off_flag)),
        ("lotSz", number(position.lot_size)),
        ("multiplier", decimal(position.multiplier)),
        ("hsUpTm", text(&position.updated_at)),
    ]
}

/// Members at random by the document's schema, of which some are absent. Texts that hold numbers say so with their unit.
fn members(schema: &str, random: &mut Random) -> Map<String, Value> {
    let properties = &document("orders")["components"]["schemas"][schema]["properties"];
    let mut members = Map::new();
    for (name, property) in properties.as_object().unwrap() {
        let value = match (property["type"].as_str(), property["x-unit"].as_str()) {
            (Some("integer"), _) => json!(random.next().cast_signed()),
            (_, Some("price" | "factor")) => {
                json!(Decimal::new(random.next().cast_signed() >> 20, 2).to_string())
            }
            (_, Some("quantity")) => json!((random.next().cast_signed() >> 20).to_string()),
            _ => json!(random.word(20)),
        };
        if random.below(8) > 0 {
            members.insert(name.clone(), value);
        }
    }
    members
}

fn parse(kind: &str, data: &Map<String, Value>) -> Result<Message, kotak_neo_feed::Problem> {
    orders::parse(&json!({"type": kind, "data": data}).to_string())
}

fn compare(data: &Map<String, Value>, told: Vec<(&'static str, Option<Value>)>) {
    for (name, told) in &told {
        assert_eq!(told.as_ref(), data.get(*name), "{name} of {data:?}");
    }
    for name in data.keys() {
        assert!(
            told.iter().any(|(known, _)| known == name),
            "{name} is not told"
        );
    }
}

fn text(text: &Option<String>) -> Option<Value> {
    text.as_ref().map(|text| json!(text))
}

fn whole(number: Option<i64>) -> Option<Value> {
    number.map(|number| json!(number))
}

fn decimal(number: Option<Decimal>) -> Option<Value> {
    number.map(|number| json!(number.to_string()))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

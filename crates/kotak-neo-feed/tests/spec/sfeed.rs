//! SFeed's codec against its document.

use kotak_neo_feed::sfeed::{self, Control, Decoder, Kind};
use kotak_neo_feed::{Depth, Instrument, MarketEvent, MarketPhase, MarketStatus, Problem, Segment};
use serde_json::{Value, json};

use super::layout::encode;
use super::random::Random;
use super::{document, message};

const KINDS: [Kind; 5] = [
    Kind::ScripsLite,
    Kind::Scrips,
    Kind::Depth,
    Kind::FullDepth,
    Kind::Indices,
];

#[test]
fn a_code_that_is_not_in_the_document_is_told() {
    let codes = selecting_codes();
    for code in (0..=u16::MAX).filter(|code| !codes.contains(code)) {
        let mut packet = vec![9, 0];
        packet.extend(code.to_le_bytes());
        packet.extend([1, 3, 0, 0, 0]);
        assert_eq!(
            decode(&packet),
            [Err(Problem::UnknownMessage { code, level: 3 })]
        );
    }
}

#[test]
fn exchanges_are_the_documents() {
    let document = document("sfeed");
    for id in i8::MIN..=i8::MAX {
        let exchanges = document["x-exchanges"].as_array().unwrap();
        let known = exchanges.iter().find(|exchange| exchange["id"] == id);
        let name = known.map(|exchange| exchange["name"].as_str().unwrap());
        assert_eq!(Segment::from_id(id).as_str(), name, "{id}");
        if let Some(name) = name {
            assert_eq!(Segment::from_text(name).unwrap().id(), Some(id), "{name}");
        }
    }
}

#[test]
fn market_statuses_are_the_documents() {
    let document = document("sfeed");
    let statuses = document["x-market-statuses"].as_array().unwrap();
    for code in 0..=u16::MAX {
        let status = MarketStatus::new(Segment::NseCm, code);
        let is_known = statuses.iter().any(|status| status["code"] == code);
        assert_eq!(
            status.phase() == MarketPhase::Other(code),
            !is_known,
            "{code}"
        );
    }
}

#[test]
fn what_is_sent_is_the_documents() {
    let document = document("sfeed");
    let login = sfeed::login("YOUR1", "TRADE-SID", 1_763_960_000_000);
    assert_eq!(payloads(document, "login"), [json(&login)]);
    let share: Instrument = "nse_cm|11536".parse().unwrap();
    let index: Instrument = "nse_cm|Nifty 50".parse().unwrap();
    for (name, send) in [
        (
            "subscribe",
            (|kind, list| Some(sfeed::subscribe(kind, list)))
                as fn(Kind, &[Instrument]) -> Option<String>,
        ),
        ("unsubscribe", |kind, list| {
            Some(sfeed::unsubscribe(kind, list))
        }),
        ("snapshot", |kind, list| sfeed::snapshot(kind, list)),
    ] {
        let sent = KINDS.map(|kind| match kind {
            Kind::Indices => send(kind, std::slice::from_ref(&index)),
            // Two at once, as the document's first example has it.
            Kind::Scrips if name == "subscribe" => send(kind, &[share.clone(), index.clone()]),
            _ => send(kind, std::slice::from_ref(&share)),
        });
        same(
            sent.into_iter().flatten().map(|text| json(&text)),
            payloads(document, name),
        );
    }
    let sent = [sfeed::exchange(true), sfeed::exchange(false)].map(json);
    assert_eq!(
        sent.to_vec(),
        payloads(document, "market_status_subscription")
    );
    // The examples are all that may be sent.
    for (schema, name) in [
        ("Subscribe", "subscribe"),
        ("Unsubscribe", "unsubscribe"),
        ("Snapshot", "snapshot"),
    ] {
        let events = &document["components"]["schemas"][schema]["properties"]["event"]["enum"];
        let examples = payloads(document, name);
        same(
            examples.iter().map(|payload| payload["event"].clone()),
            events.as_array().unwrap().clone(),
        );
    }
}

#[test]
fn the_level_that_an_event_asks_for_has_that_depth() {
    let document = document("sfeed");
    let levels = message(document, "subscribe")["x-levels"]
        .as_object()
        .unwrap();
    let mut seen = 0;
    for depth in [Depth::LastPrice, Depth::Touch, Depth::Five, Depth::Twenty] {
        let sent = json(&sfeed::subscribe(depth.into(), &[]));
        let level = &levels[sent["event"].as_str().unwrap()];
        let name = if *level == 1 { "mini" } else { "picture" };
        let packet = message(document, name);
        let mut fields = Random(7).fields(&packet["x-layout"]);
        if name == "picture" {
            let row = json!([{"quantity": 1, "price": 1, "orders": 1}]);
            fields.extend(
                [
                    ("level", level.clone()),
                    ("bids", row.clone()),
                    ("offers", row),
                ]
                .map(owned),
            );
            fields.extend([("buy_rows", json!(1)), ("sell_rows", json!(1))].map(owned));
        }
        let decoded = decode(&encode(packet, &Value::Object(fields)));
        let [Ok(MarketEvent::Quote(quote))] = decoded.as_slice() else {
            panic!("{decoded:?}");
        };
        assert_eq!(quote.depth, depth);
        seen += 1;
    }
    assert_eq!(seen, levels.len());
}

#[test]
fn the_codes_of_texts_and_the_default_divider_are_the_documents() {
    let document = document("sfeed");
    let schemas = &document["components"]["schemas"];
    let logins = &schemas["LoggedIn"]["properties"]["message_code"]["enum"];
    let subscribed = &schemas["Subscribed"]["properties"]["message_code"]["const"];
    for code in 0..10_000 {
        let text = json!({"message_code": code, "format": "native_batch"}).to_string();
        let mut decoder = Decoder::new();
        let control = decoder.text(&text, &mut |_| {}).unwrap();
        let is_login = logins
            .as_array()
            .unwrap()
            .iter()
            .any(|login| *login == code);
        assert_eq!(
            matches!(control, Control::Authenticated { .. }),
            is_login,
            "{code}"
        );
        assert_eq!(
            matches!(control, Control::Subscribed { .. }),
            *subscribed == code,
            "{code}"
        );
    }
    let packet = message(document, "index");
    let mut fields = Random(7).fields(&packet["x-layout"]);
    fields.insert("value".to_owned(), json!(1));
    let decoded = decode(&encode(packet, &Value::Object(fields)));
    let [Ok(MarketEvent::Index(index))] = decoded.as_slice() else {
        panic!("{decoded:?}");
    };
    assert_eq!(
        index.value.unwrap().divisor(),
        document["x-default-divider"].as_u64().unwrap()
    );
}

#[test]
fn the_limit_is_the_documents() {
    let limits = &document("sfeed")["x-limits"];
    assert_eq!(limits[0]["name"], "subscriptions");
    assert_eq!(limits[0]["at-most"], sfeed::MAX_SUBSCRIPTIONS);
    assert_eq!(limits.as_array().unwrap().len(), 1);
}

fn decode(frame: &[u8]) -> Vec<Result<MarketEvent, Problem>> {
    let mut told = Vec::new();
    Decoder::new().binary(frame, &mut |found| told.push(found));
    told
}

/// The codes by which messages are told apart.
pub(crate) fn selecting_codes() -> Vec<u16> {
    let document = document("sfeed");
    let messages = document["components"]["messages"].as_object().unwrap();
    let fields = messages
        .values()
        .filter_map(|message| message.pointer("/x-layout/fields/1"));
    let codes = fields.filter(|field| field["selects"] != false);
    codes
        .map(|field| u16::try_from(field["value"].as_u64().unwrap()).unwrap())
        .collect()
}

fn payloads(document: &Value, name: &str) -> Vec<Value> {
    let examples = message(document, name)["examples"].as_array().unwrap();
    examples
        .iter()
        .map(|example| example["payload"].clone())
        .collect()
}

fn same(left: impl IntoIterator<Item = Value>, right: Vec<Value>) {
    let sorted = |values: &mut Vec<String>| values.sort();
    let mut left: Vec<_> = left.into_iter().map(|value| value.to_string()).collect();
    let mut right: Vec<_> = right.into_iter().map(|value| value.to_string()).collect();
    sorted(&mut left);
    sorted(&mut right);
    assert_eq!(left, right);
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

pub(crate) fn owned((name, value): (&'static str, Value)) -> (String, Value) {
    (name.to_owned(), value)
}

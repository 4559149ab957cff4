//! HSM's codec against its document.

use std::collections::BTreeSet;

use kotak_neo_feed::hsm::{self, Channel, Control, Decoder, Topic, TopicKind};
use kotak_neo_feed::{Depth, IndexQuote, Level, Levels, MarketEvent, Problem, Quote};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::layout::encode;
use super::random::Random;
use super::told::{Check, Tells, Told, tells};
use super::{document, message};

const SEEDS: u64 = 300;
const KINDS: [TopicKind; 3] = [TopicKind::Scrip, TopicKind::Index, TopicKind::Depth];
/// Not read by anybody: the vendor says to ignore them.
const IGNORED: [&str; 2] = ["ftm0", "dtm1"];

#[test]
fn what_is_sent_is_the_documents() {
    for seed in 0..SEEDS {
        let random = &mut Random(seed);
        let (token, sid, key) = (random.word(500), random.word(50), random.word(20));
        let sent = hsm::connect(&token, &sid).unwrap();
        assert_eq!(
            sent,
            written("connect", json!({"token": token, "sid": sid}))
        );
        let number = u32::try_from(random.below(1 << 32)).unwrap();
        let sent = hsm::acknowledge(number);
        assert_eq!(
            sent,
            written("acknowledge", json!({"message_number": number}))
        );
        let sent = hsm::throttle(number);
        assert_eq!(sent, written("throttle", json!({"interval": number})));

        let channel = 1 + u8::try_from(random.below(64)).unwrap();
        let on = Channel::new(channel).unwrap();
        let topics: Vec<_> = (0..=random.below(20))
            .map(|_| topic(random, None))
            .collect();
        let names: Vec<_> = topics.iter().map(Topic::to_string).collect();
        let fields = json!({"topics": names, "channel": channel});
        assert_eq!(
            hsm::subscribe(&topics, on),
            [written("subscribe", fields.clone())]
        );
        assert_eq!(
            hsm::unsubscribe(&topics, on),
            [written("unsubscribe", fields)]
        );
        let fields = json!({"topics": names});
        assert_eq!(hsm::snapshot(&topics), [written("snapshot", fields)]);

        let (strike, above, below) = (random.next().cast_signed(), 3, 200);
        let sent = hsm::option_chain(&key, strike, above, below, on).unwrap();
        let fields = json!({"key": key, "strike": strike, "above": above, "below": below, "channel": channel});
        assert_eq!(sent, written("option_chain", fields));
    }
}

#[test]
fn channels_are_bits_as_the_document_says() {
    for number in 1..=64_u8 {
        let channel = Channel::new(number).unwrap();
        let (low, high) = match number {
            // Bit n is channel n, and channel 32 the first one: there is no other bit left.
            1..=32 => (1_u32 << (number % 32), 0),
            _ => (0, 1_u32 << (number % 32)),
        };
        let fields = json!({"channels_from_33": high, "channels_to_32": low});
        assert_eq!(hsm::pause(&[channel]), written("pause", fields.clone()));
        assert_eq!(hsm::resume(&[channel]), written("resume", fields));
    }
}

#[test]
fn limits_are_the_documents() {
    let limits = document("hsm")["x-limits"].as_array().unwrap();
    let code = [
        ("topics_per_frame", hsm::MAX_TOPICS_PER_FRAME),
        ("topics_per_channel", hsm::MAX_TOPICS_PER_CHANNEL),
        ("channels", hsm::MAX_CHANNELS),
        // The first channel is for snapshots.
        (
            "topics",
            (hsm::MAX_CHANNELS - 1) * hsm::MAX_TOPICS_PER_CHANNEL,
        ),
    ];
    assert_eq!(limits.len(), code.len());
    for (limit, (name, number)) in limits.iter().zip(code) {
        assert_eq!(
            (&limit["name"], &limit["at-most"]),
            (&json!(name), &json!(number))
        );
    }
    let random = &mut Random(1);
    let topics: Vec<_> = (0..250).map(|_| topic(random, None)).collect();
    let frames = hsm::subscribe(&topics, Channel::new(2).unwrap());
    let names: Vec<_> = topics.iter().map(Topic::to_string).collect();
    let due = names
        .chunks(100)
        .map(|names| written("subscribe", json!({"topics": names, "channel": 2})));
    assert_eq!(frames, due.collect::<Vec<_>>());
}

#[test]
fn answers_are_the_documents() {
    let statuses: Vec<_> = document("hsm")["x-statuses"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(statuses, ["K", "N"]);
    for (status, ok) in [("K", true), ("N", false)] {
        for (name, control) in [
            ("subscribed", Control::Subscription { ok }),
            ("unsubscribed", Control::Unsubscription { ok }),
            ("snapshot_taken", Control::Snapshot { ok }),
            ("paused", Control::Paused { ok }),
            ("resumed", Control::Resumed { ok }),
        ] {
            assert_eq!(
                answer(&written(name, json!({"status": status}))),
                Ok(control),
                "{name}"
            );
        }
    }
    let unknown = written("subscribed", json!({"status": "X"}));
    assert_eq!(answer(&unknown), Err(Problem::UnknownStatus));
    for interval in [0_u64, 1, 255, 256, 70_000, u64::MAX] {
        let fields = json!({"field_count": 2, "status": "K", "acknowledgement_interval": interval});
        let connected = Control::Connected {
            ack_interval: interval,
        };
        assert_eq!(answer(&written("connected", fields)), Ok(connected));
    }
    for (fields, control) in [
        (
            json!({"field_count": 1, "status": "K"}),
            Control::Connected { ack_interval: 0 },
        ),
        (
            json!({"field_count": 1, "status": "N"}),
            Control::Refused { empty: false },
        ),
        (json!({"field_count": 0}), Control::Refused { empty: true }),
    ] {
        assert_eq!(answer(&written("connected", fields)), Ok(control));
    }
    let fields =
        json!({"field_count": 3, "status": "K", "key": "KEY", "chain": r#"{"data": [1]}"#});
    let chain = Control::OptionChain {
        key: "KEY".to_owned(),
        data: json!([1]),
    };
    assert_eq!(answer(&written("option_chain_told", fields)), Ok(chain));
    let fields = json!({"field_count": 1, "status": "N"});
    assert_eq!(
        answer(&written("option_chain_told", fields)),
        Ok(Control::OptionChainRefused)
    );
}

#[test]
fn types_of_frames_and_kinds_of_records_are_the_documents() {
    let document = document("hsm");
    let messages = document["components"]["messages"].as_object().unwrap();
    // What is not sent is received.
    let sent = [
        "connect",
        "throttle",
        "acknowledge",
        "subscribe",
        "unsubscribe",
        "pause",
        "resume",
        "snapshot",
        "option_chain",
    ];
    let received = messages
        .iter()
        .filter(|(name, _)| !sent.contains(&name.as_str()));
    let received: BTreeSet<_> = received
        .map(|(_, message)| &message["x-layout"]["fields"][1]["value"])
        .map(Value::to_string)
        .collect();
    assert_eq!(received.len(), messages.len() - sent.len());
    for kind in 0..=u8::MAX {
        let frame = [0, 5, kind, 1, 1, 0, 1];
        let unknown = Err(Problem::UnknownFrame { kind });
        assert_eq!(
            answer(&frame) == unknown,
            !received.contains(&kind.to_string()),
            "{kind}"
        );
    }
    let records = message(document, "data")["x-records"].as_object().unwrap();
    let kinds: BTreeSet<_> = records
        .values()
        .map(|record| record["fields"][0]["value"].to_string())
        .collect();
    for kind in 0..=u8::MAX {
        let frame = [0, 6, 6, 0, 1, 0, 1, kind];
        let mut told = Vec::new();
        Decoder::new().binary(&frame, &mut |found| told.push(found));
        let unknown = told == [Err(Problem::UnknownRecord { kind })];
        assert_eq!(unknown, !kinds.contains(&kind.to_string()), "{kind}");
    }
}

#[test]
fn kinds_of_topics_are_the_documents() {
    let mut names: Vec<_> = KINDS.map(TopicKind::as_str).into();
    names.sort_unstable();
    assert_eq!(
        document("hsm")["x-topics"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        names
    );
}

#[test]
fn records_are_read_field_by_field() {
    for kind in KINDS {
        for seed in 0..SEEDS {
            line(kind, &mut Random(seed));
        }
    }
}

/// A snapshot of a topic and updates of it, behind a `connected` that asks for acknowledgements or not.
fn line(kind: TopicKind, random: &mut Random) {
    let document = document("hsm");
    let layout = &document["x-topics"][kind.as_str()];
    let mut decoder = Decoder::new();
    let interval = random.below(3);
    let fields = json!({"field_count": 2, "status": "K", "acknowledgement_interval": interval});
    decoder.binary(&written("connected", fields), &mut |_| {});

    let topic = topic(random, Some(kind));
    let id = u32::try_from(random.below(1 << 32)).unwrap();
    let mut known = values(layout, random, 8);
    let (token, segment, symbol) = (random.word(20), random.word(20), random.word(20));
    let texts = json!([[52, token], [53, segment], [54, symbol]]);
    let snapshot = json!({"kind": 83, "topic_id": id, "topic": topic.to_string(), "values": numbers(layout, &known), "texts": texts});
    let divider = divider(&known);
    let mut told = 0;
    for update in 0..4 {
        let record = match update {
            0 => snapshot.clone(),
            _ => {
                let mut changed = values(layout, random, 2);
                for fixed in ["mul", "prec"] {
                    changed.insert(fixed.to_owned(), Value::Null);
                }
                let mut numbers = numbers(layout, &changed);
                // A list may end early.
                let length = usize::try_from(random.below(numbers.len() as u64 + 1)).unwrap();
                let rest = numbers.split_off(length);
                let fields = layout["fields"].as_array().unwrap();
                for field in &fields[length..] {
                    changed.remove(field["name"].as_str().unwrap());
                }
                assert_eq!(rest.len(), fields.len() - length);
                known.extend(changed.into_iter().filter(|(_, value)| !value.is_null()));
                json!({"kind": 85, "topic_id": id, "values": numbers})
            }
        };
        let mut fields = json!({"records": [record]});
        if interval > 0 {
            fields["message_number"] = json!(update);
        }
        decoder.updates(&written("data", fields), |update| {
            let update = update.unwrap();
            assert_eq!(*update.topic(), topic);
            assert_eq!(update.told_token(), Some(token.as_str()));
            assert_eq!(update.told_segment(), Some(segment.as_str()));
            assert_eq!(update.symbol(), Some(symbol.as_str()));
            for (position, field) in layout["fields"].as_array().unwrap().iter().enumerate() {
                let value = &known[field["name"].as_str().unwrap()];
                assert_eq!(
                    update.field(position).map(Into::into),
                    value.as_i64(),
                    "{field}"
                );
            }
            let check = Check {
                document,
                layout,
                fields: &known,
                divider,
            };
            compare(&check, &update.event());
            told += 1;
        });
    }
    assert_eq!(told, 4);
}

fn compare(check: &Check<'_>, event: &MarketEvent) {
    let untold = [IGNORED[0], IGNORED[1], "mul"];
    match event {
        MarketEvent::Quote(quote) if quote.depth == Depth::Touch => {
            check.all(scrip(quote), &untold)
        }
        MarketEvent::Quote(quote) => {
            assert_eq!(quote.depth, Depth::Five);
            check.all(depth(quote), &untold);
        }
        MarketEvent::Index(value) => check.all(index(value), &untold),
        other => panic!("{other:?}"),
    }
}

fn scrip(quote: &Quote) -> Tells {
    let [bid, offer] = [&quote.bids, &quote.offers].map(|side| level(side, 0));
    tells([
        ("fdtm", Told::number(quote.updated_at)),
        ("ltt", Told::number(quote.last_trade_at)),
        ("v", Told::number(quote.volume)),
        ("ltp", Told::price(quote.last_price)),
        ("ltq", Told::number(quote.last_quantity)),
        ("tbq", Told::number(quote.total_buy_quantity)),
        ("tsq", Told::number(quote.total_sell_quantity)),
        ("bp", Told::price(Some(bid.price))),
        ("sp", Told::price(Some(offer.price))),
        ("bq", Told::number(Some(bid.quantity))),
        ("bs", Told::number(Some(offer.quantity))),
        ("ap", Told::price(quote.average_price)),
        ("lo", Told::price(quote.low)),
        ("h", Told::price(quote.high)),
        ("lcl", Told::price(quote.lower_circuit)),
        ("ucl", Told::price(quote.upper_circuit)),
        ("yh", Told::price(quote.year_high)),
        ("yl", Told::price(quote.year_low)),
        ("op", Told::price(quote.open)),
        ("c", Told::price(quote.close)),
        ("oi", Told::number(quote.open_interest)),
        ("prec", Told::number(quote.precision)),
    ])
}

fn index(index: &IndexQuote) -> Tells {
    tells([
        ("iv", Told::price(index.value)),
        ("ic", Told::price(index.close)),
        ("tvalue", Told::number(index.at)),
        ("highPrice", Told::price(index.high)),
        ("lowPrice", Told::price(index.low)),
        ("openingPrice", Told::price(index.open)),
        ("prec", Told::number(index.precision)),
    ])
}

fn depth(quote: &Quote) -> Tells {
    let mut told = tells([("prec", Told::number(quote.precision))]);
    for at in 0..5 {
        for (side, price, quantity, orders) in [
            (&quote.bids, "bp", "bq", "bno"),
            (&quote.offers, "sp", "bs", "sno"),
        ] {
            // The vendor counts prices from nothing, and orders from 1.
            let number = if at == 0 {
                String::new()
            } else {
                at.to_string()
            };
            let level = level(side, at);
            told.push((format!("{price}{number}"), Told::price(Some(level.price))));
            told.push((
                format!("{quantity}{number}"),
                Told::number(Some(level.quantity)),
            ));
            told.push((format!("{orders}{}", at + 1), Told::number(level.orders)));
        }
    }
    told
}

fn level(side: &Levels, at: usize) -> Level {
    *side
        .get(at)
        .unwrap_or_else(|| panic!("no level {at} in {side:?}"))
}

#[test]
fn prices_are_those_of_the_document() {
    for kind in KINDS {
        let layout = &document("hsm")["x-topics"][kind.as_str()];
        let fields = layout["fields"].as_array().unwrap();
        for field in fields {
            let is_scale = ["mul", "prec"].contains(&field["name"].as_str().unwrap());
            let mut only = Map::new();
            only.insert(field["name"].as_str().unwrap().to_owned(), json!(7));
            let absent = |other: &Value| {
                only.get(other["name"].as_str().unwrap())
                    .cloned()
                    .unwrap_or(Value::Null)
            };
            let all: Map<_, _> = fields
                .iter()
                .map(|other| (other["name"].as_str().unwrap().to_owned(), absent(other)))
                .collect();
            let record = json!({"kind": 83, "topic_id": 1, "topic": format!("{}|nse_cm|1", kind.as_str()),
                "values": numbers(layout, &all), "texts": []});
            let mut told = Vec::new();
            let frame = written("data", json!({"records": [record]}));
            Decoder::new().binary(&frame, &mut |found| told.push(found));
            // Without a scale a price cannot be told, and everything else can.
            let refused = told == [Err(Problem::InvalidScale)];
            assert_eq!(refused, field["unit"] == "price" && !is_scale, "{field}");
        }
    }
}

/// A value for each field by its unit, one in `absent` of them none. What a level is made of is there or not as a whole, and
/// so is in these always, but for the orders. No two are the same.
fn values(layout: &Value, random: &mut Random, absent: u64) -> Map<String, Value> {
    let mut values = Map::new();
    let mut seen = BTreeSet::new();
    for field in layout["fields"].as_array().unwrap() {
        let name = field["name"].as_str().unwrap();
        let unit = field["unit"].as_str().unwrap();
        let is_of_level = ["bp", "sp", "bq", "bs"]
            .iter()
            .any(|start| name.starts_with(start));
        let value = match unit {
            "digits" => json!(random.below(9)),
            "factor" => json!(1 + random.below(1000)),
            _ if !is_of_level && random.below(absent) == 0 => Value::Null,
            _ => loop {
                let value = random.value(&json!({"type": "i32", "unit": unit}));
                if value != document("hsm")["components"]["messages"]["data"]["x-absent"]
                    && seen.insert(value.to_string())
                {
                    break value;
                }
            },
        };
        values.insert(name.to_owned(), value);
    }
    values
}

/// The values of a record by the positions of its fields.
fn numbers(layout: &Value, values: &Map<String, Value>) -> Vec<Value> {
    let absent = &message(document("hsm"), "data")["x-absent"];
    let mut numbers = Vec::new();
    for field in layout["fields"].as_array().unwrap() {
        assert_eq!(field["index"], numbers.len());
        let value = &values[field["name"].as_str().unwrap()];
        numbers.push(if value.is_null() {
            absent.clone()
        } else {
            value.clone()
        });
    }
    numbers
}

fn divider(values: &Map<String, Value>) -> Decimal {
    let whole = |name: &str| values[name].as_u64().unwrap();
    Decimal::from(whole("mul") * 10_u64.pow(u32::try_from(whole("prec")).unwrap()))
}

fn topic(random: &mut Random, kind: Option<TopicKind>) -> Topic {
    let kind = kind.unwrap_or_else(|| *random.of(&KINDS));
    let segments = document("hsm")["x-segments"]["known"].as_array().unwrap();
    let segment = random.of(segments).as_str().unwrap();
    let token = match random.below(2) {
        0 => random.below(1 << 32).to_string(),
        _ => format!("{} {}", random.word(20), random.word(20)),
    };
    let instrument = format!("{segment}|{token}").parse().unwrap();
    Topic { kind, instrument }
}

fn written(name: &str, fields: Value) -> Vec<u8> {
    encode(message(document("hsm"), name), &fields)
}

fn answer(frame: &[u8]) -> Result<Control, Problem> {
    let mut problem = None;
    let control = Decoder::new().binary(frame, &mut |found: Result<MarketEvent, Problem>| {
        problem = Some(found.unwrap_err())
    });
    control.ok_or_else(|| problem.unwrap())
}

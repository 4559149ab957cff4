//! HSM's records, read field by field.

use std::collections::BTreeSet;

use kotak_neo_feed::hsm::{Decoder, TopicKind};
use kotak_neo_feed::{Depth, IndexQuote, Level, Levels, MarketEvent, Problem, Quote};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::hsm::{KINDS, SEEDS, topic, written};
use super::random::Random;
use super::told::{Check, Tells, Told, tells};
use super::{document, message};

/// Not read by anybody: the vendor says to ignore them.
const IGNORED: [&str; 2] = ["ftm0", "dtm1"];

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
    // The first text is the kind of the topic, which the topic says itself.
    let texts = [kind.as_str(), &token, &segment, &symbol];
    let ids = document["x-texts"].as_array().unwrap().iter();
    let ids: Vec<_> = ids
        .map(|text| (text["name"].as_str().unwrap(), &text["id"]))
        .collect();
    assert_eq!(
        ids.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["name", "tk", "e", "ts"]
    );
    let texts: Vec<_> = ids
        .iter()
        .zip(texts)
        .map(|((_, id), text)| json!([id, text]))
        .collect();
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

//! SFeed's packets, read field by field.

use kotak_neo_feed::sfeed::Decoder;
use kotak_neo_feed::{
    AuctionImbalance, Depth, IndexQuote, Instrument, MarketEvent, MarketStatus, Problem, Quote,
};
use serde_json::{Map, Value, json};

use super::layout::encode;
use super::random::Random;
use super::sfeed::{owned, selecting_codes};
use super::told::{Check, Tells, Told, tells};
use super::{document, message};

const SEEDS: u64 = 300;
const HEADER: [&str; 5] = [
    "length",
    "message_code",
    "level",
    "sequence",
    "bitmask_length",
];

#[test]
fn a_mini_packet_is_read_field_by_field() {
    packets(
        "mini",
        |random, _| vec![("message_code", free_code(random))],
        |fields, event, check| {
            let MarketEvent::Quote(quote) = event else {
                panic!("{event:?}");
            };
            assert_eq!(quote.depth, Depth::LastPrice, "{fields:?}");
            check.all(mini(quote), &HEADER);
        },
    );
}

#[test]
fn a_picture_is_read_field_by_field() {
    let untold = [
        "indicative_close_price",
        "buy_rows",
        "sell_rows",
        "trading_status",
    ];
    let untold: Vec<_> = HEADER.into_iter().chain(untold).collect();
    let set = |random: &mut Random, fields: &Map<String, Value>| {
        let touch = fields["level"] == 4;
        let mut rows = |most: u64| -> Vec<Value> {
            let count = if touch { 1 } else { random.below(most + 1) };
            let row = |_| {
                let field = |kind: &str| json!({"type": kind});
                let (quantity, price) = (random.value(&field("i64")), random.value(&field("i32")));
                json!({"quantity": quantity, "price": price, "orders": random.value(&field("i32"))})
            };
            (0..count).map(row).collect()
        };
        let (bids, offers) = (rows(20), rows(20));
        // Level 4 has one row a side, whatever it says.
        let count = |rows: &[Value], random: &mut Random| match touch {
            true => json!(random.below(1000)),
            false => json!(rows.len()),
        };
        vec![
            ("message_code", free_code(random)),
            ("buy_rows", count(&bids, random)),
            ("sell_rows", count(&offers, random)),
            ("bids", json!(bids)),
            ("offers", json!(offers)),
        ]
    };
    packets("picture", set, |fields, event, check| {
        let MarketEvent::Quote(quote) = event else {
            panic!("{event:?}");
        };
        let depth = match fields["level"].as_u64() {
            Some(4) => Depth::Touch,
            Some(16) => Depth::Twenty,
            _ => Depth::Five,
        };
        assert_eq!(quote.depth, depth);
        check.all([mini(quote), picture(quote)].concat(), &untold);
    });
}

#[test]
fn an_index_is_read_field_by_field() {
    let untold: Vec<_> = HEADER
        .into_iter()
        .chain(["auction", "market_capitalisation"])
        .collect();
    packets(
        "index",
        |_, _| Vec::new(),
        |_, event, check| {
            let MarketEvent::Index(index) = event else {
                panic!("{event:?}");
            };
            check.all(self::index(index), &untold);
        },
    );
}

#[test]
fn a_market_status_is_read_field_by_field() {
    let untold: Vec<_> = HEADER.into_iter().chain(["auction"]).collect();
    packets(
        "market_status",
        |_, _| Vec::new(),
        |_, event, check| {
            let MarketEvent::Status(status) = event else {
                panic!("{event:?}");
            };
            check.all(self::status(status), &untold);
        },
    );
    for (name, code) in [("market_open", 1), ("market_close", 2)] {
        let untold = &untold;
        packets(
            name,
            |_, _| Vec::new(),
            |_, event, check| {
                let MarketEvent::Status(status) = event else {
                    panic!("{event:?}");
                };
                assert_eq!((status.code, &status.text), (code, &None));
                check.all(self::status(status)[..1].to_vec(), untold);
            },
        );
    }
}

#[test]
fn a_closing_auction_is_read_field_by_field() {
    let untold: Vec<_> = HEADER.into_iter().chain(["auction"]).collect();
    packets(
        "closing_auction",
        |_, _| Vec::new(),
        |_, event, check| {
            let MarketEvent::Imbalance(auction) = event else {
                panic!("{event:?}");
            };
            check.all(self::auction(auction), &untold);
        },
    );
}

fn mini(quote: &Quote) -> Tells {
    tells([
        ("exchange", Told::text(Some(&quote.instrument.segment))),
        ("auction", Told::Flag(quote.auction)),
        ("token", number(&quote.instrument)),
        ("last_trade_time", Told::number(quote.last_trade_at)),
        ("last_traded_price", Told::price(quote.last_price)),
        ("last_trade_quantity", Told::number(quote.last_quantity)),
        ("close_price", Told::price(quote.close)),
        ("net_change_percent", Told::price(quote.told_change_percent)),
        ("net_change", Told::price(quote.told_change)),
        ("market_lot", Told::number(quote.lot_size)),
        ("precision", Told::number(quote.precision)),
        ("multiplier", Told::number(quote.multiplier)),
    ])
}

fn picture(quote: &Quote) -> Tells {
    tells([
        ("total_buy_quantity", Told::number(quote.total_buy_quantity)),
        (
            "total_sell_quantity",
            Told::number(quote.total_sell_quantity),
        ),
        ("volume", Told::number(quote.volume)),
        ("last_update_time", Told::number(quote.updated_at)),
        ("open_price", Told::price(quote.open)),
        ("high_price", Told::price(quote.high)),
        ("low_price", Told::price(quote.low)),
        ("average_price", Told::price(quote.average_price)),
        ("open_interest", Told::number(quote.open_interest)),
        ("traded_value", Told::float(quote.traded_value)),
        ("upper_circuit_limit", Told::price(quote.upper_circuit)),
        ("lower_circuit_limit", Told::price(quote.lower_circuit)),
        ("yearly_high", Told::price(quote.year_high)),
        ("yearly_low", Told::price(quote.year_low)),
        ("bids", Told::levels(&quote.bids)),
        ("offers", Told::levels(&quote.offers)),
    ])
}

fn index(index: &IndexQuote) -> Tells {
    tells([
        ("exchange", Told::text(Some(&index.instrument.segment))),
        ("token", number(&index.instrument)),
        ("open_price", Told::price(index.open)),
        ("close_price", Told::price(index.close)),
        ("high_price", Told::price(index.high)),
        ("low_price", Told::price(index.low)),
        ("value", Told::price(index.value)),
        ("last_trade_time", Told::number(index.at)),
        ("yearly_high", Told::price(index.year_high)),
        ("yearly_low", Told::price(index.year_low)),
        ("net_change_percent", Told::price(index.told_change_percent)),
        ("precision", Told::number(index.precision)),
        ("multiplier", Told::price(index.multiplier)),
        ("index_name", Told::text(index.name.as_deref())),
    ])
}

fn status(status: &MarketStatus) -> Tells {
    tells([
        ("exchange", Told::text(Some(&status.segment))),
        ("status", Told::number(Some(status.code))),
        ("text", Told::text(status.text.as_deref())),
    ])
}

fn auction(auction: &AuctionImbalance) -> Tells {
    tells([
        ("exchange", Told::text(Some(&auction.instrument.segment))),
        ("token", number(&auction.instrument)),
        (
            "reference_price",
            Told::price(Some(auction.reference_price)),
        ),
        ("imbalance_quantity", Told::number(Some(auction.imbalance))),
        (
            "imbalance_quantity_at_market",
            Told::number(Some(auction.imbalance_at_market)),
        ),
    ])
}

/// Packets of this name at random, alone and behind one another, each given to `check` with what the codec made of it.
fn packets(
    name: &str,
    set: impl Fn(&mut Random, &Map<String, Value>) -> Vec<(&'static str, Value)>,
    check: impl Fn(&Map<String, Value>, &MarketEvent, &Check<'_>),
) {
    let document = document("sfeed");
    let packet = message(document, name);
    let layout = &packet["x-layout"];
    let mut frame = Vec::new();
    let mut sent = Vec::new();
    for seed in 0..SEEDS {
        let random = &mut Random(seed);
        let mut fields = random.fields(layout);
        let more = set(random, &fields);
        fields.extend(more.into_iter().map(owned));
        frame.extend(longer(
            random,
            encode(packet, &Value::Object(fields.clone())),
        ));
        sent.push(fields);
    }
    // A divider for each exchange, so that each price is divided by its own.
    let divider = |id: i64| 10_u64.pow(u32::try_from(id.rem_euclid(8)).unwrap());
    let exchanges: Map<_, _> = (-128..128)
        .map(|id: i64| {
            (
                format!("exchange {id}"),
                json!({"value": id, "divider": divider(id)}),
            )
        })
        .collect();
    let login = json!({"message_code": 1119, "format": "native_batch", "exchanges": exchanges});
    let mut decoder = Decoder::new();
    decoder.text(&login.to_string(), &mut |told| panic!("{told:?}"));
    let mut events = Vec::new();
    decoder.binary(&frame, &mut |told: Result<MarketEvent, Problem>| {
        events.push(told.unwrap_or_else(|problem| panic!("{problem}")));
    });
    assert_eq!(events.len(), sent.len());
    for (fields, event) in sent.iter().zip(&events) {
        let divider = divider(fields["exchange"].as_i64().unwrap()).into();
        check(
            fields,
            event,
            &Check {
                document,
                layout,
                fields,
                divider,
            },
        );
    }
}

/// The packet with up to 15 bytes behind its last field, fewer than a row has: they are passed over by its length.
fn longer(random: &mut Random, mut packet: Vec<u8>) -> Vec<u8> {
    let more = random.below(16);
    packet.extend((0..more).map(|_| 0xEE));
    let length = u16::try_from(packet.len()).unwrap().to_le_bytes();
    packet[..2].copy_from_slice(&length);
    packet
}

/// A code that says nothing, so that the level does.
fn free_code(random: &mut Random) -> Value {
    let codes = selecting_codes();
    let mut free = || u16::try_from(random.below(1 << 16)).unwrap();
    let mut code = free();
    while codes.contains(&code) {
        code = free();
    }
    json!(code)
}

fn number(instrument: &Instrument) -> Told {
    match &instrument.token {
        kotak_neo_feed::Token::Number(token) => Told::number(Some(*token)),
        name => panic!("{name:?}"),
    }
}

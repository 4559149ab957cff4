//! Bytes that lie, and prices beside those that are computed from the raw bytes.

use kotak_neo_feed::{MarketEvent, Price, hsm, orders, sfeed};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::build::{
    ABSENT, Given, INDEX_FIELDS, data, frame, hsm, index, last_price, message, numbered, picture,
    scrip_fields, sfeed, snapshot, update,
};

/// What a server may send in a frame of SFeed.
fn batch() -> Vec<u8> {
    let rows = [(10, 995, 1), (20, 1005, 2), (30, 1010, 3)];
    [
        last_price(1, 7, 12_345),
        picture(4, 8, [1, 1], &rows[..2]),
        message(4242, 1, 77, false, b"abc"),
        picture(16, 9, [1, 2], &rows),
        index(26_000, b"Nifty 50"),
        message(105, 9, 0, false, b"\x01\x00OPEN\0"),
        message(104, 1, 0, false, &[1; 24]),
        message(6511, 1, 0, false, &[]),
    ]
    .concat()
}

/// What a server may send on a line of HSM.
fn line() -> [Vec<u8>; 4] {
    let fields = scrip_fields();
    let depth: Vec<i32> = (1000..1032).chain([1, 2]).collect();
    [
        frame(1, &[2, 1, 0, 1, b'K', 2, 0, 1, 2]),
        numbered(
            1,
            &[
                snapshot(
                    1,
                    "sf|nse_cm|11536",
                    &fields,
                    &[(52, b"11536"), (54, b"SANDBOXCO-EQ")],
                ),
                snapshot(2, "if|nse_cm|Nifty 50", &INDEX_FIELDS, &[]),
                snapshot(3, "dp|nse_cm|11536", &depth, &[]),
            ],
        ),
        numbered(
            2,
            &[
                update(1, &[ABSENT, ABSENT, 5, 6, 7, 8]),
                update(3, &depth[..9]),
            ],
        ),
        frame(
            10,
            b"\x01\x01\x00\x01K\x02\x00\x01k\x03\x00\x0b{\"data\":[]}",
        ),
    ]
}

#[test]
fn a_batch_cut_anywhere_gives_what_is_whole() {
    let batch = batch();
    let all = sfeed(&mut sfeed::Decoder::new(), &batch);
    assert_eq!(all.events.len(), 7);
    let mut ends = vec![0];
    while let Some(length) = batch
        .get(ends[ends.len() - 1]..)
        .and_then(<[u8]>::first_chunk)
    {
        ends.push(ends[ends.len() - 1] + usize::from(u16::from_le_bytes(*length)));
    }
    for cut in 0..batch.len() {
        let given = sfeed(&mut sfeed::Decoder::new(), &batch[..cut]);
        assert!(all.events.starts_with(&given.events));
        let whole = ends.iter().filter(|end| **end <= cut).count() - 1;
        let unknown = usize::from(whole > 2);
        assert_eq!(given.events.len(), whole - unknown, "cut at {cut}");
        assert_eq!(
            given.problems.len(),
            unknown + usize::from(!ends.contains(&cut))
        );
    }
}

#[test]
fn data_cut_anywhere_gives_what_is_whole() {
    let [connected, snapshots, updates, _] = line();
    let all = |frames: &[&[u8]]| {
        let mut decoder = hsm::Decoder::new();
        let mut given = Given::default();
        for frame in frames {
            decoder.binary(frame, &mut given);
        }
        given
    };
    let whole = all(&[&connected, &snapshots, &updates]);
    assert_eq!((whole.events.len(), whole.problems.len()), (5, 0));
    for cut in 0..snapshots.len() {
        let given = all(&[&connected, &snapshots[..cut]]);
        assert!(whole.events.starts_with(&given.events));
        assert_eq!(given.problems.len(), 1, "cut at {cut}");
    }
    for cut in 0..updates.len() {
        let given = all(&[&connected, &snapshots, &updates[..cut]]);
        assert!(whole.events.starts_with(&given.events));
        assert_eq!(given.problems.len(), 1, "cut at {cut}");
    }
}

#[test]
fn a_flipped_byte_costs_no_more_than_a_problem() {
    let batch = batch();
    for at in 0..batch.len() {
        for flip in [1, 0x80, 0xff] {
            let mut batch = batch.clone();
            batch[at] ^= flip;
            let given = sfeed(&mut sfeed::Decoder::new(), &batch);
            assert!(given.events.len() <= 8 && given.problems.len() <= 8);
        }
    }
    for (which, frame) in line().iter().enumerate() {
        for at in 0..frame.len() {
            let mut frames = line();
            frames[which][at] ^= 0xff;
            let mut decoder = hsm::Decoder::new();
            for frame in &frames {
                let (given, _) = hsm(&mut decoder, frame);
                assert!(given.events.len() + given.problems.len() <= 64);
            }
        }
    }
}

#[test]
fn a_count_beyond_the_frame_ends_with_the_frame() {
    let mut frame = data(&[snapshot(1, "sf|nse_cm|1", &scrip_fields(), &[])]);
    frame[3..5].copy_from_slice(&u16::MAX.to_be_bytes());
    let (given, _) = hsm(&mut hsm::Decoder::new(), &frame);
    assert_eq!((given.events.len(), given.problems.len()), (1, 1));
    let mut frame = data(&[update(1, &[1, 2, 3])]);
    frame[12] = 255;
    let (given, _) = hsm(&mut hsm::Decoder::new(), &frame);
    assert_eq!((given.events.len(), given.problems.len()), (0, 1));
}

/// What `units / divisor` is, computed by other means.
fn price(units: impl Into<Decimal>, divisor: u64) -> Decimal {
    units.into() / Decimal::from(divisor)
}

fn told(price: Option<Price>) -> Decimal {
    price.expect("a price").to_decimal()
}

proptest! {
    #[test]
    fn any_bytes_are_taken(frames in vec(vec(any::<u8>(), 0..300), 1..5), kind in 0_u8..12) {
        let (mut native, mut binary) = (sfeed::Decoder::new(), hsm::Decoder::new());
        for mut bytes in frames {
            let given = sfeed(&mut native, &bytes);
            prop_assert!(given.events.len() + given.problems.len() <= bytes.len() / 9 * 2 + 1);
            if let Some(byte) = bytes.get_mut(2) {
                *byte = kind;
            }
            let (given, _) = hsm(&mut binary, &bytes);
            prop_assert!(given.events.len() + given.problems.len() <= bytes.len() + 1);
            let _ = orders::parse_bytes(&bytes);
        }
    }

    #[test]
    fn any_text_is_taken(text in ".{0,80}", code in prop_oneof![Just(1117), Just(1109), any::<i32>()], member in any::<String>()) {
        let mut decoder = sfeed::Decoder::new();
        decoder.text(&text, &mut Given::default());
        let json = serde_json::json!({"message_code": code, "exchanges": {&member: {"value": &text, "divider": &member}},
            "trading_symbols": {&text: &member}, "type": "order", "data": {"qty": &text, "avgPrc": &member}});
        decoder.text(&json.to_string(), &mut Given::default());
        let order = orders::parse(&json.to_string());
        prop_assert!(matches!(order, Ok(orders::Message::Order(_))));
    }

    #[test]
    fn prices_of_sfeed_are_those_of_the_bytes(
        units in any::<[u32; 5]>(),
        rows in vec((any::<i64>(), any::<i32>(), any::<i32>()), 2),
        divider in prop_oneof![Just(100_u64), Just(10_000_000), Just(3), 1..=u64::from(u32::MAX)],
    ) {
        let mut decoder = sfeed::Decoder::new();
        let login = serde_json::json!({"message_code": 1117, "exchanges": {"nse_cm": {"value": 1, "divider": divider}}});
        decoder.text(&login.to_string(), &mut Given::default());
        let mut frame = picture(4, 7, [1, 1], &rows);
        for (at, units) in units.iter().enumerate() {
            frame[53 + 4 * at..57 + 4 * at].copy_from_slice(&units.to_le_bytes());
        }
        frame.extend(last_price(1, 7, units[4]));
        let given = sfeed(&mut decoder, &frame);
        let [MarketEvent::Quote(full), MarketEvent::Quote(last)] = &given.events[..] else {
            panic!("{given:?}");
        };
        let [open, close, high, low, last_price] = units.map(|units| price(units, divider));
        let prices = [full.open, full.close, full.high, full.low, full.last_price].map(told);
        prop_assert_eq!(prices, [open, close, high, low, last_price]);
        prop_assert_eq!(told(last.last_price), last_price);
        for (levels, (quantity, units, orders)) in [&full.bids, &full.offers].into_iter().zip(&rows) {
            prop_assert_eq!(levels[0].price.to_decimal(), price(*units, divider));
            prop_assert_eq!((levels[0].quantity, levels[0].orders), (*quantity, Some(*orders)));
        }
    }

    #[test]
    fn prices_of_hsm_are_those_of_the_bytes(
        first in any::<[i32; 23]>(),
        updates in vec(vec(prop_oneof![Just(ABSENT), any::<i32>()], 0..23), 0..5),
        multiplier in 1..=1000_i32,
        precision in 0..=9_u32,
    ) {
        let divisor = u64::from(multiplier.unsigned_abs()) * 10_u64.pow(precision);
        let mut decoder = hsm::Decoder::new();
        let mut known = [ABSENT; 23];
        let mut fields = first.to_vec();
        fields.extend([multiplier, precision.cast_signed()]);
        let records = std::iter::once((snapshot(1, "sf|nse_cm|1", &fields, &[]), first.to_vec()))
            .chain(updates.into_iter().map(|fields| (update(1, &fields), fields)));
        for (record, fields) in records {
            for (known, field) in known.iter_mut().zip(fields).filter(|(_, field)| *field != ABSENT) {
                *known = field;
            }
            let (given, _) = hsm(&mut decoder, &data(&[record]));
            let [MarketEvent::Quote(quote)] = &given.events[..] else {
                panic!("{given:?}");
            };
            let expected = |at: usize| (known[at] != ABSENT).then(|| price(known[at], divisor));
            for (at, told) in [(5, quote.last_price), (13, quote.average_price), (14, quote.low), (15, quote.high),
                (16, quote.lower_circuit), (17, quote.upper_circuit), (18, quote.year_high), (19, quote.year_low),
                (20, quote.open), (21, quote.close)] {
                prop_assert_eq!(told.map(Price::to_decimal), expected(at), "{}", at);
            }
            let bid = quote.bids.first().map(|level| level.price.to_decimal());
            prop_assert_eq!(bid, expected(9).filter(|_| known[11] != ABSENT));
        }
    }
}

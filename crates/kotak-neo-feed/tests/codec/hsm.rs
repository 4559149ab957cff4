//! HSM: what each field becomes, and what a topic is after snapshots and updates.

use kotak_neo_feed::hsm::Decoder;
use kotak_neo_feed::{Depth, IndexQuote, MarketEvent, Price, Problem, Quote};
use rust_decimal::Decimal;

use crate::build::{
    ABSENT, INDEX_FIELDS, data, frame, hsm, hundredths, record, scrip_fields, snapshot, update,
};

const NAME: &str = "sf|nse_cm|11536";

fn quotes(decoder: &mut Decoder, records: &[Vec<u8>]) -> (Vec<Quote>, Vec<Problem>) {
    let (given, control) = hsm(decoder, &data(records));
    assert_eq!(control, None);
    let quote = |event| match event {
        MarketEvent::Quote(quote) => quote,
        other => panic!("{other:?}"),
    };
    (
        given.events.into_iter().map(quote).collect(),
        given.problems,
    )
}

fn one(decoder: &mut Decoder, record: Vec<u8>) -> Quote {
    let (mut quotes, problems) = quotes(decoder, &[record]);
    assert_eq!((quotes.len(), problems), (1, Vec::new()));
    quotes.remove(0)
}

#[test]
fn a_scrip_has_all_its_fields() {
    let texts: [(u8, &[u8]); 4] = [
        (52, b"11536"),
        (53, b"nse_cm"),
        (54, b"SANDBOXCO-EQ"),
        (99, b"x"),
    ];
    let quote = one(
        &mut Decoder::new(),
        snapshot(1, NAME, &scrip_fields(), &texts),
    );
    assert_eq!(quote.instrument.to_string(), "nse_cm|11536");
    assert_eq!(
        (quote.symbol.as_deref(), quote.depth),
        (Some("SANDBOXCO-EQ"), Depth::Touch)
    );
    assert_eq!(
        (quote.updated_at, quote.last_trade_at),
        (Some(1002), Some(1003))
    );
    assert_eq!(
        (quote.volume, quote.last_price),
        (Some(1004), hundredths(1005))
    );
    let quantities = [
        quote.last_quantity,
        quote.total_buy_quantity,
        quote.total_sell_quantity,
    ];
    assert_eq!(quantities, [1006, 1007, 1008].map(Some));
    let bid = quote.best_bid().expect("a bid");
    assert_eq!(
        (Some(bid.price), bid.quantity, bid.orders),
        (hundredths(1009), 1011, None)
    );
    let offer = quote.best_offer().expect("an offer");
    assert_eq!(
        (Some(offer.price), offer.quantity),
        (hundredths(1010), 1012)
    );
    let prices = [
        quote.average_price,
        quote.low,
        quote.high,
        quote.lower_circuit,
        quote.upper_circuit,
        quote.year_high,
        quote.year_low,
        quote.open,
        quote.close,
    ];
    assert_eq!(
        prices,
        [1013, 1014, 1015, 1016, 1017, 1018, 1019, 1020, 1021].map(hundredths)
    );
    assert_eq!(
        (quote.open_interest, quote.precision),
        (Some(1022), Some(2))
    );
    assert_eq!(quote.change(), hundredths(-16));
    assert_eq!(quote.turnover(), Some(Decimal::new(1004 * 1013, 2)));
}

#[test]
fn an_update_changes_what_it_has_and_nothing_else() {
    let mut decoder = Decoder::new();
    let before = one(&mut decoder, snapshot(1, NAME, &scrip_fields(), &[]));
    let after = one(
        &mut decoder,
        update(1, &[ABSENT, ABSENT, ABSENT, ABSENT, 2000, ABSENT, 7]),
    );
    let mut expected = before;
    (expected.volume, expected.last_quantity) = (Some(2000), Some(7));
    assert_eq!(after, expected);
}

#[test]
fn an_update_says_what_changed() {
    let mut decoder = Decoder::new();
    let mut changed = Vec::new();
    let frame = data(&[
        snapshot(1, NAME, &scrip_fields(), &[]),
        update(1, &[ABSENT, ABSENT, ABSENT, ABSENT, 1004, 1, 1006]),
    ]);
    decoder.updates(&frame, |update| {
        let update = update.expect("no problem");
        changed.push((update.is_snapshot(), update.changed(), update.field(5)));
    });
    let all_but_dates = 0b1_1111_1111_1111_1111_1111_1100;
    assert_eq!(
        changed,
        [(true, all_but_dates, Some(1005)), (false, 1 << 5, Some(1))]
    );
}

#[test]
fn a_snapshot_replaces_all_that_was_known() {
    let mut decoder = Decoder::new();
    one(
        &mut decoder,
        snapshot(1, NAME, &scrip_fields(), &[(54, b"OLD")]),
    );
    let mut fields = [ABSENT; 25];
    (fields[5], fields[23], fields[24]) = (5, 1, 0);
    let quote = one(&mut decoder, snapshot(1, "sf|nse_cm|2", &fields, &[]));
    assert_eq!(quote.instrument.to_string(), "nse_cm|2");
    assert_eq!((quote.symbol, quote.volume), (None, None));
    assert_eq!(quote.last_price, Price::new(5, 1));
}

#[test]
fn an_index_and_a_depth_have_all_their_fields() {
    let depth: Vec<i32> = (1000..1032).chain([1, 2]).collect();
    let frame = data(&[
        snapshot(1, "if|nse_cm|Nifty 50", &INDEX_FIELDS, &[(54, b"Nifty 50")]),
        snapshot(2, "dp|nse_cm|11536", &depth, &[]),
    ]);
    let (given, _) = hsm(&mut Decoder::new(), &frame);
    assert_eq!(given.problems, []);
    let [MarketEvent::Index(index), MarketEvent::Quote(depth)] = &given.events[..] else {
        panic!("{given:?}");
    };
    let IndexQuote {
        value,
        close,
        at,
        high,
        low,
        open,
        ..
    } = index;
    assert_eq!(
        [*value, *close, *high, *low, *open],
        [1002, 1003, 1005, 1006, 1007].map(hundredths)
    );
    assert_eq!(
        (*at, index.instrument.to_string().as_str()),
        (Some(1004), "nse_cm|Nifty 50")
    );
    assert_eq!(index.by_name().as_ref(), Some(&index.instrument));

    assert_eq!(depth.depth, Depth::Five);
    let level = |level: &kotak_neo_feed::Level| {
        (
            level.price.units(),
            level.quantity,
            level.orders.expect("a number of orders"),
        )
    };
    let bids: Vec<_> = depth.bids.iter().map(level).collect();
    let offers: Vec<_> = depth.offers.iter().map(level).collect();
    let side = |price, quantity, orders| {
        (0..5)
            .map(|at| (price + i64::from(at), quantity + i64::from(at), orders + at))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (bids, offers),
        (side(1002, 1012, 1022), side(1007, 1017, 1027))
    );
}

#[test]
fn a_level_without_a_price_is_none() {
    let mut depth: Vec<i32> = (1000..1032).chain([1, 2]).collect();
    (depth[3], depth[18]) = (ABSENT, ABSENT);
    let quote = one(&mut Decoder::new(), snapshot(1, "dp|nse_cm|1", &depth, &[]));
    assert_eq!((quote.bids.len(), quote.offers.len()), (4, 4));
}

#[test]
fn prices_without_a_usable_scale_are_not_told() {
    for (multiplier, precision) in [
        (0, 2),
        (-1, 2),
        (ABSENT, 2),
        (1, ABSENT),
        (1, -1),
        (1, 19),
        (i32::MAX, 18),
    ] {
        let mut decoder = Decoder::new();
        let mut fields = scrip_fields();
        (fields[23], fields[24]) = (multiplier, precision);
        for record in [
            snapshot(1, NAME, &fields, &[]),
            update(1, &[ABSENT, ABSENT, 5]),
        ] {
            let told = quotes(&mut decoder, &[record]);
            assert_eq!(
                told,
                (vec![], vec![Problem::InvalidScale]),
                "{multiplier} {precision}"
            );
        }
        let mended = one(&mut decoder, snapshot(1, NAME, &scrip_fields(), &[]));
        assert_eq!(mended.last_price, hundredths(1005));
    }
}

#[test]
fn an_index_and_a_depth_without_a_scale_are_not_told() {
    let mut index = INDEX_FIELDS;
    index[8] = 0;
    let depth: Vec<i32> = (1000..1032).chain([0, 2]).collect();
    let records = [
        snapshot(1, "if|nse_cm|Nifty 50", &index, &[]),
        snapshot(2, "dp|nse_cm|11536", &depth, &[]),
        // It has no prices, so none that cannot be told.
        snapshot(3, "dp|nse_cm|11536", &[], &[]),
    ];
    let (given, _) = hsm(&mut Decoder::new(), &data(&records));
    assert_eq!(given.problems, [Problem::InvalidScale; 2]);
    assert_eq!(given.events.len(), 1);
}

#[test]
fn what_is_no_time_is_absent() {
    let mut fields = scrip_fields();
    (fields[2], fields[3]) = (0, -1);
    let quote = one(&mut Decoder::new(), snapshot(1, NAME, &fields, &[]));
    assert_eq!((quote.updated_at, quote.last_trade_at), (None, None));
}

#[test]
fn an_update_does_not_change_the_scale() {
    let mut decoder = Decoder::new();
    one(&mut decoder, snapshot(1, NAME, &scrip_fields(), &[]));
    let mut fields = [ABSENT; 25];
    fields[23] = 10;
    let (quotes, problems) = quotes(&mut decoder, &[update(1, &fields)]);
    assert_eq!(problems, [Problem::InvalidScale]);
    assert_eq!(quotes[0].last_price, hundredths(1005));
}

#[test]
fn what_is_unknown_is_told_and_skipped() {
    let mut decoder = Decoder::new();
    let records = [
        update(9, &[1]),
        record(&[90, 0, 0, 0, 1]),
        snapshot(2, "zz|nse_cm|1", &[1], &[]),
        snapshot(3, "sf", &scrip_fields(), &[]),
        snapshot(4, "sf", &scrip_fields(), &[(52, b"7"), (53, b"bse_cm")]),
        snapshot(1, NAME, &scrip_fields(), &[]),
    ];
    let (quotes, problems) = quotes(&mut decoder, &records);
    let instruments: Vec<_> = quotes
        .iter()
        .map(|quote| quote.instrument.to_string())
        .collect();
    assert_eq!(instruments, ["bse_cm|7", "nse_cm|11536"]);
    let unknown = [
        Problem::UnknownTopic { id: 9 },
        Problem::UnknownRecord { kind: 90 },
    ];
    assert_eq!(problems[..2], unknown);
    assert_eq!(problems[2..], [Problem::InvalidTopic; 2]);
    assert_eq!(
        hsm(&mut decoder, &frame(11, &[1])).0.problems,
        [Problem::UnknownFrame { kind: 11 }]
    );
}

#[test]
fn a_topic_whose_new_snapshot_is_unusable_is_forgotten() {
    let mut decoder = Decoder::new();
    one(&mut decoder, snapshot(1, NAME, &scrip_fields(), &[]));
    quotes(
        &mut decoder,
        &[snapshot(1, "zz|nse_cm|2", &scrip_fields(), &[])],
    );
    let told = quotes(&mut decoder, &[update(1, &[ABSENT])]);
    assert_eq!(told, (vec![], vec![Problem::UnknownTopic { id: 1 }]));
}

#[test]
fn a_length_that_lies_does_not_lose_what_can_be_read() {
    let lie = |mut record: Vec<u8>, length: u16| {
        record[..2].copy_from_slice(&length.to_be_bytes());
        record
    };
    let (first, second) = (
        snapshot(1, NAME, &scrip_fields(), &[]),
        update(1, &[ABSENT; 3]),
    );
    for length in [0, 5, 100, u16::MAX] {
        let told = quotes(
            &mut Decoder::new(),
            &[lie(first.clone(), length), second.clone()],
        );
        assert_eq!(
            (told.0.len(), told.1),
            (2, vec![Problem::InvalidLength]),
            "{length}"
        );
    }
    // Nothing says which of the two is right, so the record is left out; and what was known of its topic is forgotten.
    let mut decoder = Decoder::new();
    one(&mut decoder, first.clone());
    let mut frame = data(&[lie(first.clone(), 5)]);
    frame.extend([1, 2, 3]);
    let (given, _) = hsm(&mut decoder, &frame);
    assert_eq!(
        (given.events.len(), given.problems),
        (0, vec![Problem::InvalidLength])
    );
    let told = quotes(&mut decoder, std::slice::from_ref(&second));
    assert_eq!(told.1, [Problem::UnknownTopic { id: 1 }]);
    // Here the length is right, and the record goes on with what is not known.
    let mut longer = first.clone();
    longer.extend([1, 2, 3]);
    let length = u16::try_from(longer.len() - 2).unwrap();
    let told = quotes(&mut Decoder::new(), &[lie(longer, length), first]);
    assert_eq!((told.0.len(), told.1), (1, vec![Problem::InvalidLength]));
}

#[test]
fn no_more_topics_are_kept_than_can_be_subscribed_to() {
    let mut decoder = Decoder::new();
    let mut fields = [ABSENT; 25];
    (fields[5], fields[23], fields[24]) = (1, 1, 2);
    let mut told = 0;
    for id in 0..9_700 {
        let name = format!("sf|nse_cm|{id}");
        let (quotes, problems) = quotes(&mut decoder, &[snapshot(id, &name, &fields, &[])]);
        told += quotes.len();
        assert_eq!(
            problems.contains(&Problem::TooManyTopics),
            quotes.is_empty()
        );
    }
    assert_eq!(told, 3 * 16 * 200);
    one(&mut decoder, snapshot(0, NAME, &fields, &[]));
}

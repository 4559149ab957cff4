//! SFeed: what each field becomes.

use kotak_neo_feed::sfeed::Decoder;
use kotak_neo_feed::{Depth, MarketEvent, MarketPhase, Problem};
use rust_decimal::Decimal;

use crate::build::{Given, hundredths, index, last_price, message, picture, quote, sfeed};

#[test]
fn a_picture_has_all_its_fields() {
    let rows = [(10, 995, 1), (20, 990, 2), (30, 1005, 3), (40, 1010, 4)];
    let quote = quote(sfeed(
        &mut Decoder::new(),
        &picture(8, 11536, [2, 2], &rows),
    ));
    assert_eq!(quote.instrument.to_string(), "nse_cm|11536");
    assert_eq!(quote.depth, Depth::Five);
    assert_eq!(quote.total_buy_quantity, Some(2));
    assert_eq!(quote.total_sell_quantity, Some(3));
    assert_eq!(quote.volume, Some(4));
    assert_eq!(quote.last_trade_at, Some(5));
    assert_eq!(quote.updated_at, Some(6));
    let prices = [
        quote.open,
        quote.close,
        quote.high,
        quote.low,
        quote.last_price,
    ];
    assert_eq!(prices, [7, 8, 9, 10, 11].map(hundredths));
    assert_eq!(quote.last_quantity, Some(12));
    assert_eq!(quote.average_price, hundredths(13));
    assert_eq!(quote.change_percent(), Some(Decimal::new(18, 2)));
    assert_eq!(quote.open_interest, Some(19));
    assert_eq!(quote.traded_value, Some(20.5));
    assert_eq!(quote.turnover(), Some(Decimal::new(205, 1)));
    assert_eq!(quote.change(), hundredths(-21));
    let limits = [
        quote.upper_circuit,
        quote.lower_circuit,
        quote.year_high,
        quote.year_low,
    ];
    assert_eq!(limits, [22, 23, 24, 25].map(hundredths));
    assert_eq!(
        (quote.lot_size, quote.precision, quote.multiplier),
        (Some(26), Some(27), Some(28))
    );
    assert!(quote.auction);
    let level = |level: &kotak_neo_feed::Level| (level.quantity, level.price.units(), level.orders);
    let levels = |side: &[kotak_neo_feed::Level]| side.iter().map(level).collect::<Vec<_>>();
    assert_eq!(
        levels(&quote.bids),
        [(10, 995, Some(1)), (20, 990, Some(2))]
    );
    assert_eq!(
        levels(&quote.offers),
        [(30, 1005, Some(3)), (40, 1010, Some(4))]
    );
    assert_eq!(quote.best_offer().map(|level| level.quantity), Some(30));
}

#[test]
fn the_touch_line_has_a_row_a_side_whatever_it_says() {
    let rows = [(10, 995, 1), (0, 0, 0)];
    let quote = quote(sfeed(&mut Decoder::new(), &picture(4, 1, [9, 9], &rows)));
    assert_eq!((quote.bids.len(), quote.offers.len()), (1, 1));
    assert_eq!(quote.best_bid().map(|level| level.price), hundredths(995));
    assert_eq!(quote.best_offer(), None, "a row of zeros is no offer");
    let given = sfeed(&mut Decoder::new(), &picture(4, 1, [0, 9], &[(0, 995, 0)]));
    assert_eq!(given.problems, [Problem::MissingRows]);
    let [MarketEvent::Quote(quote)] = &given.events[..] else {
        panic!("{given:?}");
    };
    assert_eq!((quote.bids.len(), quote.offers.len()), (1, 0));
    assert_eq!(
        quote.best_bid().map(|level| level.quantity),
        Some(0),
        "a price is a bid"
    );
}

#[test]
fn rows_beyond_the_message_are_told_and_the_others_taken() {
    for counts in [[2, 2], [u32::MAX, u32::MAX]] {
        let mut frame = picture(16, 1, counts, &[(1, 1, 1), (2, 2, 2), (3, 3, 3)]);
        frame.extend(last_price(1, 2, 3));
        let given = sfeed(&mut Decoder::new(), &frame);
        assert_eq!(given.problems, [Problem::MissingRows]);
        let [MarketEvent::Quote(quote), MarketEvent::Quote(_)] = &given.events[..] else {
            panic!("{given:?}");
        };
        assert_eq!(quote.bids.len() + quote.offers.len(), 3);
    }
}

#[test]
fn what_is_no_time_or_no_number_is_absent() {
    let mut frame = picture(4, 1, [1, 1], &[(1, 1, 1), (1, 1, 1)]);
    frame[37..45].copy_from_slice(&0_i64.to_le_bytes());
    frame[45..53].copy_from_slice(&(-2_208_988_800_i64).to_le_bytes());
    for not_finite in [f64::NAN, f64::INFINITY] {
        frame[107..115].copy_from_slice(&not_finite.to_le_bytes());
        let quote = quote(sfeed(&mut Decoder::new(), &frame));
        assert_eq!((quote.last_trade_at, quote.updated_at), (None, None));
        assert_eq!(quote.traded_value, None);
    }
}

#[test]
fn an_index_that_changes_its_name_has_the_new_one() {
    let mut decoder = Decoder::new();
    for name in ["Nifty 50", "Nifty Bank"] {
        let given = sfeed(&mut decoder, &index(26000, name.as_bytes()));
        let [MarketEvent::Index(index)] = &given.events[..] else {
            panic!("{given:?}");
        };
        assert_eq!(index.name.as_deref(), Some(name));
    }
}

#[test]
fn a_market_tells_its_state() {
    let mut frame = message(105, 9, 0, false, &[10, 0, b'O', b'P', b'E', b'N', 0]);
    frame.extend(message(6511, 1, 0, false, &[]));
    frame.extend(message(6521, 1, 0, false, &[]));
    frame.extend(message(105, 1, 0, false, &[77, 0, 0, 0, 0, 0, 0]));
    let given = sfeed(&mut Decoder::new(), &frame);
    let status = |event: &MarketEvent| match event {
        MarketEvent::Status(status) => (
            status.segment.to_string(),
            status.phase(),
            status.text.as_deref().map(str::to_owned),
        ),
        other => panic!("{other:?}"),
    };
    let told: Vec<_> = given.events.iter().map(status).collect();
    let expected = [
        ("mcx_fo", MarketPhase::ClosingAuctionStarted, Some("OPEN")),
        ("nse_cm", MarketPhase::Open, None),
        ("nse_cm", MarketPhase::Closed, None),
        ("nse_cm", MarketPhase::Other(77), None),
    ];
    assert_eq!(
        told,
        expected.map(|(segment, phase, text)| (segment.to_owned(), phase, text.map(str::to_owned)))
    );
}

#[test]
fn an_imbalance_is_told_when_there_is_one() {
    let body = |price: u32, imbalance: i64| {
        let mut body = 11536_u32.to_le_bytes().to_vec();
        body.extend(price.to_le_bytes());
        body.extend(imbalance.to_le_bytes());
        body.extend((-3_i64).to_le_bytes());
        body
    };
    let given = sfeed(
        &mut Decoder::new(),
        &message(104, 1, 0, false, &body(12345, -2)),
    );
    let [MarketEvent::Imbalance(imbalance)] = &given.events[..] else {
        panic!("{given:?}");
    };
    assert_eq!(Some(imbalance.reference_price), hundredths(12345));
    assert_eq!(
        (imbalance.imbalance, imbalance.imbalance_at_market),
        (-2, -3)
    );
    let nothing = message(104, 1, 0, false, &[0; 24]);
    assert_eq!(sfeed(&mut Decoder::new(), &nothing), Given::default());
}

#[test]
fn what_is_unknown_is_skipped_by_its_length() {
    let mut frame = message(4242, 1, 77, false, b"abc");
    frame.extend(last_price(1, 1, 1));
    let given = sfeed(&mut Decoder::new(), &frame);
    assert_eq!(
        given.problems,
        [Problem::UnknownMessage {
            code: 4242,
            level: 77
        }]
    );
    assert_eq!(given.events.len(), 1);
}

#[test]
fn a_length_that_lies_is_told() {
    let whole = last_price(1, 1, 1);
    let after = |bytes: &[u8]| {
        let given = sfeed(&mut Decoder::new(), &[&whole, bytes].concat());
        assert_eq!(given.events.len(), 1);
        given.problems
    };
    assert_eq!(after(&[0, 0, 1, 2]), [Problem::InvalidLength]);
    assert_eq!(
        after(&[8, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
        [Problem::InvalidLength]
    );
    assert_eq!(after(&[1]), [Problem::Truncated]);
    assert_eq!(after(&[255, 255, 1]), [Problem::Truncated]);
    assert_eq!(
        after(&message(7208, 1, 1, false, &[1; 44])),
        [Problem::InvalidLength]
    );
}

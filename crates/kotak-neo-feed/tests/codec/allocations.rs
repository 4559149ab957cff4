//! A quote with its best bid and offer costs no allocation, once what is known of its instrument is.

use allocation_counter::measure;
use kotak_neo_feed::orders::{self, Spelling};
use kotak_neo_feed::{MarketEvent, Problem, hsm, sfeed};

use crate::build::{
    ABSENT, Given, INDEX_FIELDS, data, index, last_price, picture, scrip_fields, snapshot, update,
};

/// Lets the sink see each event, and counts them.
fn counted(events: &mut usize) -> impl FnMut(Result<MarketEvent, Problem>) {
    |result| {
        std::hint::black_box(&result);
        assert!(result.is_ok());
        *events += 1;
    }
}

#[test]
fn sfeed_allocates_nothing_for_a_touch_line() {
    let mut decoder = sfeed::Decoder::new();
    let symbols = r#"{"message_code": 1109, "trading_symbols": {"nse_cm|7": "SANDBOXCO-EQ", "nse_cm|Nifty 50": "NIFTY"}}"#;
    decoder.text(symbols, &mut Given::default());
    let touch = picture(4, 7, [1, 1], &[(10, 995, 1), (20, 1005, 2)]);
    let frame = [touch, last_price(1, 7, 12_345), index(26_000, b"Nifty 50")].concat();
    let batch = frame.repeat(66);
    // The first message of an index tells its name.
    decoder.binary(&frame, &mut Given::default());
    let mut events = 0;
    let cost = measure(|| decoder.binary(&batch, &mut counted(&mut events)));
    assert_eq!((events, cost.count_total), (198, 0));
}

#[test]
fn no_more_names_of_indices_are_kept_than_there_is_reason_to() {
    let mut decoder = sfeed::Decoder::new();
    let mut names = |token| {
        let frame = index(token, b"Nifty 50");
        measure(|| decoder.binary(&frame, &mut counted(&mut 0))).count_total
    };
    for token in 0..1024 {
        names(token);
    }
    assert_eq!(names(1023), 0);
    let first = names(1024);
    assert!(first > 0 && first == names(1024), "the name is made anew");
}

#[test]
fn hsm_allocates_nothing_for_an_update() {
    let mut decoder = hsm::Decoder::new();
    let snapshots = data(&[
        snapshot(
            1,
            "sf|nse_cm|11536",
            &scrip_fields(),
            &[(54, b"SANDBOXCO-EQ")],
        ),
        snapshot(2, "if|nse_cm|Nifty 50", &INDEX_FIELDS, &[(54, b"Nifty 50")]),
    ]);
    decoder.binary(&snapshots, &mut Given::default());
    let updates = data(&[
        update(1, &[ABSENT, ABSENT, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
        update(2, &[ABSENT, ABSENT, 2_450_000]),
    ]);
    let mut events = 0;
    let cost = measure(|| {
        for _ in 0..100 {
            decoder.binary(&updates, &mut counted(&mut events));
        }
    });
    assert_eq!((events, cost.count_total), (200, 0));
}

#[test]
fn a_deeper_book_costs_an_allocation_a_side() {
    let mut decoder = sfeed::Decoder::new();
    let rows = [(1, 1, 1); 10];
    let frame = picture(8, 7, [5, 5], &rows);
    let mut events = 0;
    let cost = measure(|| decoder.binary(&frame, &mut counted(&mut events)));
    assert_eq!((events, cost.count_total), (1, 2));
}

/// A text that grows leaves copies of its secrets in memory that nobody wipes.
#[test]
fn a_frame_with_secrets_never_moves() {
    let secret = "S3CR3T\"\\\u{1}é".repeat(100);
    let costs = [
        measure(|| drop(sfeed::login(&secret, &secret, u64::MAX))),
        measure(|| drop(hsm::connect(&secret, &secret))),
        measure(|| drop(orders::connect(Spelling::Bare, &secret, &secret))),
        measure(|| drop(orders::connect(Spelling::Json, &secret, &secret))),
    ];
    assert_eq!(costs.map(|cost| cost.count_total), [1; 4]);
}

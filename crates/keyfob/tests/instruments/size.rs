//! What a large list costs.

use std::time::Instant;

use keyfob::kotak_neo::instruments::{Instruments, OptionType, Segment};

use crate::files::{WEEK_1, file, option, september};

const ROWS: u32 = 100_000;

/// `cargo test --release -p keyfob --test instruments size -- --nocapture` prints what it took.
#[test]
fn a_hundred_thousand_rows() {
    // 250 underlyings with 400 options each.
    let rows = (0..ROWS).map(|at| {
        let strike = (1 + u64::from(at / 2 % 200)) * 5000;
        let right = if at % 2 == 0 { "CE" } else { "PE" };
        option(
            at,
            &format!("UNDER{}", at / 400),
            right,
            WEEK_1,
            &strike.to_string(),
        )
    });
    let csv = file(rows);
    let started = Instant::now();
    let list = Instruments::parse(Segment::NseDerivatives, csv.as_bytes()).unwrap();
    let indexed = started.elapsed();
    assert_eq!((list.all().len(), list.problem_count()), (100_000, 0));
    let started = Instant::now();
    for at in 0..ROWS {
        let wanted = list.by_token(&at.to_string()).unwrap();
        let (symbol, strike) = (wanted.symbol.as_deref().unwrap(), wanted.strike.unwrap());
        let right = wanted.option_type.unwrap();
        assert_eq!(
            list.option(symbol, september(22), right, strike),
            Some(wanted)
        );
    }
    let looked_up = started.elapsed() / (2 * ROWS);
    let bytes = csv.len() >> 20;
    println!("{ROWS} rows, {bytes} MiB: {indexed:?} to index, {looked_up:?} for a look-up");
    // A scan over all rows would take a thousand times as long as this.
    assert!(looked_up * 100 < indexed, "{looked_up:?}");
    assert_eq!(
        list.option("UNDER0", september(22), OptionType::Call, 1),
        None
    );
}

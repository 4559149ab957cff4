//! Prices and names by themselves.

use kotak_neo_feed::{Instrument, Name, Price, Problem, Segment, Token};
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn a_price_has_a_divisor() {
    assert!(Price::new(1, 0).is_none());
    assert_eq!(
        size_of::<Option<Price>>(),
        16,
        "no price takes no more room than one"
    );
}

#[test]
fn a_price_is_exact_for_divisors_of_twos_and_fives() {
    for (units, divisor, text) in [
        (152_345, 100, "1523.45"),
        (-5, 100, "-0.05"),
        (5_286_891, 10_000_000, "0.5286891"),
        (1_523_445, 1000, "1523.445"),
        (3, 8, "0.375"),
        (7, 1, "7"),
        (i64::MAX, 1_000_000_000_000_000_000, "9.223372036854775807"),
    ] {
        assert_eq!(Price::new(units, divisor).unwrap().to_string(), text);
    }
    let third = Price::new(1, 3).unwrap();
    assert_eq!(third.to_decimal(), Decimal::ONE / Decimal::from(3));
    assert_eq!(
        Price::new(i64::MIN, u64::MAX)
            .unwrap()
            .to_decimal()
            .round_dp(6),
        Decimal::new(-5, 1)
    );
}

#[test]
fn a_difference_that_does_not_fit_is_none() {
    let (most, least) = (Price::new(i64::MAX, 1).unwrap(), Price::new(-1, 1).unwrap());
    assert_eq!(most.checked_sub(least), None);
    assert_eq!(most.checked_sub(Price::new(1, u64::MAX).unwrap()), None);
    let quarter = Price::new(3, 4)
        .unwrap()
        .checked_sub(Price::new(1, 2).unwrap());
    assert_eq!(quarter, Price::new(1, 4));
}

proptest! {
    #[test]
    fn prices_compare_as_their_values(a: i32, b: i32, x in 1_u64..1_000_000, y in 1_u64..1_000_000) {
        let (left, right) = (Price::new(a.into(), x).unwrap(), Price::new(b.into(), y).unwrap());
        let exact = (i128::from(a) * i128::from(y)).cmp(&(i128::from(b) * i128::from(x)));
        prop_assert_eq!(left.cmp(&right), exact);
        prop_assert_eq!(left == right, exact.is_eq());
        if let Some(difference) = left.checked_sub(right) {
            prop_assert_eq!(difference.units() > 0, exact.is_gt());
        }
    }

    #[test]
    fn an_instrument_is_read_as_it_is_written(text in "[a-z_0-9 -]{1,12}\\|[A-Za-z0-9 é]{1,12}") {
        let instrument: Instrument = text.parse().unwrap();
        prop_assert_eq!(instrument.to_string(), text);
    }
}

#[test]
fn segments_have_numbers_and_texts() {
    for id in i8::MIN..=i8::MAX {
        let segment = Segment::from_id(id);
        assert_eq!(segment.id(), Some(id));
        assert_eq!(Segment::from_text(&segment.to_string()), Some(segment));
    }
    assert_eq!(Segment::from_id(0).as_str(), Some("none"));
    assert_eq!(Segment::from_id(-3).as_str(), None);
    assert_eq!(Segment::from_text("nse_fo"), Some(Segment::NseFo));
    let unknown = Segment::from_text("xyz").expect("a name");
    assert_eq!((unknown.as_str(), unknown.id()), (Some("xyz"), None));
}

#[test]
fn what_is_no_instrument_is_refused() {
    let long = format!("nse_cm|{}", "x".repeat(Name::MAX_LEN + 1));
    for text in [
        "", "|", "nse_cm", "nse_cm|", "|1", "a|b|c", "a|b,c", "a&b|c", "a|b\n", &long,
    ] {
        assert!(text.parse::<Instrument>().is_err(), "{text}");
    }
    assert_eq!(
        Token::from_text("007").map(|token| token.to_string()),
        Some("007".into())
    );
    assert!(matches!(
        Token::from_text("4294967296"),
        Some(Token::Name(_))
    ));
}

#[test]
fn problems_have_words() {
    assert_eq!(Problem::MissingRows.to_string(), "missing rows");
    let unknown = Problem::UnknownMessage { code: 7, level: 3 };
    assert_eq!(unknown.to_string(), "unknown message 7 of level 3");
    assert_eq!(unknown.label(), "unknown_message");
}

//! Points in time on the wire, digit by digit.

use std::time::{Duration, UNIX_EPOCH};

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::number::{MILLISECOND, NANOSECOND, SECOND, moment, spelt, whole_moment};
use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Times {
    #[serde(with = "seconds")]
    one: OffsetDateTime,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "whole_seconds_option"
    )]
    whole: Option<OffsetDateTime>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "milliseconds_option"
    )]
    fine: Option<OffsetDateTime>,
    #[serde(default, with = "nanoseconds_option")]
    finest: Option<OffsetDateTime>,
    #[serde(default, with = "seconds_list")]
    many: Vec<OffsetDateTime>,
}

#[test]
fn a_number_goes_out_as_it_came_in() {
    for text in [
        "1571234567",
        "1571234567.25",
        "1571234567.123456",
        "1571234567.123456789",
        "0",
        "-1",
        "-1.5",
        "-0.000000001",
        "253402300799",
    ] {
        let json = format!(
            r#"{{"one":{text},"fine":{text},"finest":{},"many":[{text},0]}}"#,
            "1571234567123456789"
        );
        // A sixth digit of a millisecond is a nanosecond.
        let fits = text.split_once('.').is_none_or(|(_, fine)| fine.len() <= 6);
        let times: Times = serde_json::from_str(&json).unwrap();
        let back = serde_json::to_string(&times).unwrap();
        if fits {
            assert_eq!(back, json);
        } else {
            assert!(back.starts_with(&format!(r#"{{"one":{text},"#)), "{back}");
        }
        assert_eq!(seconds::text(&times.one), text);
    }
}

#[test]
fn it_is_written_with_no_more_digits_than_it_needs() {
    for (read, written) in [
        ("1577934245.000000", "1577934245"),
        ("\"1577934245.10\"", "1577934245.1"),
        ("1.577934245e9", "1577934245"),
        ("15779342451E-1", "1577934245.1"),
        ("+007", "7"),
        ("1.1234567899", "1.123456789"),
        ("0.0000000001", "0"),
        ("-0.0", "0"),
        ("0e99999", "0"),
    ] {
        let text = read.trim_matches('"');
        assert_eq!(spelt(&moment(text, SECOND).unwrap(), SECOND), written);
    }
}

#[test]
fn whole_numbers_are_cut_towards_the_past() {
    let half = moment("1571234567.75", SECOND).unwrap();
    assert_eq!(whole_seconds::text(&half), "1571234567");
    assert_eq!(whole_milliseconds::text(&half), "1571234567750");
    assert_eq!(nanoseconds::text(&half), "1571234567750000000");
    assert_eq!(fractional_seconds::text(&half), "1571234567.75");
    let before = moment("-0.25", SECOND).unwrap();
    assert_eq!(whole_seconds::text(&before), "-1");
    let even = moment("7", SECOND).unwrap();
    assert_eq!(fractional_seconds::text(&even), "7.0");
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "-",
        ".",
        "x",
        "1,5",
        "0x10",
        "1e",
        "1e1e1",
        "1.2.3",
        "true",
        "253402300800",
        "-377705116801",
        "1e30",
        "1e999999999999999999",
        "1e9223372036854775807",
        "9999999999999999999999999999999999999999",
    ] {
        assert_eq!(moment(text, SECOND), None, "{text}");
    }
    let huge = "9".repeat(100_000);
    assert_eq!(moment(&huge, SECOND), None);
    assert!(serde_json::from_str::<Times>(r#"{"one":[]}"#).is_err());
}

#[test]
fn null_is_none_and_a_time_of_the_system_converts() {
    let times: Times = serde_json::from_str(r#"{"one":"7","whole":null,"finest":null}"#).unwrap();
    assert_eq!((times.whole, times.finest), (None, None));
    assert_eq!(times.one, UNIX_EPOCH + Duration::from_secs(7));
    assert!(times.one.offset().is_utc());
}

proptest! {
    #[test]
    fn digits_alone_are_read_alike_at_once(digits in "[0-9]{0,19}|[1-9][0-9]{9,12}") {
        for unit in [SECOND, MILLISECOND, NANOSECOND] {
            prop_assert_eq!(whole_moment(&digits, unit), moment(&digits, unit));
        }
    }
}

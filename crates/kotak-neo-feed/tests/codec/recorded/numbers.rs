//! The vendor's numbers beside ours.

use std::str::FromStr;

use kotak_neo_feed::Price;
use rust_decimal::Decimal;
use serde_json::{Number, Value};

/// Whether a number of SFeed is ours. The vendor's are floats; they are as near to ours as a float can be.
pub(super) fn equals(theirs: &Value, ours: Decimal) -> bool {
    let Value::Number(theirs) = theirs else {
        return false;
    };
    let float = ours.abs() * Decimal::new(4, 16);
    decimal(&theirs.to_string()).is_some_and(|theirs| (theirs - ours).abs() <= float)
}

pub(super) fn equals_price(theirs: &Value, ours: Option<Price>) -> bool {
    ours.is_some_and(|ours| equals(theirs, ours.to_decimal()))
}

pub(super) fn equals_whole(theirs: &Value, ours: Option<i64>) -> bool {
    ours.is_some() && theirs.as_i64() == ours
}

/// Whether a time is ours: what is zero or below is no time to us, and what does not fit neither.
pub(super) fn equals_time(theirs: &Value, ours: Option<i64>) -> bool {
    let theirs = theirs.as_number().map(Number::as_i64);
    theirs.is_some_and(|theirs| theirs.filter(|seconds| *seconds > 0) == ours)
}

/// Whether a number of HSM is ours. The vendor's are texts of floats rounded to `precision` decimals, which may fall to the wrong
/// side of a half; so ours may be half a digit away.
pub(super) fn rounds_to(theirs: &str, ours: Decimal, precision: u8) -> bool {
    let half = Decimal::new(5, u32::from(precision) + 1);
    let float = ours.abs() * Decimal::new(1, 14);
    decimal(theirs).is_some_and(|theirs| (theirs - ours).abs() <= half + float)
}

pub(super) fn decimal(text: &str) -> Option<Decimal> {
    Decimal::from_str(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}

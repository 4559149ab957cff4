//! Points in time as numbers: digit by digit, there and back.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use crate::lenient::{Raw, inner};

/// What a unit is in nanoseconds, as a power of ten.
pub(super) const SECOND: u32 = 9;
pub(super) const MILLISECOND: u32 = 6;
pub(super) const NANOSECOND: u32 = 0;

const NO_TIME: &str = "not a point in time up to the year 9999, as a number since 1970";

/// The point in time that a text spells.
pub(super) fn moment(text: &str, unit: u32) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(nanos(text, unit)?).ok()
}

/// The same, where the text is digits alone, as vendors write it.
pub(super) fn whole_moment(digits: &str, unit: u32) -> Option<OffsetDateTime> {
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let units: u64 = is_whole.then(|| digits.parse().ok()).flatten()?;
    let second = 10_u64.checked_pow(SECOND.checked_sub(unit)?)?;
    let nanos = (units % second).checked_mul(10_u64.checked_pow(unit)?)?;
    let time = OffsetDateTime::from_unix_timestamp(i64::try_from(units / second).ok()?).ok()?;
    time.replace_nanosecond(u32::try_from(nanos).ok()?).ok()
}

/// The nanoseconds of a decimal number of units, without what is finer.
fn nanos(text: &str, unit: u32) -> Option<i128> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(0);
    }
    let places = i64::from(unit).checked_add(exponent)?;
    let places = places.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let nanos = match places {
        0.. => digits
            .parse::<i128>()
            .ok()?
            .checked_mul(10_i128.checked_pow(u32::try_from(places).ok()?)?)?,
        _ => {
            let cut = usize::try_from(places.unsigned_abs()).ok()?;
            match digits.get(..digits.len().saturating_sub(cut)) {
                None | Some("") => 0,
                Some(kept) => kept.parse().ok()?,
            }
        }
    };
    Some(if is_negative { -nanos } else { nanos })
}

/// A point in time as a number of units, with as many digits as it needs.
pub(super) fn spelt(time: &OffsetDateTime, unit: u32) -> String {
    let nanos = time.unix_timestamp_nanos();
    let sign = if nanos < 0 { "-" } else { "" };
    let scale = 10_u128.pow(unit);
    let (whole, fraction) = (nanos.unsigned_abs() / scale, nanos.unsigned_abs() % scale);
    match fraction {
        0 => format!("{sign}{whole}"),
        fraction => {
            let digits = format!("{fraction:0width$}", width = unit as usize);
            format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
        }
    }
}

/// The same, with a fraction even where it is nothing.
pub(super) fn fractional(time: &OffsetDateTime, unit: u32) -> String {
    let number = spelt(time, unit);
    match number.contains('.') {
        true => number,
        false => number + ".0",
    }
}

/// A point in time as a whole number of units.
pub(super) fn whole(time: &OffsetDateTime, unit: u32) -> String {
    let nanos = time.unix_timestamp_nanos();
    nanos.div_euclid(10_i128.pow(unit)).to_string()
}

fn read<'de, D: Deserializer<'de>>(deserializer: D, unit: u32) -> Result<OffsetDateTime, D::Error> {
    let raw = Raw::read(deserializer)?;
    let text = raw.text();
    let time =
        whole_moment(inner(text), unit).or_else(|| moment(text.trim_matches('"').trim(), unit));
    time.ok_or_else(|| D::Error::custom(NO_TIME))
}

pub(super) fn write<S: Serializer>(number: String, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(number)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

/// A point in time that is read from seconds.
pub(crate) struct UnixSeconds(pub(crate) OffsetDateTime);

/// A point in time that is read from milliseconds.
pub(crate) struct UnixMilliseconds(pub(crate) OffsetDateTime);

/// A point in time that is read from nanoseconds.
pub(crate) struct UnixNanoseconds(pub(crate) OffsetDateTime);

impl<'de> Deserialize<'de> for UnixSeconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, SECOND).map(Self)
    }
}

impl<'de> Deserialize<'de> for UnixMilliseconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, MILLISECOND).map(Self)
    }
}

impl<'de> Deserialize<'de> for UnixNanoseconds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, NANOSECOND).map(Self)
    }
}

//! The vendors' ways of writing a moment, in India time.

use std::time::{SystemTime, UNIX_EPOCH};

use time::{OffsetDateTime, UtcOffset};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `260105`, which order numbers begin with.
pub(crate) fn day_number(moment: SystemTime) -> u64 {
    let t = in_india(moment);
    let year = u64::try_from(t.year() % 100).unwrap_or_default();
    year * 10_000 + u64::from(u8::from(t.month())) * 100 + u64::from(t.day())
}

/// `05-Jan-2026`.
pub(crate) fn day(moment: SystemTime) -> String {
    let t = in_india(moment);
    format!("{:02}-{}-{}", t.day(), month(t), t.year())
}

/// `10:00:01`.
pub(crate) fn clock(moment: SystemTime) -> String {
    let t = in_india(moment);
    format!("{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second())
}

/// `05-Jan-2026 10:00:01`.
pub(crate) fn day_and_clock(moment: SystemTime) -> String {
    format!("{} {}", day(moment), clock(moment))
}

/// `2026/01/05 10:00:01`.
pub(crate) fn slashed(moment: SystemTime) -> String {
    let t = in_india(moment);
    let (month, day) = (u8::from(t.month()), t.day());
    format!("{}/{month:02}/{day:02} {}", t.year(), clock(moment))
}

/// `2026-01-05`.
pub(crate) fn iso_day(moment: SystemTime) -> String {
    let t = in_india(moment);
    format!("{}-{:02}-{:02}", t.year(), u8::from(t.month()), t.day())
}

/// `05/01/2026 10:00:01`.
pub(crate) fn british(moment: SystemTime) -> String {
    let t = in_india(moment);
    let month = u8::from(t.month());
    format!("{:02}/{month:02}/{} {}", t.day(), t.year(), clock(moment))
}

/// `Jan  5 2026 10:00:01:123AM`.
pub(crate) fn sybase(moment: SystemTime) -> String {
    let t = in_india(moment);
    let (hour, half) = half_day(t);
    let (minute, second, milli) = (t.minute(), t.second(), t.millisecond());
    let (day, year) = (t.day(), t.year());
    let month = month(t);
    format!("{month} {day:>2} {year} {hour:02}:{minute:02}:{second:02}:{milli:03}{half}")
}

/// `1/2/2023 9:05:00 AM`, as Kotak Trade writes it.
pub(crate) fn twelve_hours(moment: SystemTime) -> String {
    let t = in_india(moment);
    let (hour, half) = half_day(t);
    let (month, day, year) = (u8::from(t.month()), t.day(), t.year());
    let (minute, second) = (t.minute(), t.second());
    format!("{month}/{day}/{year} {hour}:{minute:02}:{second:02} {half}")
}

/// `2026-01-05 10:00:00.000`, as Kotak Neo writes it.
pub(crate) fn with_millis(moment: SystemTime) -> String {
    let milli = in_india(moment).millisecond();
    format!("{} {}.{milli:03}", iso_day(moment), clock(moment))
}

/// `27 Jan, 2026`, for expiries.
pub(crate) fn comma(moment: SystemTime) -> String {
    let t = in_india(moment);
    format!("{:02} {}, {}", t.day(), month(t), t.year())
}

/// `27JAN26`, for expiries.
pub(crate) fn packed(moment: SystemTime) -> String {
    let t = in_india(moment);
    format!(
        "{:02}{}{:02}",
        t.day(),
        month(t).to_uppercase(),
        t.year() % 100
    )
}

/// The moment at which a calendar and a clock in India show this.
#[cfg(feature = "seed")]
pub(crate) fn moment(day: time::Date, clock: time::Time) -> SystemTime {
    time::PrimitiveDateTime::new(day, clock)
        .assume_offset(india())
        .into()
}

/// Nanoseconds since 1970.
pub(crate) fn nanos(moment: SystemTime) -> u64 {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

fn in_india(moment: SystemTime) -> OffsetDateTime {
    OffsetDateTime::from(moment).to_offset(india())
}

fn india() -> UtcOffset {
    UtcOffset::from_hms(5, 30, 0).unwrap_or(UtcOffset::UTC)
}

/// The hour of a clock with twelve of them, and which half of the day it is.
fn half_day(t: OffsetDateTime) -> (u8, &'static str) {
    match t.hour() {
        0 => (12, "AM"),
        hour @ 1..12 => (hour, "AM"),
        12 => (12, "PM"),
        hour => (hour - 12, "PM"),
    }
}

fn month(t: OffsetDateTime) -> &'static str {
    let at = usize::from(u8::from(t.month())) - 1;
    MONTHS.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_form_is_in_india_time() {
        let moment = UNIX_EPOCH + Duration::from_millis(1_767_587_401_123);
        assert_eq!(day_number(moment), 260_105);
        assert_eq!(day_and_clock(moment), "05-Jan-2026 10:00:01");
        assert_eq!(slashed(moment), "2026/01/05 10:00:01");
        assert_eq!(british(moment), "05/01/2026 10:00:01");
        assert_eq!(sybase(moment), "Jan  5 2026 10:00:01:123AM");
        assert_eq!(comma(moment), "05 Jan, 2026");
        assert_eq!(packed(moment), "05JAN26");
        assert_eq!(iso_day(moment), "2026-01-05");
    }

    #[test]
    fn midnight_and_noon_are_twelve() {
        let midnight = UNIX_EPOCH + Duration::from_millis(1_704_133_800_007);
        assert_eq!(twelve_hours(midnight), "1/2/2024 12:00:00 AM");
        assert_eq!(with_millis(midnight), "2024-01-02 00:00:00.007");
        let noon = midnight + Duration::from_secs(12 * 3600);
        assert_eq!(twelve_hours(noon), "1/2/2024 12:00:00 PM");
        assert_eq!(
            twelve_hours(noon + Duration::from_secs(3600)),
            "1/2/2024 1:00:00 PM"
        );
    }
}

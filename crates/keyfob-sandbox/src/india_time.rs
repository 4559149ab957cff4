//! The vendors' ways of writing a moment, in India time.

use std::time::SystemTime;

use time::{OffsetDateTime, UtcOffset, format_description};

/// `260105`, which order numbers begin with.
pub(crate) fn day_number(moment: SystemTime) -> u64 {
    let digits = written(moment, "[year repr:last_two][month][day]");
    digits.parse().unwrap_or_default()
}

/// `05-Jan-2026`.
pub(crate) fn day(moment: SystemTime) -> String {
    written(moment, "[day]-[month repr:short]-[year]")
}

/// `10:00:01`.
pub(crate) fn clock(moment: SystemTime) -> String {
    written(moment, "[hour]:[minute]:[second]")
}

/// `05-Jan-2026 10:00:01`.
pub(crate) fn day_and_clock(moment: SystemTime) -> String {
    written(
        moment,
        "[day]-[month repr:short]-[year] [hour]:[minute]:[second]",
    )
}

/// `2026/01/05 10:00:01`.
pub(crate) fn slashed(moment: SystemTime) -> String {
    written(moment, "[year]/[month]/[day] [hour]:[minute]:[second]")
}

/// `2026-01-05`.
pub(crate) fn iso_day(moment: SystemTime) -> String {
    written(moment, "[year]-[month]-[day]")
}

/// `2026-01-05T10:00:01+0530`.
pub(crate) fn iso(moment: SystemTime) -> String {
    written(
        moment,
        "[year]-[month]-[day]T[hour]:[minute]:[second][offset_hour sign:mandatory][offset_minute]",
    )
}

/// `05/01/2026 10:00:01`.
pub(crate) fn british(moment: SystemTime) -> String {
    written(moment, "[day]/[month]/[year] [hour]:[minute]:[second]")
}

/// `Jan  5 2026 10:00:01:123AM`.
pub(crate) fn sybase(moment: SystemTime) -> String {
    written(
        moment,
        "[month repr:short] [day padding:space] [year] \
         [hour repr:12]:[minute]:[second]:[subsecond digits:3][period]",
    )
}

/// `1/2/2023 9:05:00 AM`, as Kotak Trade writes it.
pub(crate) fn twelve_hours(moment: SystemTime) -> String {
    written(
        moment,
        "[month padding:none]/[day padding:none]/[year] \
         [hour repr:12 padding:none]:[minute]:[second] [period]",
    )
}

/// `2026-01-05 10:00:00.000`, as Kotak Neo writes it.
pub(crate) fn with_millis(moment: SystemTime) -> String {
    written(
        moment,
        "[year]-[month]-[day] [hour]:[minute]:[second].[subsecond digits:3]",
    )
}

/// `27 Jan, 2026`, for expiries.
pub(crate) fn comma(moment: SystemTime) -> String {
    written(moment, "[day] [month repr:short], [year]")
}

/// `27JAN26`, for expiries.
pub(crate) fn packed(moment: SystemTime) -> String {
    written(moment, "[day][month repr:short][year repr:last_two]").to_uppercase()
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
    let nanos = OffsetDateTime::from(moment).unix_timestamp_nanos();
    u64::try_from(nanos).unwrap_or(u64::MAX)
}

/// The descriptions are the constants above, which the tests read and write.
fn written(moment: SystemTime, description: &str) -> String {
    let in_india = OffsetDateTime::from(moment).to_offset(india());
    let description = format_description::parse_borrowed::<1>(description);
    let text = description
        .ok()
        .and_then(|form| in_india.format(&form).ok());
    text.unwrap_or_default()
}

fn india() -> UtcOffset {
    UtcOffset::from_hms(5, 30, 0).unwrap_or(UtcOffset::UTC)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

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
        assert_eq!(iso(moment), "2026-01-05T10:00:01+0530");
        assert_eq!(clock(moment), "10:00:01");
        assert_eq!(nanos(moment), 1_767_587_401_123_000_000);
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

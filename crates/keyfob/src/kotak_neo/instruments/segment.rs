//! How a segment's files count the days on which its contracts expire.

use time::{Date, OffsetDateTime};

use crate::trading::Segment;

/// From 1970 to 1980, in seconds.
const TEN_YEARS: i64 = 315_532_800;

/// The day that a segment's files write as this number of seconds. They count by the exchange's clock, as if that were UTC.
pub(super) fn expiry(segment: Segment, seconds: i64) -> Option<Date> {
    day(match segment {
        Segment::NseDerivatives | Segment::NseCurrency => seconds.checked_add(TEN_YEARS)?,
        Segment::BseDerivatives | Segment::McxCommodity => seconds,
        _ => return None,
    })
}

/// The day that it would be if the segment counted from the other year.
pub(super) fn other_expiry(segment: Segment, seconds: i64) -> Option<Date> {
    day(match segment {
        Segment::NseDerivatives | Segment::NseCurrency => seconds,
        Segment::BseDerivatives | Segment::McxCommodity => seconds.checked_add(TEN_YEARS)?,
        _ => return None,
    })
}

/// Whether a segment's files tell expiries, in a way that is known.
pub(super) fn expires(segment: Segment) -> bool {
    expiry(segment, 0).is_some()
}

fn day(since_1970: i64) -> Option<Date> {
    let moment = OffsetDateTime::from_unix_timestamp(since_1970).ok()?;
    Some(moment.date())
}

#[cfg(test)]
mod tests {
    use time::Month;

    use super::*;

    fn day(year: i32, month: Month, day: u8) -> Option<Date> {
        Date::from_calendar_date(year, month, day).ok()
    }

    #[test]
    fn expiries_are_days_of_the_exchanges_clock() {
        // 22 September 2026, 14:30, and the beginning and the end of that day.
        for seconds in [1_474_554_600, 1_474_502_400, 1_474_588_799] {
            assert_eq!(
                expiry(Segment::NseDerivatives, seconds),
                day(2026, Month::September, 22)
            );
        }
        // One second before the end of 25 September 2026.
        let seconds = 1_790_380_799;
        assert_eq!(
            expiry(Segment::McxCommodity, seconds),
            day(2026, Month::September, 25)
        );
        assert_eq!(
            expiry(Segment::BseDerivatives, seconds),
            day(2026, Month::September, 25)
        );
        assert_eq!(
            expiry(Segment::NseCurrency, 0),
            day(1980, Month::January, 1)
        );
        assert_eq!(expiry(Segment::NseCash, seconds), None);
        assert_eq!(expiry(Segment::NseDerivatives, i64::MAX), None);
        assert_eq!(expiry(Segment::McxCommodity, i64::MAX), None);
    }
}

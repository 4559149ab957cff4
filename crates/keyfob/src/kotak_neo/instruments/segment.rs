//! The segments.

use std::fmt;
use std::str::FromStr;

use keyfob_core::Error;
use time::{Date, OffsetDateTime};

/// A part of an exchange, with a list of instruments of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// Shares at the National Stock Exchange.
    NseCm,
    /// Shares at the Bombay Stock Exchange.
    BseCm,
    /// Futures and options at the National Stock Exchange.
    NseFo,
    /// Futures and options at the Bombay Stock Exchange.
    BseFo,
    /// Currency futures and options.
    CdeFo,
    /// Commodity futures and options.
    McxFo,
    /// A list of 2026 whose content no document tells.
    NseCom,
}

/// From 1970 to 1980, in seconds.
const TEN_YEARS: i64 = 315_532_800;

impl Segment {
    /// Every segment of which a file was seen.
    pub const ALL: [Self; 7] = [
        Self::NseCm,
        Self::BseCm,
        Self::NseFo,
        Self::BseFo,
        Self::CdeFo,
        Self::McxFo,
        Self::NseCom,
    ];

    /// The vendor's word for it, as in orders (`es`) and quotes.
    pub fn code(self) -> &'static str {
        match self {
            Self::NseCm => "nse_cm",
            Self::BseCm => "bse_cm",
            Self::NseFo => "nse_fo",
            Self::BseFo => "bse_fo",
            Self::CdeFo => "cde_fo",
            Self::McxFo => "mcx_fo",
            Self::NseCom => "nse_com",
        }
    }

    /// The day that its files write as this number of seconds. They count by the exchange's clock, as if that were UTC.
    pub(super) fn expiry(self, seconds: i64) -> Option<Date> {
        day(match self {
            Self::NseFo | Self::CdeFo => seconds.checked_add(TEN_YEARS)?,
            Self::BseFo | Self::McxFo => seconds,
            Self::NseCm | Self::BseCm | Self::NseCom => return None,
        })
    }

    /// The day that it would be if the segment counted from the other year.
    pub(super) fn other_expiry(self, seconds: i64) -> Option<Date> {
        day(match self {
            Self::NseFo | Self::CdeFo => seconds,
            Self::BseFo | Self::McxFo => seconds.checked_add(TEN_YEARS)?,
            Self::NseCm | Self::BseCm | Self::NseCom => return None,
        })
    }

    /// Whether its files tell expiries, in a way that is known.
    pub(super) fn expires(self) -> bool {
        self.expiry(0).is_some()
    }
}

fn day(since_1970: i64) -> Option<Date> {
    let moment = OffsetDateTime::from_unix_timestamp(since_1970).ok()?;
    Some(moment.date())
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Segment {
    type Err = Error;

    /// From the vendor's word.
    fn from_str(code: &str) -> Result<Self, Error> {
        let mut all = Self::ALL.into_iter();
        all.find(|segment| segment.code() == code).ok_or_else(|| {
            let known = Self::ALL.map(Self::code).join(", ");
            Error::InvalidInput(format!("`{code}` is no segment; there are {known}"))
        })
    }
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
                Segment::NseFo.expiry(seconds),
                day(2026, Month::September, 22)
            );
        }
        // One second before the end of 25 September 2026.
        let seconds = 1_790_380_799;
        assert_eq!(
            Segment::McxFo.expiry(seconds),
            day(2026, Month::September, 25)
        );
        assert_eq!(
            Segment::BseFo.expiry(seconds),
            day(2026, Month::September, 25)
        );
        assert_eq!(Segment::CdeFo.expiry(0), day(1980, Month::January, 1));
        assert_eq!(Segment::NseCm.expiry(seconds), None);
        assert_eq!(Segment::NseFo.expiry(i64::MAX), None);
        assert_eq!(Segment::McxFo.expiry(i64::MAX), None);
    }

    #[test]
    fn codes_are_read_back() {
        for segment in Segment::ALL {
            assert_eq!(segment.to_string().parse::<Segment>().unwrap(), segment);
        }
        let error = "nse".parse::<Segment>().unwrap_err().to_string();
        assert!(
            error.contains("`nse`") && error.contains("mcx_fo"),
            "{error}"
        );
    }
}

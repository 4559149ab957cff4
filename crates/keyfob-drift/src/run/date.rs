//! Days.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A day in UTC, counted since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(u64);

pub(super) fn today(now: SystemTime) -> Day {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    Day(since.as_secs() / DAY.as_secs())
}

impl Day {
    pub(super) fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(u64::from(days)))
    }
}

/// `YYYY-MM-DD`, by Hinnant's `civil_from_days`: years begin in March, so that the leap day is a year's last.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        };
        let year = year + era * 400 + u64::from(month <= 2);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_818, "2026-12-31"),
            (20_819, "2027-01-01"),
        ] {
            assert_eq!(Day(days).to_string(), date);
        }
        assert_eq!(Day(59).before(1).to_string(), "1970-02-28");
        assert_eq!(Day(1).before(9).to_string(), "1970-01-01");
    }
}

//! Days: that of a file, and those in the names of instruments.

use std::ops::Range;
use std::time::SystemTime;

use time::{Date, Month, OffsetDateTime, UtcOffset};

/// The last day that a path names, as it stands there and as it is: `2026-07-14`, or `20260714`.
pub(super) fn day_in(path: &str) -> Option<(String, Date)> {
    let mut runs = path.split(|c: char| !c.is_ascii_digit() && c != '-');
    let day = |run: &str| {
        let run = run.trim_matches('-');
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let is_written = digits.len() == 8
            && (run.len() == 8 || (run.len() == 10 && run.split('-').map(str::len).eq([4, 2, 2])));
        let number = |range| digits.get(range).and_then(|part: &str| part.parse().ok());
        let month = Month::try_from(u8::try_from(number(4..6)?).ok()?).ok()?;
        let day = u8::try_from(number(6..8)?).ok()?;
        let day = Date::from_calendar_date(number(0..4)?, month, day).ok()?;
        is_written.then(|| (run.to_owned(), day))
    };
    runs.rfind(|run| day(run).is_some()).and_then(day)
}

/// How many days lie between a day and today on the exchanges' clock, which is India's.
pub(super) fn days_since(day: Date, now: SystemTime) -> i64 {
    let now = OffsetDateTime::from(now);
    let there = UtcOffset::from_hms(5, 30, 0).map_or(now, |offset| now.to_offset(offset));
    (there.date() - day).whole_days()
}

/// How trading symbols name the months: those of weekly options have a letter.
const MONTHS: [(&str, &str); 12] = [
    ("JAN", "1"),
    ("FEB", "2"),
    ("MAR", "3"),
    ("APR", "4"),
    ("MAY", "5"),
    ("JUN", "6"),
    ("JUL", "7"),
    ("AUG", "8"),
    ("SEP", "9"),
    ("OCT", "O"),
    ("NOV", "N"),
    ("DEC", "D"),
];

/// What a trading symbol says of its expiry, after the name of what it is of: `26JAN` (year and month), `26120` or `26O20` (year,
/// month and day), `20JAN26` (day, month and year).
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnDate<'a> {
    rest: &'a str,
}

impl<'a> OwnDate<'a> {
    pub(super) fn of(trading_symbol: &'a str, symbol: &str) -> Option<Self> {
        let start = trading_symbol.get(..symbol.len())?;
        let rest = trading_symbol.get(symbol.len()..)?.trim_start();
        (!symbol.is_empty() && start.eq_ignore_ascii_case(symbol)).then_some(Self { rest })
    }

    /// Whether one of its readings is of this month.
    fn agrees(self, day: Date) -> bool {
        let number = |from: usize, to: usize| {
            let text = self.rest.get(from..to)?;
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<i32>().ok()).flatten()
        };
        let year = |from| number(from, from + 2).is_some_and(|it| 2000 + it == day.year());
        let month = MONTHS.get(usize::from(u8::from(day.month())) - 1);
        let (name, letter) = month.copied().unwrap_or_default();
        let is = |range: Range<usize>, word: &str| {
            let text = self.rest.get(range);
            text.is_some_and(|text| text.eq_ignore_ascii_case(word))
        };
        let (named, weekly) = (is(2..5, name), is(2..3, letter));
        // Only options expire within a month: their strike comes next.
        let weekly = weekly && number(3, 5) == Some(i32::from(day.day())) && number(5, 6).is_some();
        (year(0) && (named || weekly)) || (named && (year(5) || year(7)))
    }

    /// Whether it speaks for another reading of the same number, and not for this one.
    pub(super) fn prefers(self, other: Date, day: Date) -> bool {
        !self.agrees(day) && self.agrees(other)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn day(year: i32, month: Month, day: u8) -> Date {
        Date::from_calendar_date(year, month, day).unwrap()
    }

    #[test]
    fn a_path_tells_its_day() {
        let july = day(2026, Month::July, 14);
        for path in [
            "https://a.example/v1/prod/2026-07-14/transformed-v1/nse_cm-v1.csv",
            "https://a.example/2026-07-13/nse_fo-2026-07-14.csv",
            "https://a.example/nse_fo_20260714.csv",
        ] {
            assert_eq!(day_in(path).unwrap().1, july, "{path}");
        }
        for none in [
            "https://a.example/v1/nse_fo.csv",
            "2026-13-14",
            "20261",
            "2026-07-14-1",
        ] {
            assert_eq!(day_in(none), None, "{none}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight_in_india() {
        let july = day(2026, Month::July, 14);
        // 14 July 2026, 18:29 and 18:30 by UTC.
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(days_since(july, at(1_784_053_740)), 0);
        assert_eq!(days_since(july, at(1_784_053_800)), 1);
    }

    #[test]
    fn a_symbol_tells_its_year() {
        let (right, wrong) = (
            day(2026, Month::September, 22),
            day(2036, Month::September, 21),
        );
        for symbol in [
            "NIFTY26SEP21000CE",
            "NIFTY26SEPFUT",
            "NIFTY2692221000CE",
            "NIFTY22SEP26FUT",
            "NIFTY22SEP2026FUT",
            "nifty26sepfut",
        ] {
            let own = OwnDate::of(symbol, "NIFTY").unwrap();
            assert!(
                own.prefers(right, wrong) && !own.prefers(wrong, right),
                "{symbol}"
            );
        }
        for silent in [
            "NIFTY",
            "NIFTY21000CE",
            "NIFTY56526PE",
            "NIFTY26922PE",
            "NIFTY\u{e9}26SEP",
        ] {
            let own = OwnDate::of(silent, "NIFTY").unwrap();
            assert!(
                !own.prefers(right, wrong) && !own.prefers(wrong, right),
                "{silent}"
            );
        }
        assert!(OwnDate::of("ABCD26SEPFUT", "NIFTY").is_none());
        let october = day(2026, Month::October, 6);
        let own = OwnDate::of("NIFTY26O0621000CE", "NIFTY").unwrap();
        assert!(own.prefers(october, day(2036, Month::October, 5)));
    }
}

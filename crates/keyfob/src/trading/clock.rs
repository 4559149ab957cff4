//! Times as the vendors write them. They name no zone; that of India is assumed, where the exchanges are.

use std::sync::LazyLock;

use time::format_description::{self, OwnedFormatItem};
use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// How the vendors write times.
const FORMS: [&str; 3] = [
    // Kotak Neo, of orders: `05-Jan-2026 10:00:02`.
    "[day]-[month repr:short case_sensitive:false]-[year] [hour]:[minute]:[second]",
    // Kotak Neo, of changes: `2026/01/05 10:00:02`.
    "[year]/[month]/[day] [hour]:[minute]:[second]",
    // Kotak Trade: `Jan  5 2026 10:00:02:123AM`. Whether an hour below ten has one digit or two was not seen.
    "[month repr:short case_sensitive:false] [day padding:none] [year] [hour repr:12 padding:none]:[minute]:[second]:[subsecond digits:3][period case:upper case_sensitive:false]",
];

static READERS: LazyLock<Vec<OwnedFormatItem>> = LazyLock::new(|| {
    let forms = FORMS.iter();
    forms
        .filter_map(|form| format_description::parse_owned::<2>(form).ok())
        .collect()
});

/// The moment that a text tells, if the clock is that of India; none if it tells none, as `--` and `NA`.
pub(crate) fn moment(text: Option<&str>) -> Option<OffsetDateTime> {
    // Blanks stand where a vendor pads, and behind colons.
    let text = text?.replace(": ", ":");
    let words: Vec<_> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut readers = READERS.iter();
    let local = readers.find_map(|form| PrimitiveDateTime::parse(&text, form).ok())?;
    Some(local.assume_offset(UtcOffset::from_hms(5, 30, 0).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let moment = moment(Some(text))?;
        Some(format!("{} {}", moment, moment.unix_timestamp()))
    }

    #[test]
    fn times_of_neo_are_those_of_india() {
        let expected = "2026-01-05 10:00:02.0 +05:30:00 1767587402";
        for text in [
            "05-Jan-2026 10:00:02",
            "05-JAN-2026 10: 00: 02",
            " 2026/01/05 10:00:02 ",
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn times_of_trade_are_those_of_india() {
        for (text, expected) in [
            (
                "Jan  5 2026 10:00:02:120AM",
                "2026-01-05 10:00:02.12 +05:30:00 1767587402",
            ),
            (
                "Jan  5 2026 01:30:00:000PM",
                "2026-01-05 13:30:00.0 +05:30:00 1767600000",
            ),
            (
                "Jan  5 2026  9:15:00:000AM",
                "2026-01-05 9:15:00.0 +05:30:00 1767584700",
            ),
            (
                "Jan  5 2026 3:29:59:999PM",
                "2026-01-05 15:29:59.999 +05:30:00 1767607199",
            ),
            (
                "Jan 15 2026 12:00:00:000AM",
                "2026-01-15 0:00:00.0 +05:30:00 1768415400",
            ),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "--", "NA", "32-Jan-2026 10:00:02", "10:00:02"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}

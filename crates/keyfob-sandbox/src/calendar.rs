//! The vendors' ways of writing a moment, in India time.

use std::time::SystemTime;

use time::{OffsetDateTime, UtcOffset};

/// `1/2/2023 9:05:00 AM`, as Kotak Trade writes it.
pub(crate) fn twelve_hours(moment: SystemTime) -> String {
    let t = in_india(moment);
    let (hour, half) = match t.hour() {
        0 => (12, "AM"),
        hour @ 1..12 => (hour, "AM"),
        12 => (12, "PM"),
        hour => (hour - 12, "PM"),
    };
    format!(
        "{}/{}/{} {}:{:02}:{:02} {half}",
        u8::from(t.month()),
        t.day(),
        t.year(),
        hour,
        t.minute(),
        t.second()
    )
}

/// `2026-01-05 10:00:00.000`, as Kotak Neo writes it.
pub(crate) fn with_millis(moment: SystemTime) -> String {
    let t = in_india(moment);
    format!(
        "{}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}",
        t.year(),
        u8::from(t.month()),
        t.day(),
        t.hour(),
        t.minute(),
        t.second(),
        t.millisecond()
    )
}

pub(crate) fn in_india(moment: SystemTime) -> OffsetDateTime {
    let utc = OffsetDateTime::from(moment);
    UtcOffset::from_hms(5, 30, 0).map_or(utc, |offset| utc.to_offset(offset))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn both_forms_are_in_india_time() {
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

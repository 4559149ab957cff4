//! When the tokens of both Kotaks end.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: u64 = 24 * 60 * 60;

/// How far India's clocks are ahead of UTC, the whole year.
const INDIA: u64 = 5 * 60 * 60 + 30 * 60;

/// The next midnight in India after this time.
pub(crate) fn next_midnight_in_india(now: SystemTime) -> Option<SystemTime> {
    // A clock before 1970 was never set.
    let now = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let days = now.checked_add(INDIA)? / DAY + 1;
    let midnight = days.checked_mul(DAY)?.checked_sub(INDIA)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(midnight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_in_india_is_half_past_six_in_the_evening_of_utc() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        // 2026-01-05 18:30:00 UTC.
        let midnight = 1_767_637_800;
        for (now, next) in [
            (midnight - DAY, midnight),
            (midnight - 1, midnight),
            (midnight, midnight + DAY),
            (midnight + 1, midnight + DAY),
            (0, DAY - INDIA),
        ] {
            assert_eq!(next_midnight_in_india(at(now)), Some(at(next)), "{now}");
        }
    }

    #[test]
    fn a_clock_that_is_far_off_tells_none_and_does_not_panic() {
        let before = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(next_midnight_in_india(before), None);
        let last = UNIX_EPOCH + Duration::from_secs(i64::MAX as u64);
        next_midnight_in_india(last);
    }
}

//! Sandbox time: real time plus an offset that only grows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The beginning of the year 9000: the vendors' ways of writing times end a little later.
const END: Duration = Duration::from_secs(221_845_392_000);

/// The sandbox's clock: it governs authenticator codes, one-time tokens, idle sessions, token expiry and
/// login limits. Clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_micros: Arc<AtomicU64>,
}

/// Why the clock cannot be moved as asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unreachable {
    /// The time has passed already.
    Passed,
    /// The time is after the last that the sandbox knows.
    TooLate,
}

impl Clock {
    /// Moves sandbox time forward, at most to the end of the year 8999.
    pub fn advance(&self, by: Duration) {
        if self.try_advance(by).is_err() {
            // It may have got there meanwhile.
            let _ = self.go_to(UNIX_EPOCH + END);
        }
    }

    /// Moves sandbox time forward.
    ///
    /// # Errors
    /// [`Unreachable::TooLate`]; nothing is moved then.
    pub(crate) fn try_advance(&self, by: Duration) -> Result<(), Unreachable> {
        self.shift(|now| now.checked_add(by).ok_or(Unreachable::TooLate))
    }

    /// Moves sandbox time forward to a point of time. Said by two at once, it is moved once.
    ///
    /// # Errors
    /// If the point has passed, or is too late; nothing is moved then.
    pub(crate) fn go_to(&self, to: SystemTime) -> Result<(), Unreachable> {
        let to = to.duration_since(UNIX_EPOCH);
        let to = to.map_err(|_| Unreachable::Passed)?;
        self.shift(|_| Ok(to))
    }

    /// Reads and moves in one step. `target` makes of sandbox time now the time to go to, both since 1970.
    fn shift(
        &self,
        target: impl Fn(Duration) -> Result<Duration, Unreachable>,
    ) -> Result<(), Unreachable> {
        let mut refused = None;
        let moved = |ahead: u64| {
            let now = since_1970(SystemTime::now()).saturating_add(Duration::from_micros(ahead));
            let by = target(now).and_then(|to| match to.checked_sub(now) {
                None => Err(Unreachable::Passed),
                Some(_) if to > END => Err(Unreachable::TooLate),
                Some(by) => Ok(by),
            });
            // Rounded up: the clock never shows less than what was asked for.
            let micros = by.map(|by| by.as_nanos().div_ceil(1000));
            let micros = micros.map(|micros| u64::try_from(micros).unwrap_or(u64::MAX));
            micros
                .map(|micros| ahead.saturating_add(micros))
                .map_err(|error| refused = Some(error))
                .ok()
        };
        let cell = &self.ahead_micros;
        let result = cell.fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved);
        match (result, refused) {
            (Ok(_), _) | (Err(_), None) => Ok(()),
            (Err(_), Some(error)) => Err(error),
        }
    }

    /// Goes back to real time.
    pub(crate) fn reset(&self) {
        self.ahead_micros.store(0, Ordering::SeqCst);
    }

    /// What time it is in the sandbox.
    pub fn now(&self) -> SystemTime {
        SystemTime::now() + Duration::from_micros(self.ahead_micros.load(Ordering::SeqCst))
    }
}

fn since_1970(time: SystemTime) -> Duration {
    time.duration_since(UNIX_EPOCH).unwrap_or_default()
}

pub(crate) fn unix_seconds(time: SystemTime) -> u64 {
    since_1970(time).as_secs()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

    #[test]
    fn what_another_moved_between_check_and_move_is_not_moved_twice() {
        let clock = Clock::default();
        let target = since_1970(SystemTime::now()) + YEAR;
        let was_first = Cell::new(true);
        let moved = clock.shift(|_| {
            if was_first.replace(false) {
                clock.advance(YEAR / 2);
            }
            Ok(target)
        });
        assert_eq!(moved, Ok(()));
        let now = since_1970(clock.now());
        assert!(now >= target && now < target + YEAR / 4, "{now:?}");
    }

    #[test]
    fn however_far_it_is_moved_time_ends_with_the_year_8999() {
        let clock = Clock::default();
        clock.advance(YEAR * 7100);
        clock.advance(Duration::MAX);
        clock.advance(YEAR);
        let now = since_1970(clock.now());
        assert!(now >= END && now < END + YEAR, "{now:?}");
        assert_eq!(clock.try_advance(YEAR), Err(Unreachable::TooLate));
        assert_eq!(clock.go_to(UNIX_EPOCH), Err(Unreachable::Passed));
    }
}

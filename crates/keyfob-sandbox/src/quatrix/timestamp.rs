//! A moment as Quatrix writes it: Unix seconds, whole or with a fraction of microseconds.

use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds since 1970, so that what a client sent comes back digit for digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Timestamp(i64);

const MICROS: f64 = 1_000_000.0;

impl Timestamp {
    pub(super) fn of(time: SystemTime) -> Self {
        let micros = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(micros.as_micros()).unwrap_or(i64::MAX))
    }

    pub(super) fn from_seconds(seconds: f64) -> Self {
        // The cast saturates, which is as good as any other answer to a moment out of all bounds.
        Self((seconds * MICROS).round() as i64)
    }

    pub(super) fn whole(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    pub(super) fn exact(self) -> f64 {
        self.0 as f64 / MICROS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_survive() {
        let moment = Timestamp::from_seconds(1_571_234_567.123_456);
        assert_eq!(
            (moment.whole(), moment.exact()),
            (1_571_234_567, 1_571_234_567.123_456)
        );
        assert_eq!(Timestamp::from_seconds(-0.5).whole(), -1);
    }
}

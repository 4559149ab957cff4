//! So many calls in so much time.

use std::time::Duration;

/// The longest time that counts: more than any vendor has, and little enough to be added to any time.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A time up to this is waited for in whole after a refusal.
const SHORT: Duration = Duration::from_secs(10);

const SECOND: Duration = Duration::from_secs(1);

/// At most so many calls in any stretch of so much time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quota {
    calls: u32,
    per: Duration,
}

impl Quota {
    /// What is taken for the full pace after a refusal where no limit is known.
    pub(super) const ASSUMED: Self = Self {
        calls: 10,
        per: SECOND,
    };

    pub(super) fn new(calls: u32, per: Duration) -> Self {
        Self {
            calls: calls.max(1),
            per: per.min(LONGEST),
        }
    }

    /// The part of one of so many, in whole calls: together they stay within it.
    pub(super) fn shared_by(self, sharers: u32) -> Self {
        match self.calls / sharers.max(1) {
            // Fewer calls than sharers: each has one in a longer time.
            0 => Self::new(1, self.per.saturating_mul(sharers)),
            calls => Self { calls, ..self },
        }
    }

    pub(super) fn calls(self) -> usize {
        usize::try_from(self.calls).unwrap_or(usize::MAX)
    }

    /// The time, with what makes up for calls that travel at different speeds.
    pub(super) fn window(self) -> Duration {
        self.per + self.per / 50
    }

    /// The time of one call, when they are spread evenly.
    pub(super) fn gap(self) -> Duration {
        self.per / self.calls
    }

    /// How long to wait after a refusal that does not tell.
    pub(super) fn pause(self) -> Duration {
        let pause = if self.per <= SHORT {
            self.per
        } else {
            self.gap()
        };
        pause.max(SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_share_stay_within_it_together() {
        for (calls, sharers) in [(10, 2), (10, 3), (1, 2), (15, 4), (3, 7), (5, 0), (5, 1)] {
            let whole = Quota::new(calls, SECOND);
            let part = whole.shared_by(sharers);
            let windows = part.per.as_secs_f64();
            let together = f64::from(part.calls * sharers.max(1)) / windows;
            assert!(
                together <= f64::from(calls),
                "{calls} by {sharers}: {part:?}"
            );
            assert!(part.calls <= calls.div_ceil(sharers.max(1)));
        }
        assert_eq!(Quota::new(7, SECOND).shared_by(0), Quota::new(7, SECOND));
    }

    #[test]
    fn a_pause_is_the_window_where_that_is_short_and_a_second_at_least() {
        let pause = |calls, seconds| Quota::new(calls, Duration::from_secs_f64(seconds)).pause();
        assert_eq!(pause(10, 1.0), SECOND);
        assert_eq!(pause(5, 0.2), SECOND);
        assert_eq!(pause(5, 4.0), 4 * SECOND);
        assert_eq!(pause(15, 900.0), 60 * SECOND);
        assert_eq!(pause(1000, 60.0), SECOND);
    }
}

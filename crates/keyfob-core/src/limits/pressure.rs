//! What a "too many calls" of the vendor does to the pace.

use std::time::Duration;

use tokio::time::Instant;

use super::quota::Quota;

/// How long without a refusal before the pace doubles.
const CALM: Duration = Duration::from_secs(30);

/// How often the pace is halved at most: to a sixteenth.
const MOST: u32 = 4;

/// The longest that calls are held back because of one answer: the longest window that a vendor documents. A vendor, or whoever
/// answers in its place, may write any number.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How the pace is slowed at the moment.
#[derive(Debug, Default)]
pub(super) struct Pressure {
    /// Nothing begins before.
    until: Option<Instant>,
    /// How often the pace was halved, and when last.
    halved: Option<(u32, Instant)>,
    /// When a call began last.
    last: Option<Instant>,
}

impl Pressure {
    /// When a call may begin that has so many others before it in the line; `now` or later.
    pub(super) fn next(&self, quota: Quota, ahead: usize, now: Instant) -> Instant {
        let gap = self.gap(quota, now);
        let free = self.last.map_or(now, |last| last + gap).max(now);
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        let first = self.until.map_or(free, |until| until.max(free));
        first
            .checked_add(gap.saturating_mul(ahead))
            .unwrap_or(first + LONGEST)
    }

    /// Notes that a call begins.
    pub(super) fn note(&mut self, now: Instant) {
        self.last = Some(now);
    }

    /// Notes that a call was refused that began then, with the wait that the vendor told, and slows down.
    pub(super) fn refused(
        &mut self,
        quota: Quota,
        told: Option<Duration>,
        began: Instant,
        now: Instant,
    ) {
        let halvings = self.halvings(now);
        // Calls that were under way together are one refusal.
        let is_new = self.halved.is_none_or(|(_, since)| began >= since);
        if is_new || halvings == 0 {
            self.halved = Some(((halvings + 1).min(MOST), now));
        }
        let pause = quota.pause() * 2_u32.pow(self.halvings(now).saturating_sub(1));
        let from = match (told, is_new) {
            (None, false) => return,
            _ => now,
        };
        self.hold(told.unwrap_or(pause), from);
    }

    /// Lets nothing begin for so long.
    pub(super) fn hold(&mut self, wait: Duration, now: Instant) {
        let until = now + wait.min(LONGEST);
        self.until = self.until.max(Some(until));
    }

    /// Whether nothing of it is felt any more.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.halvings(now) == 0 && self.until.is_none_or(|until| until <= now)
    }

    /// The least time between two calls.
    fn gap(&self, quota: Quota, now: Instant) -> Duration {
        match self.halvings(now) {
            0 => Duration::ZERO,
            halvings => quota.gap() * 2_u32.pow(halvings),
        }
    }

    fn halvings(&self, now: Instant) -> u32 {
        let Some((halvings, since)) = self.halved else {
            return 0;
        };
        // The time that calls are held back tells nothing on whether the pace is right.
        let since = self.until.map_or(since, |until| until.max(since));
        let calm = now.saturating_duration_since(since).as_secs() / CALM.as_secs();
        halvings.saturating_sub(u32::try_from(calm).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn wait(pressure: &Pressure) -> Duration {
        let now = Instant::now();
        pressure.next(Quota::ASSUMED, 0, now) - now
    }

    fn refused(pressure: &mut Pressure, told: Option<Duration>) {
        let now = Instant::now();
        pressure.refused(Quota::ASSUMED, told, now, now);
    }

    #[tokio::test(start_paused = true)]
    async fn each_refusal_doubles_the_pause_and_the_gap_up_to_a_limit() {
        let mut pressure = Pressure::default();
        assert_eq!(wait(&pressure), Duration::ZERO);
        for (pause, gap) in [(1, 200), (2, 400), (4, 800), (8, 1600), (8, 1600)] {
            refused(&mut pressure, None);
            assert_eq!(wait(&pressure).as_secs(), pause);
            tokio::time::sleep(wait(&pressure)).await;
            pressure.note(Instant::now());
            assert_eq!(wait(&pressure).as_millis(), gap);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn calm_brings_the_pace_back_step_by_step() {
        let mut pressure = Pressure::default();
        for _ in 0..3 {
            refused(&mut pressure, None);
            tokio::time::sleep(wait(&pressure)).await;
        }
        for gap in [800, 400, 200, 0, 0] {
            pressure.note(Instant::now());
            assert_eq!(wait(&pressure).as_millis(), gap);
            assert_eq!(pressure.is_idle(Instant::now()), gap == 0);
            tokio::time::sleep(CALM).await;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn refusals_of_calls_that_were_under_way_together_are_one() {
        let mut pressure = Pressure::default();
        let began = Instant::now();
        tokio::time::sleep(SECOND / 10).await;
        for _ in 0..9 {
            pressure.refused(Quota::ASSUMED, None, began, Instant::now());
        }
        assert_eq!(wait(&pressure), SECOND);
        // What one of them tells counts all the same.
        pressure.refused(Quota::ASSUMED, Some(5 * SECOND), began, Instant::now());
        assert_eq!(wait(&pressure), 5 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_vendor_tells_counts_within_reason() {
        let mut pressure = Pressure::default();
        refused(&mut pressure, Some(Duration::ZERO));
        assert_eq!(wait(&pressure), Duration::ZERO);
        refused(&mut pressure, Some(Duration::MAX));
        assert_eq!(wait(&pressure), LONGEST);
    }
}

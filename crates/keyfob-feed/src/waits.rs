//! How long to wait before the next connection.

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use crate::FeedSettings;

/// They double up to the longest, without end; each is made longer by up to itself, so that not all clients come at once.
pub(crate) fn waits(settings: &FeedSettings) -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(settings.first_wait)
        .with_max_delay(settings.longest_wait)
        .without_max_times()
        .with_jitter()
        .build()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use super::*;

    #[test]
    fn they_grow_to_the_longest_and_never_end() {
        let settings = FeedSettings::default();
        for (number, wait) in waits(&settings).take(10_000).enumerate() {
            let doubled = settings.first_wait * 2_u32.pow(u32::try_from(number).unwrap().min(10));
            let plain = doubled.min(settings.longest_wait);
            assert!(wait >= plain && wait < plain * 2, "{number}: {wait:?}");
        }
    }

    #[test]
    fn no_two_clients_wait_alike() {
        let settings = FeedSettings::default();
        let firsts: HashSet<_> = (0..50).filter_map(|_| waits(&settings).next()).collect();
        assert!(firsts.len() > 40, "{firsts:?}");
    }

    #[test]
    fn settings_that_cannot_be_are_bounded() {
        let all = |time| FeedSettings {
            connect: time,
            login: time,
            silence: time,
            pong: time,
            first_wait: time,
            longest_wait: time,
            stable: time,
        };
        let none = all(Duration::ZERO).bounded();
        assert!(
            waits(&none)
                .take(100)
                .all(|wait| wait >= Duration::from_millis(1))
        );
        let ever = all(Duration::MAX).bounded();
        assert_eq!(waits(&ever).take(100).count(), 100);
        let crossed = FeedSettings {
            first_wait: Duration::from_secs(9),
            longest_wait: Duration::from_secs(3),
            ..FeedSettings::default()
        };
        let within = |wait| (9..18).contains(&Duration::as_secs(&wait));
        assert!(waits(&crossed.bounded()).take(9).all(within));
    }
}

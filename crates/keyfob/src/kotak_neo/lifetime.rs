//! When the tokens of Kotak Neo end.

use std::time::{Duration, SystemTime};

use keyfob_core::Secret;

use super::jwt;
use crate::expiry::next_midnight_in_india;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// A token that lives longer than this is taken for one that says nothing of its end.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// When a trade token ends that the vendor gave `now`: by its claim `exp`; at the next midnight in India, where that is missing, is past
/// already, or is more than a year away.
pub(super) fn of_fresh_trade_token(token: &Secret, now: SystemTime) -> Option<SystemTime> {
    let told = jwt::expiry(token).filter(|end| *end > now && is_near(*end, now));
    told.or_else(|| next_midnight_in_india(now))
}

/// When a trade token from elsewhere ends: likewise, but it may have ended.
pub(super) fn of_trade_token(token: &Secret, now: SystemTime) -> Option<SystemTime> {
    let told = jwt::expiry(token).filter(|end| is_near(*end, now));
    told.or_else(|| next_midnight_in_india(now))
}

/// When an application's token ends that was asked for at `began`, by the vendor's `expires_in`. Without a number above 0 it is an hour, as
/// users report; `None`, which is no end, for more than a year.
pub(super) fn of_application_token(
    began: SystemTime,
    expires_in: Option<i64>,
) -> Option<SystemTime> {
    let told = expires_in.and_then(|seconds| u64::try_from(seconds).ok());
    let lifetime = match told {
        Some(0) | None => HOUR,
        Some(seconds) => Duration::from_secs(seconds),
    };
    let is_told = lifetime <= LONGEST;
    began.checked_add(lifetime).filter(|_| is_told)
}

fn is_near(end: SystemTime, now: SystemTime) -> bool {
    end.duration_since(now).is_ok_and(|left| left <= LONGEST) || end <= now
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    /// 2026-01-05 10:00 in India, and the next midnight there.
    const NOW: u64 = 1_767_587_400;
    const MIDNIGHT: u64 = 1_767_637_800;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn token(exp: u64) -> Secret {
        let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"exp":{exp}}}"#));
        Secret::new(format!("e30.{claims}.c2ln"))
    }

    #[test]
    fn a_trade_token_ends_when_it_says() {
        let now = at(NOW);
        assert_eq!(
            of_fresh_trade_token(&token(NOW + 9), now),
            Some(at(NOW + 9))
        );
        assert_eq!(of_trade_token(&token(NOW + 9), now), Some(at(NOW + 9)));
        // One from elsewhere may have ended; a fresh one has not, so that a clock is wrong.
        assert_eq!(of_trade_token(&token(NOW - 9), now), Some(at(NOW - 9)));
        assert_eq!(
            of_fresh_trade_token(&token(NOW - 9), now),
            Some(at(MIDNIGHT))
        );
    }

    #[test]
    fn or_else_at_midnight_in_india() {
        let far = token(NOW * 1_000);
        for token in [&far, &Secret::new("opaque")] {
            assert_eq!(of_fresh_trade_token(token, at(NOW)), Some(at(MIDNIGHT)));
            assert_eq!(of_trade_token(token, at(NOW)), Some(at(MIDNIGHT)));
        }
    }

    #[test]
    fn an_application_token_ends_after_what_the_vendor_says_or_an_hour() {
        let lives = |expires_in| {
            let end = of_application_token(at(NOW), expires_in)?;
            Some(end.duration_since(at(NOW)).unwrap().as_secs())
        };
        assert_eq!(lives(Some(1)), Some(1));
        assert_eq!(lives(Some(86_400)), Some(86_400));
        // The vendor's own sample.
        assert_eq!(lives(Some(8_760_000)), Some(8_760_000));
        for unknown in [None, Some(0), Some(-1), Some(i64::MIN)] {
            assert_eq!(lives(unknown), Some(3_600), "{unknown:?}");
        }
        for huge in [366 * 86_400 + 1, i64::MAX] {
            assert_eq!(lives(Some(huge)), None, "{huge}");
        }
    }
}

//! How often a session calls its vendor: limits that the vendor documents, kept before the vendor has to say "too many".
//!
//! | module | what it holds |
//! |---|---|
//! | `quota` | so many calls in so much time |
//! | `starts` | when calls began, and when the next one may |
//! | `pressure` | what a "too many calls" of the vendor does to the pace |
//! | `lane` | both together, and the line of those who wait |
//! | `limiter` | the lanes of one handle |
//! | `users` | the lanes of users, for limits that are counted beyond one handle |

mod lane;
mod limiter;
mod pressure;
mod quota;
mod starts;
#[cfg(test)]
mod tests;
mod users;

use std::time::Duration;

pub(crate) use self::limiter::{Caller, Limiter};
use self::quota::Quota;
use crate::{Api, Error, RateLimit};

/// How often to call, see [`Settings::with_rate_limits`](crate::Settings::with_rate_limits). By default, as often as the vendor documents.
///
/// The limits of a vendor stand in [`Api::limits`], each with its name. A limit holds in any stretch of time: of 10 calls in a second,
/// ten may start at once, and the eleventh starts a second after the first. A fiftieth of the time is added, since calls that are sent a second
/// apart may arrive in less.
///
/// A call that may not start yet waits for its turn, in the order of asking. One that could not start within its total time-out
/// ([`Timeouts::total`](crate::Timeouts::total)) is not sent, and fails at once with [`Error::TooManyCalls`]. Attempts count, not
/// calls.
///
/// All clones of a session share its limits. A limit with a [`RateLimit::user`] is shared by all sessions and logins of that user
/// in this process. Other processes and machines are not seen: see [`RateLimits::shared_by`].
///
/// # When the vendor says "too many calls"
/// That is each [`Error::RateLimited`], and it holds without any limit, too. All calls of the session under the narrowest limit of
/// the refused one (or all without a limit, if it has none) wait for as long as `Retry-After` tells, up to 15 minutes; without that,
/// for the time of the limit if that is 10 s or less, else for the time of one call of it, and for a second at least. Then they start one by one at half the pace. A refusal after that doubles the wait without
/// `Retry-After` and halves the pace once more, down to a sixteenth; 30 s without one double the pace again. Where no limit is
/// known, 10 calls a second are taken for the full pace meanwhile.
///
/// ```
/// use std::time::Duration;
/// use keyfob_core::{RateLimits, Settings};
///
/// // Kotak Neo, with quotes five times a second.
/// let limits = RateLimits::default().with_limit("quotes", 5, Duration::from_secs(1));
/// let settings = Settings::default().with_rate_limits(limits);
/// # let _ = settings;
/// ```
#[derive(Debug, Clone, Default)]
pub struct RateLimits {
    off: bool,
    own: Vec<(String, u32, Duration)>,
    sharers: u32,
}

impl RateLimits {
    /// None of the vendor's limits is kept. What follows "too many calls" still holds, for each session by itself.
    pub fn none() -> Self {
        Self {
            off: true,
            ..Self::default()
        }
    }

    /// Other numbers for the limit of this name: so many calls in so much time. After [`RateLimits::none`] it is the only one kept.
    ///
    /// A name that the vendor's API does not have, no calls, and no time are [`Error::Settings`] when the client is made.
    pub fn with_limit(mut self, name: impl Into<String>, calls: u32, per: Duration) -> Self {
        self.own.push((name.into(), calls, per));
        self
    }

    /// Keeps to a part of each limit, for processes and machines that share an account: together they stay within it.
    /// 0 and 1 change nothing.
    pub fn shared_by(mut self, processes: u32) -> Self {
        self.sharers = processes;
        self
    }

    /// The limits of an API in one of its environments, as they are to be kept.
    fn of(
        &self,
        api: &'static Api,
        variant: &str,
    ) -> Result<Vec<(&'static RateLimit, Option<Quota>)>, Error> {
        for (name, calls, per) in &self.own {
            self.check(api, name, *calls, *per)?;
        }
        let here = api
            .limits
            .iter()
            .filter(|limit| limit.variants.is_empty() || limit.variants.contains(&variant));
        let kept = here.map(|limit| (limit, self.quota(limit)));
        Ok(kept.collect())
    }

    fn quota(&self, limit: &RateLimit) -> Option<Quota> {
        let own = self.own.iter().rev().find(|(name, ..)| name == limit.name);
        let quota = match own {
            Some((_, calls, per)) => Quota::new(*calls, *per),
            None if self.off => return None,
            None => Quota::new(limit.calls, limit.per),
        };
        Some(quota.shared_by(self.sharers))
    }

    fn check(&self, api: &Api, name: &str, calls: u32, per: Duration) -> Result<(), Error> {
        if calls == 0 || per.is_zero() {
            return Err(Error::settings(format!(
                "the rate limit `{name}` would let no call through, or any number: both numbers are more than 0"
            )));
        }
        if api.limits.iter().any(|limit| limit.name == name) {
            return Ok(());
        }
        let known: Vec<_> = api.limits.iter().map(|limit| limit.name).collect();
        let known = match known.as_slice() {
            [] => "none".to_owned(),
            names => names.join(", "),
        };
        Err(Error::settings(format!(
            "{} has no rate limit `{name}`; there are: {known}",
            api.name
        )))
    }
}

//! The limits of one handle.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::lane::{Lane, Place};
use super::quota::Quota;
use super::{RateLimits, users};
use crate::credentials::Held;
use crate::{Api, Error, Operation, RateLimit, Servers};

/// The limits of a handle and all its clones.
#[derive(Debug)]
pub(crate) struct Limiter {
    api: &'static str,
    /// The narrow ones first.
    rules: Vec<Rule>,
    /// For operations without a limit: they feel the vendor's "too many calls" only.
    rest: Rule,
}

#[derive(Debug)]
struct Rule {
    limit: Option<&'static RateLimit>,
    quota: Option<Quota>,
    lane: Arc<Lane>,
}

/// Under how many limits an operation is taken at once.
const MOST_AT_ONCE: usize = 4;

/// Who calls, and where.
#[derive(Clone, Copy)]
pub(crate) struct Caller<'a> {
    pub held: &'a Held,
    pub servers: &'a Servers,
}

/// A lane with the quota that this handle has for it.
struct Track {
    name: Option<&'static str>,
    quota: Option<Quota>,
    lane: Arc<Lane>,
}

impl Limiter {
    pub(crate) fn new(
        api: &'static Api,
        variant: &str,
        limits: &RateLimits,
    ) -> Result<Self, Error> {
        let rule = |limit, quota| Rule {
            limit,
            quota,
            lane: Arc::default(),
        };
        let kept = limits.of(api, variant)?;
        let mut rules: Vec<_> = kept
            .into_iter()
            .map(|(limit, quota)| rule(Some(limit), quota))
            .collect();
        rules.sort_by_key(|rule| rule.limit.is_some_and(|limit| limit.operations.is_empty()));
        Ok(Self {
            api: api.name,
            rules,
            rest: rule(None, None),
        })
    }

    /// Counts the operation if it may be sent at once and nobody waits before it.
    pub(crate) fn take_now(&self, operation: &'static Operation) -> bool {
        let mut lanes = [const { None }; MOST_AT_ONCE];
        let rules = self.rules.iter().filter(|rule| rule.is_for(operation));
        let mut count = 0;
        for rule in rules {
            let Some(place) = lanes.get_mut(count).filter(|_| !rule.is_by_user()) else {
                return false;
            };
            *place = Some(rule);
            count += 1;
        }
        if let (0, Some(first)) = (count, lanes.first_mut()) {
            *first = Some(&self.rest);
        }
        // In the order in which others wait for them.
        let heads = lanes.map(|rule| rule.map(|rule: &Rule| (rule, rule.lane.head())));
        let now = Instant::now();
        let is_free = |(rule, head): &(&Rule, Option<_>)| {
            head.is_some() && rule.lane.next(rule.quota, now) <= now
        };
        let is_free = heads.iter().flatten().all(is_free);
        if is_free {
            for (rule, _) in heads.iter().flatten() {
                rule.lane.note(rule.quota, now);
            }
        }
        is_free
    }

    /// Waits until the operation may be sent, and counts it. Who drops this counts nothing.
    ///
    /// # Errors
    /// [`Error::TooManyCalls`] at once if that is longer away than `longest`, and then at the latest.
    pub(crate) async fn turn(
        &self,
        operation: &'static Operation,
        caller: Caller<'_>,
        longest: Duration,
    ) -> Result<(), Error> {
        let tracks = self.tracks(operation, caller);
        let places: Vec<_> = tracks.iter().map(|track| track.lane.join()).collect();
        let asked = Instant::now();
        let wait = longest_wait(&tracks, &places, asked);
        match wait {
            Some((limit, wait)) if wait > longest => {
                return Err(too_many(operation, limit, wait));
            }
            Some((limit, wait)) if !wait.is_zero() => {
                tracing::debug!(
                    keyfob.operation = operation.id,
                    keyfob.rate_limit = limit,
                    keyfob.wait.duration = wait.as_secs_f64(),
                    "waiting for its turn"
                );
            }
            _ => {}
        }
        tokio::time::timeout(longest, take(&tracks, &places))
            .await
            .map_err(|_| {
                let told = longest_wait(&tracks, &places, Instant::now());
                let (limit, wait) = told.unwrap_or_default();
                too_many(operation, limit, wait)
            })
    }

    /// Notes that the vendor refused a call that began then as one too many. How long the next one under the same limit waits.
    pub(crate) fn refused(
        &self,
        operation: &'static Operation,
        caller: Caller<'_>,
        told: Option<Duration>,
        began: Instant,
    ) -> Duration {
        let tracks = self.tracks(operation, caller);
        let narrowest = tracks.first();
        narrowest.map_or(Duration::ZERO, |track| {
            track.lane.refused(track.quota, told, began)
        })
    }

    /// Lets no call under the same limit begin for so long.
    pub(crate) fn hold(&self, operation: &'static Operation, caller: Caller<'_>, wait: Duration) {
        if let Some(track) = self.tracks(operation, caller).first() {
            track.lane.hold(wait);
        }
    }

    /// The lanes that an operation goes through, the narrowest first.
    fn tracks(&self, operation: &'static Operation, caller: Caller<'_>) -> Vec<Track> {
        let rules = self.rules.iter().filter(|rule| rule.is_for(operation));
        let track = |rule: &Rule| Track {
            name: rule.limit.map(|limit| limit.name),
            quota: rule.quota,
            lane: rule.lane(self.api, operation, caller),
        };
        let mut tracks: Vec<_> = rules.map(track).collect();
        if tracks.is_empty() {
            tracks.push(track(&self.rest));
        }
        tracks
    }
}

impl Rule {
    /// Whether its lane may be a user's.
    fn is_by_user(&self) -> bool {
        let user = self.limit.and_then(|limit| limit.user);
        user.is_some() && self.quota.is_some()
    }

    fn is_for(&self, operation: &Operation) -> bool {
        self.limit.is_some_and(|limit| {
            limit.operations.is_empty() || limit.operations.contains(&operation.id)
        })
    }

    /// The user's where the vendor counts by user and that is minded, else this handle's.
    fn lane(&self, api: &str, operation: &'static Operation, caller: Caller<'_>) -> Arc<Lane> {
        let limit = self.limit.filter(|_| self.quota.is_some());
        let shared = limit.and_then(|limit| {
            let user = caller.held.user(limit.user?)?;
            let origin = caller.servers.base_of(operation).ok()?.origin();
            let place = origin.ascii_serialization();
            Some(users::lane(api, limit.name, &place, user))
        });
        shared.unwrap_or_else(|| Arc::clone(&self.lane))
    }
}

/// Waits for the turn in each lane, and takes it in all at once.
async fn take(tracks: &[Track], places: &[Place<'_>]) {
    loop {
        // Always in the same order, so that nobody waits for somebody who waits for him; and the narrow lanes first, so that
        // who waits there stands in nobody's way.
        let mut heads = Vec::with_capacity(places.len());
        for (track, place) in tracks.iter().zip(places) {
            heads.push(place.first(track.quota).await);
        }
        let now = Instant::now();
        // A refusal may have moved one while another was waited for.
        if tracks
            .iter()
            .all(|track| track.lane.next(track.quota, now) <= now)
        {
            for track in tracks {
                track.lane.note(track.quota, now);
            }
            return;
        }
    }
}

/// The limit that is waited for longest, and how long.
fn longest_wait(
    tracks: &[Track],
    places: &[Place<'_>],
    now: Instant,
) -> Option<(Option<&'static str>, Duration)> {
    let waits = tracks.iter().zip(places).map(|(track, place)| {
        let at = place.planned(track.quota, now);
        (track.name, at.saturating_duration_since(now))
    });
    waits.max_by_key(|(_, wait)| *wait)
}

fn too_many(operation: &'static Operation, limit: Option<&'static str>, wait: Duration) -> Error {
    Error::TooManyCalls {
        operation: operation.id,
        limit,
        wait,
    }
}

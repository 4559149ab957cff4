//! The lanes of users: for limits that the vendor counts by user, whoever calls.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tokio::time::Instant;

use super::lane::Lane;

static LANES: LazyLock<Lanes> = LazyLock::new(Lanes::default);

/// By a hash: who logs in is nobody's business here.
#[derive(Default)]
struct Lanes {
    hasher: RandomState,
    lanes: Mutex<HashMap<u64, Arc<Lane>>>,
}

/// The lane of a user of an API at this place, for the limit of this name.
pub(super) fn lane(api: &str, limit: &str, place: &str, user: &str) -> Arc<Lane> {
    let key = LANES.hasher.hash_one((api, limit, place, user));
    let mut lanes = LANES.lanes.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    lanes.retain(|other, lane| *other == key || Arc::strong_count(lane) > 1 || !lane.is_idle(now));
    Arc::clone(lanes.entry(key).or_default())
}

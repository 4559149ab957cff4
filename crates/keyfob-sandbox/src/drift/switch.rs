//! Which drifts are on.

use std::sync::{Arc, Mutex};

use super::kind::{Drift, DriftPlace};
use crate::lock::lock;

/// The drifts that are switched on. Clones are the same switch.
#[derive(Clone, Default)]
pub(crate) struct Drifts(Arc<Mutex<Vec<Drift>>>);

impl Drifts {
    pub(crate) fn set(&self, drifts: Vec<Drift>) {
        *lock(&self.0) = drifts;
    }

    /// Those that show at an operation.
    pub(super) fn on(&self, vendor: &str, operation: &str) -> Vec<(Drift, DriftPlace)> {
        let drifts = lock(&self.0);
        let placed = drifts
            .iter()
            .filter_map(|drift| Some((*drift, drift.place(vendor)?)));
        placed
            .filter(|(_, place)| place.operation == operation)
            .collect()
    }
}

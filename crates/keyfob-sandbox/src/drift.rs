//! Answers that are other than the vendors' documents say, for tests of what notices it.

mod change;
mod kind;
mod layer;
mod places;
mod switch;

pub use self::kind::{Drift, DriftPlace, UnknownDrift};
pub(crate) use self::layer::drifted;
pub(crate) use self::switch::Drifts;

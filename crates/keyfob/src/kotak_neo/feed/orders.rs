//! Order and position updates without holes.

mod state;
mod tracker;
mod update;

pub use update::{Found, OrderUpdate, RawOrder};

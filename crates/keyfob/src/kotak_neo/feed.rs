//! Kotak Neo's feeds, which stay up: market data and order updates.

mod endpoint;
mod operation;
pub mod orders;
mod session;

pub use keyfob_feed::{FeedSettings, Gap, GapReason, State};

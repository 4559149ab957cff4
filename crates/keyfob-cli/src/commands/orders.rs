//! `keyfob orders`, `positions`, `quote`, `place` and `cancel`: trading at both Kotaks.

mod cancel;
mod lists;
mod place;
mod preview;
mod quote;

use clap::Args;

pub use cancel::{Cancel, cancel};
pub use lists::{list, positions};
pub use place::{Place, place};
pub use quote::{Quote, quote};

use crate::vendor::Broker;

/// Whose lists.
#[derive(Debug, Args)]
pub struct Which {
    /// The one where you are logged in, if it is left out
    pub vendor: Option<Broker>,
}

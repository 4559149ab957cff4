#![doc = include_str!("../README.md")]

pub mod hsm;
mod instrument;
mod json;
mod levels;
mod market;
pub mod orders;
mod price;
mod problem;
mod quote;
mod reader;
pub mod servers;
pub mod sfeed;
mod sink;
mod table;

pub use instrument::{Instrument, InvalidInstrument, Name, Segment, Token};
pub use levels::{Level, Levels};
pub use market::{AuctionImbalance, IndexQuote, MarketEvent, MarketPhase, MarketStatus};
pub use price::Price;
pub use problem::Problem;
pub use quote::{Depth, Quote};
pub use sink::Sink;

//! The exchange behind both Kotak APIs: one list of instruments with one set of prices, and for every
//! account its orders, trades, positions, holdings and money, which agree with each other because all but
//! the orders and trades are computed from them.
//!
//! Guessed, because the vendors publish no rules: everything about prices and money. An order is filled
//! at the last price when it wants that price or a worse one, and never more of it than the instrument's
//! depth; the rest waits for the next price, which comes only when a test sets one, or from
//! [`Builder::ticks`](crate::Builder::ticks). There is no other trader: two orders of the sandbox never meet. Stop orders wait for the last price to reach their
//! trigger. After-market orders wait for the next price. Delivered
//! shares block their whole price, intraday products a fifth, margin funding a half; futures block a fifth of
//! their value (a tenth intraday), bought options their premium, sold ones a fifth of the strike; what
//! reduces a position or sells holdings blocks nothing.
//!
//! Trailing stops, bracket legs, good-till-cancelled dates and disclosed quantities are taken and change
//! nothing. There is no end of the day: an order that waits waits for ever.

pub mod demo;

mod account;
mod bulk;
mod controls;
mod instrument;
mod listening;
mod margin;
mod market;
mod matching;
mod mover;
mod order;
mod order_entry;
mod position;
mod refusal;
mod rupees;
mod tape;

pub use controls::Controls;
pub use instrument::{Instrument, Kind, Segment};
pub use order::{Event, Order, OrderKind, Request, Side, State, Step, Trade};
pub use rust_decimal::Decimal;

pub(crate) use account::Holding;
#[cfg(feature = "control")]
pub(crate) use account::{Account, Carried};
pub(crate) use margin::{Funds, required};
pub(crate) use market::{Market, SharedMarket};
pub(crate) use mover::{Movement, run as keep_moving};
pub(crate) use order::Change;
pub(crate) use position::Position;
pub(crate) use refusal::Refusal;
#[cfg(feature = "seed")]
pub(crate) use rupees::NO_AMOUNT;
pub(crate) use rupees::{JsonAmount, Rupees, parse_rupees};
pub(crate) use tape::{Listener, Tick};

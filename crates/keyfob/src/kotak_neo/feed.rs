//! Kotak Neo's feeds, which stay up: market data and order updates.
//!
//! A feed is a stream over any number of connections: one that is cut, closed, or silent although it should answer is replaced, logged in
//! and subscribed anew, without an end of tries. What was missed meanwhile is told as a [`Gap`].
//!
//! | | G1, G2 | G3 |
//! |---|---|---|
//! | market data | HSM, binary | SFeed, binary |
//! | orders and positions | HSI, text | the same |
//!
//! Times in quotes are seconds since 1970 in UTC. Prices are exact: [`Price`] is a whole number of units, and converts into
//! [`Decimal`](crate::Decimal).
//!
//! Sources: the vendor's clients of the three generations, and what users report; see the AsyncAPI documents in `specs/feeds`.

mod endpoint;
pub mod market;
mod operation;
pub mod orders;
mod session;
mod wiped;

pub use keyfob_feed::{FeedSettings, Gap, GapReason, State};
pub use kotak_neo_feed::{
    AuctionImbalance, Depth, IndexQuote, Instrument, Level, Levels, MarketPhase, MarketStatus,
    Name, Price, Quote, Segment, Token,
};
pub use market::{
    Event, MarketFeed, MarketFeedHandle, OpenMarketFeed, OrderBook, OrderBooks, Refused, Topic,
};
pub use orders::{
    Found, OpenOrderFeed, OrderEvent, OrderFeed, OrderFeedHandle, OrderUpdate, PositionUpdate,
    RawOrder, RawPosition,
};

//! Orders, trades, positions and holdings, with the same words for both Kotak APIs.
//!
//! ```no_run
//! use keyfob::trading::{Order, Product, Side};
//! use keyfob::{Decimal, OrderError};
//!
//! # use keyfob::kotak_neo::{Session, instruments::Instrument};
//! # async fn example(session: Session, instrument: Instrument) -> Result<(), keyfob::Error> {
//! // An instrument of the vendor's list, or `Contract::new(Segment::NseCash, "ABCD-EQ")`.
//! let order = Order::limit(Side::Buy, &instrument, 75, Decimal::new(101_50, 2))
//!     .product(Product::Intraday)
//!     .tag("breakout-1");
//! let number = match session.place(order).await {
//!     // Its answer was lost: looks it up, and sends it again only if it does not stand.
//!     Err(OrderError::Lost(lost)) => session.place_again(lost).await?,
//!     placed => placed?,
//! };
//! let Some(order) = session.order(&number).await? else {
//!     return Ok(()); // It may show up some seconds late.
//! };
//! if order.filled_quantity == 0 && order.is_open() {
//!     session.modify(order.change().price(Decimal::new(101_75, 2))).await?;
//! } else if order.is_open() {
//!     session.cancel(&order).await?;
//! }
//! # Ok(()) }
//! ```
//!
//! [`Order`] is what is placed: [limit](Order::limit), [market](Order::market), [stop limit](Order::stop_limit) and
//! [stop market](Order::stop_market), each with what it needs and nothing else. What it is of is a [`Contract`], and everything that
//! has one is taken in its place: an instrument, a row of a book, a contract written by hand. A quantity that is no multiple of the
//! lot, a price between two ticks, a product that a vendor does not have: these are refused with words before anything is sent.
//!
//! The books are lists of [`BookOrder`], [`Trade`], [`Position`] and [`Holding`], by `orders()`, `trades()`, `positions()` and
//! `holdings()` of the vendor's session; each row keeps the vendor's own in `raw()`. An account without any has empty lists. Money is
//! [`Decimal`](crate::Decimal), quantities are whole numbers of units, times are taken for those of India, as the vendors name no zone.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session, last: keyfob::Decimal) -> Result<(), keyfob::Error> {
//! use keyfob::trading::Segment;
//!
//! let listed = session.instruments(Segment::NseDerivatives).await?;
//! let Some(instrument) = listed.by_trading_symbol("NIFTY26SEPFUT") else {
//!     return Ok(());
//! };
//! for mut position in session.positions().await? {
//!     if position.contract.trading_symbol != instrument.trading_symbol {
//!         continue;
//!     }
//!     println!("{}: {}", position.contract, position.profit_and_loss(last));
//!     position.contract = instrument.into(); // The list tells the tick, which a position does not.
//!     if let Some(order) = position.closing_order(last)? {
//!         session.place(order.round_to_tick()).await?;
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! Kotak Trade's orders name an instrument by its token alone:
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_trade::Session) -> Result<(), keyfob::Error> {
//! use keyfob::trading::{Contract, Order, Side};
//!
//! let placed = session.place(Order::market(Side::Sell, Contract::of_token(1001), 10)).await?;
//! println!("order {}", placed.order_number());
//! # Ok(()) }
//! ```

mod book_order;
mod bracket;
mod change;
mod clock;
mod contract;
mod filled;
mod holding;
mod order;
mod position;
mod reading;
mod rules;
mod trade;
mod words;

pub use crate::orders::may_stand;
pub use book_order::BookOrder;
pub use bracket::Bracket;
pub use change::Change;
pub use contract::Contract;
pub(crate) use contract::Vendor;
pub use holding::Holding;
pub use order::Order;
pub use position::Position;
pub use trade::Trade;
pub use words::{OptionType, OrderStatus, OrderType, Product, Segment, Side, Validity};

pub(crate) use clock::moment;
pub(crate) use filled::Filled;
pub(crate) use reading::{Row, all, each, known, lot, one, pairs, positive, said, word};
pub(crate) use rules::refuse;

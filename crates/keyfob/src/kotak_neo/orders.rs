//! Orders: each is sent once, and found again when its answer is lost.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
//! use keyfob::trading::{Contract, Order, Product, Segment, Side};
//! use keyfob::{Decimal, OrderError};
//!
//! let share = Contract::new(Segment::NseCash, "ABCD-EQ");
//! let order = Order::limit(Side::Buy, &share, 1, Decimal::new(1050, 2)).product(Product::Delivery);
//! let number = match session.place(order).await {
//!     // Waits for the order book, and sends it again only if the book does not have it.
//!     Err(OrderError::Lost(lost)) => session.place_again(lost).await?,
//!     known => known?,
//! };
//! println!("order {number}");
//! # Ok(()) }
//! ```
//!
//! [`trading`](crate::trading) has what an order can be. The vendor's own request is taken in its place, for what is not there:
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
//! use keyfob::Decimal;
//! use keyfob::kotak_neo::types::{
//!     ExchangeSegment, OrderType, PlaceOrderRequest, Product, Side, Validity, YesNo,
//! };
//!
//! let order = PlaceOrderRequest::builder()
//!     .exchange_segment(ExchangeSegment::NseCash)
//!     .trading_symbol("ABCD-EQ")
//!     .side(Side::Buy)
//!     .quantity(1)
//!     .order_type(OrderType::Limit)
//!     .price(Decimal::new(1050, 2))
//!     .product(Product::Normal)
//!     .validity(Validity::Day)
//!     .after_market(YesNo::No)
//!     .disclosed_quantity(0)
//!     .market_protection(0)
//!     .trigger_price(0);
//! session.place(order).await?;
//! # Ok(()) }
//! ```
//!
//! # When an answer is lost
//!
//! An order is lost when its answer did not come, cannot be read, or leaves open what became of it: a gateway that gave up waiting,
//! an internal error of the vendor. [`Session::find`] looks for it in the order book by its tag, and
//! [`Session::place_again`] sends it again with the same tag if the book proves that it does not stand. That is safe even if the
//! book was wrong: the vendor refuses a second order with a tag that it has. That the second was not sent, or was refused, is no
//! news of the first: it is looked for once more.
//!
//! Nothing is known, and [`FindError`](crate::FindError) says so, when the book cannot be read, and when an order of the same instrument and side has
//! lost its tag: the vendor keeps it when an order is cancelled (with a number behind it), and writes over it when an order is
//! changed. That can only be the lost one if somebody else changed it, such as the vendor's app; its number is told. So is that of an
//! order that has the tag and is of another instrument or side: a tag that was used before does not make that order the lost one.
//!
//! A tag of your own must be new for each order, and not be another one with a hyphen and a number behind it.
//!
//! # Numbers
//!
//! Prices go out in the fewest digits (`10.50` as `10.5`, `0.0` as `0`, since the vendor refuses the longer zero), and a quantity
//! that is no whole number is refused before anything is sent.
//!
//! Changes and cancellations are sent once, too, and are looked for by the order's number:
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session, number: &str) -> Result<(), keyfob::Error> {
//! use keyfob::OrderError;
//!
//! match session.cancel(number).await {
//!     Err(OrderError::Lost(lost)) => println!("it stands as {:?}", session.find(&lost).await?),
//!     known => println!("cancelled: {}", known?),
//! }
//! # Ok(()) }
//! ```

mod cancel;
mod find;
mod modify;
mod row;
mod typed;
mod words;

use keyfob_core::{Decimal, Error};
use kotak_neo::types;

use super::{Session, generation};
use crate::orders::{OrderError, Sent, Trace, built, is_count, is_no_count, own_or_new, shorten};
pub use cancel::Cancellation;
pub(super) use find::is_empty_book;
pub use modify::Modification;
pub(super) use row::read_order;
pub(super) use words::product;
#[cfg(feature = "kotak-neo-feed")]
pub(super) use words::status;

impl Session {
    /// Places an order, once: a [`trading::Order`](crate::trading::Order) or a request; its number. Without a tag it gets one that no other order has, for [`Session::find`];
    /// the vendor refuses a second order with the same tag. What the vendor's client always says (`order_source`, `portfolio_flag`) is said.
    ///
    /// The number is no promise: risk checks may still reject the order; the order book tells.
    ///
    /// # Errors
    /// [`OrderError`] says whether it may stand.
    pub async fn place<T>(&self, order: T) -> Result<String, OrderError>
    where
        T: TryInto<types::PlaceOrderRequest>,
        T::Error: Into<Error>,
    {
        self.send(self.prepare(order)?).await
    }

    /// The request that [`Session::place`] sends for this order, tag included. Nothing is sent. Placing what this yields sends exactly that, so
    /// the tag is known before.
    ///
    /// # Errors
    /// [`OrderError::NotSent`] tells what cannot be an order.
    pub fn prepare<T>(&self, order: T) -> Result<types::PlaceOrderRequest, OrderError>
    where
        T: TryInto<types::PlaceOrderRequest>,
        T::Error: Into<Error>,
    {
        let mut order = built(order)?;
        self.check_generation(&order)?;
        order.tag = Some(own_or_new(order.tag.as_deref()).map_err(OrderError::NotSent)?);
        counts([
            ("quantity", order.quantity),
            ("disclosed_quantity", order.disclosed_quantity),
        ])?;
        shorten([
            &mut order.price,
            &mut order.trigger_price,
            &mut order.quantity,
            &mut order.disclosed_quantity,
            &mut order.market_protection,
        ]);
        let distances = [
            &mut order.stop_loss_value,
            &mut order.square_off_value,
            &mut order.last_price,
        ];
        shorten(distances.into_iter().flatten());
        // Y, N or a number: text in the vendor's documents.
        let step = order.trailing_stop_loss_value.as_deref();
        if let Some(Ok(step)) = step.map(str::parse::<Decimal>) {
            order.trailing_stop_loss_value = Some(step.normalize().to_string());
        }
        let (source, portfolio) = self.always_said();
        order.order_source = order.order_source.or(source.map(str::to_owned));
        order.portfolio_flag = order.portfolio_flag.or(portfolio.map(str::to_owned));
        Ok(order)
    }

    async fn send(&self, order: types::PlaceOrderRequest) -> Result<String, OrderError> {
        let tag = Trace::Tag(order.tag.clone().unwrap_or_default());
        let sent = Sent::now(tag)
            .of(&order.trading_symbol, order.side)
            .order(order.clone());
        let answer = self.client().orders().place().body(order).send().await;
        number("place_order", answer.map(|a| a.into_inner()), sent)
    }

    /// G1 has no call to leave a cover or bracket order with its legs.
    fn check_generation(&self, order: &types::PlaceOrderRequest) -> Result<(), OrderError> {
        let is_first = self.client().handle().servers().variant().starts_with("g1");
        match order.product {
            types::Product::Cover | types::Product::Bracket if is_first => {
                Err(OrderError::invalid(format!(
                    "there are no {} orders in G1: log in by G2 or G3, or take another product",
                    order.product
                )))
            }
            _ => Ok(()),
        }
    }

    /// `order_source` and `portfolio_flag` as the vendor's own clients of this generation always send them.
    fn always_said(&self) -> (Option<&'static str>, Option<&'static str>) {
        match self.client().handle().servers().variant() {
            generation::G3 => (Some("NEOTRADEAPI"), None),
            variant if variant.starts_with("g2") => (Some("NEOFINTECH001"), Some("N")),
            _ => (None, Some("N")),
        }
    }
}

/// A fraction of a unit cannot be traded.
fn counts(quantities: impl IntoIterator<Item = (&'static str, Decimal)>) -> Result<(), OrderError> {
    let mut all = quantities.into_iter();
    match all.find(|(_, quantity)| !is_count(*quantity)) {
        Some((member, quantity)) => Err(OrderError::NotSent(is_no_count(member, quantity))),
        None => Ok(()),
    }
}

/// The number of an order has a digit that is not 0; `0`, `NA` or a dash stand for none.
fn is_number(number: Option<String>) -> Option<String> {
    number.filter(|number| number.contains(|c: char| c.is_ascii_digit() && c != '0'))
}

/// An answer without a number says as little as none.
fn number(
    operation: &'static str,
    answer: Result<types::OrderAnswer, Error>,
    sent: Sent,
) -> Result<String, OrderError> {
    let missing = Error::incomplete(operation, "nOrdNo");
    answer
        .and_then(|answer| is_number(answer.order_number).ok_or(missing))
        .map_err(|error| sent.failed(error))
}

//! Orders: each is sent once, and found again when its answer is lost.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_trade::Session) -> Result<(), keyfob::Error> {
//! use keyfob::trading::{Contract, Order, Product, Side};
//! use keyfob::{Decimal, OrderError};
//!
//! let price = Decimal::new(101_25, 2);
//! let order = Order::limit(Side::Buy, Contract::of_token(1001), 1, price).product(Product::Intraday);
//! match session.place(&order).await {
//!     Ok(placed) => println!("order {}", placed.order_number()),
//!     // Waits for the order book. Only what is proven not to stand is placed anew.
//!     Err(OrderError::Lost(lost)) => match &*session.find(&lost).await? {
//!         [] => println!("order {}", session.place(&order).await?.order_number()),
//!         found => println!("it stands: {found:?}"),
//!     },
//!     Err(other) => return Err(other.into()),
//! }
//! # Ok(()) }
//! ```
//!
//! [`trading`](crate::trading) has what an order can be. The vendor's own requests are taken by [`Session::place`] and by a method
//! for each other kind (`place_smart_routed` and others), for what is not there.
//!
//! # When an answer is lost
//!
//! An order is lost when its answer did not come, cannot be read, or leaves open what became of it: a gateway that gave up waiting,
//! an internal error of the vendor, an acknowledgement in which no exchange has a number for it. [`Session::find`] looks for it in
//! the order book by its tag.
//!
//! To this vendor a tag is a free label, and it is not known to refuse a second order with the same one: nothing but the book
//! protects from a second order, and a tag of your own must be new for each order. Nothing is known, and [`FindError`] says so,
//! when the book cannot be read, when an order of the same instrument and side is without a tag or has one like it (shortened, in
//! other letters, with a number behind it: what this vendor makes of tags is not known), and when an order of another instrument or
//! side has the tag.
//!
//! # Numbers
//!
//! Prices go out in the fewest digits (`10.50` as `10.5`), and a quantity below zero is refused before anything is sent.
//!
//! Changes and cancellations are sent once, too, and are looked for by the order's number:
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_trade::Session, number: &str) -> Result<(), keyfob::Error> {
//! use keyfob::OrderError;
//!
//! match session.cancel(number).await {
//!     Err(OrderError::Lost(lost)) => println!("it stands as {:?}", session.find(&lost).await?),
//!     known => println!("cancelled: {:?}", known?),
//! }
//! # Ok(()) }
//! ```

mod acknowledged;
mod row;
mod typed;
mod words;

use std::time::Duration;

use keyfob_core::Error;
use kotak_trade::types;

use super::Session;
use super::amounts::Tidy;
use crate::orders::{
    Alike, Book, FindError, Lost, OrderError, PATIENCE, Reading, Seen, Sent, Trace, built,
    own_or_new, patiently,
};
use crate::trading::BookOrder;
pub use acknowledged::Acknowledged;
pub(super) use row::{contract, derivative, read_order};
use typed::Kind;
pub(super) use typed::price;
pub use typed::{OrderNumber, Placement};
pub(super) use words::{product, segment};

macro_rules! place {
    ($($(#[$doc:meta])* $visible:vis $name:ident, $method:ident, $order:ident, $operation:literal;)*) => {
        impl Session {
            $(
                $(#[$doc])*
                /// It is sent once. Without a tag it gets one that no other order has, for [`Session::find`].
                ///
                /// # Errors
                /// [`OrderError`] says whether it may stand.
                $visible async fn $name<T>(&self, order: T) -> Result<Acknowledged, OrderError>
                where
                    T: TryInto<types::$order>,
                    T::Error: Into<Error>,
                {
                    let mut order = built(order)?;
                    let tag = tagged(&mut order.tag)?;
                    order.tidy().map_err(OrderError::NotSent)?;
                    let sent = Sent::now(Trace::Tag(tag))
                        .of(order.token, order.side);
                    let answer = self.client().orders().$method().body(order).send().await;
                    acknowledged(
                        $operation,
                        answer.map(|answer| answer.into_inner()),
                        sent,
                    )
                }
            )*
        }
    };
}

place! {
    /// Places an order of the generic kind, which names its product.
    place_generic, place, PlaceOrderRequest, "place_new_order";
    /// Places a normal order.
    pub place_normal, place_normal, PlaceNormalOrderRequest, "place_new_normal_order";
    /// Places a super multiple order.
    pub place_super_multiple, place_super_multiple, PlaceSuperMultipleOrderRequest, "place_new_sm_order";
    /// Places a smart-routed order.
    pub place_smart_routed, place_smart_routed, PlaceSmartRoutedOrderRequest, "place_new_sor_order";
    /// Places an order with margin trading.
    pub place_margin_trading, place_margin_trading, PlaceMarginTradingOrderRequest, "place_new_mtf_order";
    /// Places an order for the day.
    pub place_intraday, place_intraday, PlaceIntradayOrderRequest, "place_new_mis_order";
}

impl Session {
    /// Places an order: a [`trading::Order`](crate::trading::Order) by the call of its product, or a request of the generic kind,
    /// which names it. It is sent once. Without a tag it gets one that no other order has, for [`Session::find`].
    ///
    /// # Errors
    /// [`OrderError`] says whether it may stand.
    pub async fn place<T>(&self, order: T) -> Result<Acknowledged, OrderError>
    where
        T: TryInto<Placement>,
        T::Error: Into<Error>,
    {
        let Placement(kind) = built(order)?;
        match kind {
            Kind::Generic(order) => self.place_generic(*order).await,
            Kind::Intraday(order) => self.place_intraday(*order).await,
        }
    }

    /// What [`Session::place`] sends for this order, tag included. Nothing is sent. Placing what this yields sends exactly that, so the tag is
    /// known before.
    ///
    /// # Errors
    /// [`OrderError::NotSent`] tells what cannot be an order.
    pub fn prepare<T>(&self, order: T) -> Result<Placement, OrderError>
    where
        T: TryInto<Placement>,
        T::Error: Into<Error>,
    {
        let mut placement: Placement = built(order)?;
        let tidied = match &mut placement.0 {
            Kind::Generic(order) => {
                tagged(&mut order.tag)?;
                order.tidy()
            }
            Kind::Intraday(order) => {
                tagged(&mut order.tag)?;
                order.tidy()
            }
        };
        tidied.map_err(OrderError::NotSent)?;
        Ok(placement)
    }

    /// Changes an order of any kind, on the path that the vendor's own client takes for all of them.
    ///
    /// # Errors
    /// [`OrderError`] says whether the change may stand.
    pub async fn modify<T>(&self, order: T) -> Result<Acknowledged, OrderError>
    where
        T: TryInto<types::ModifyOrderRequest>,
        T::Error: Into<Error>,
    {
        let mut order = built(order)?;
        order.order_number = OrderError::number(&order.order_number)?;
        order.tidy().map_err(OrderError::NotSent)?;
        let sent = Sent::now(Trace::Number(order.order_number.clone()));
        let answer = self.client().orders().modify().body(order).send().await;
        acknowledged(
            "modify_order",
            answer.map(|answer| answer.into_inner()),
            sent,
        )
    }

    /// Cancels an order of any kind, which is one of the book (`&order`) or its number, on the path that the vendor's own client takes for all of them.
    ///
    /// # Errors
    /// [`OrderError`] says whether it may be cancelled.
    pub async fn cancel<T>(&self, order: T) -> Result<Acknowledged, OrderError>
    where
        T: TryInto<OrderNumber>,
        T::Error: Into<Error>,
    {
        let OrderNumber(number) = built(order)?;
        let number = OrderError::number(&number)?;
        let sent = Sent::now(Trace::Number(number.clone()));
        let call = self.client().orders().cancel().order_number(number);
        let answer = call.send().await;
        acknowledged(
            "cancel_order",
            answer.map(|answer| answer.into_inner()),
            sent,
        )
    }

    /// Looks in the order book for what was lost. An empty list proves that it does not stand: the book was read in whole, five
    /// seconds or more after the loss, since an order may show up late; until then it is looked for again and again. What was
    /// changed or cancelled is found at once, but the book may show it as it was some seconds ago.
    ///
    /// # Errors
    /// [`FindError`] if it is not known, or if it stands and its row cannot be read.
    pub async fn find(
        &self,
        lost: &Lost,
    ) -> Result<Vec<BookOrder<types::OrderBookEntry>>, FindError> {
        self.find_within(lost, PATIENCE).await
    }

    /// [`Session::find`] with another patience than five seconds, counted from the loss. How late an order may be in the book is
    /// known of the vendor's later API only: four seconds. With less patience an empty list proves less.
    ///
    /// # Errors
    /// [`FindError`] if it is not known, or if it stands and its row cannot be read.
    pub async fn find_within(
        &self,
        lost: &Lost,
        patience: Duration,
    ) -> Result<Vec<BookOrder<types::OrderBookEntry>>, FindError> {
        let seen = |entry: &types::OrderBookEntry| Seen {
            tag: entry.tag.clone().filter(|tag| !tag.trim().is_empty()),
            number: entry.order_number.clone(),
            alike: Alike::new(entry.token, entry.side.as_ref().map(|side| side.as_str())),
        };
        let seen = &seen;
        // No async closure: the future of one cannot be sent to another thread.
        let look = || async move {
            let book = match self.client().reports().order_book().send().await {
                Ok(answer) => Book {
                    unreadable: answer.rows_left_out(),
                    rows: answer.into_inner().success,
                },
                // How the vendor words an empty book is not known: only a list is believed.
                Err(error) => return Err(FindError::Book(error)),
            };
            BOOK.pick(book, lost, seen)
        };
        let found = patiently(lost, patience, look).await?;
        BOOK.typed("success", found, |row| row.order_number.clone(), read_order)
    }
}

const BOOK: Reading = Reading {
    operation: "get_order_reports",
    tags_repeat: true,
};

/// The tag of an order, which gets one if it has none.
fn tagged(tag: &mut Option<String>) -> Result<String, OrderError> {
    let own = own_or_new(tag.as_deref()).map_err(OrderError::NotSent)?;
    *tag = Some(own.clone());
    Ok(own)
}

/// An answer in which no exchange has a number says as little as none: where nothing was placed it is 0.
fn acknowledged(
    operation: &'static str,
    answer: Result<types::OrderAnswer, Error>,
    sent: Sent,
) -> Result<Acknowledged, OrderError> {
    let missing = Error::incomplete(operation, "Success: orderId");
    let numbered = |answer: types::OrderAnswer| Acknowledged::new(answer.success).ok_or(missing);
    answer
        .and_then(numbered)
        .map_err(|error| sent.failed(error))
}

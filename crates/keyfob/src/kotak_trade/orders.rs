//! Orders: each is sent once, and found again when its answer is lost.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_trade::Session) -> Result<(), keyfob::Error> {
//! use keyfob::kotak_trade::types::{NewNormalOrder, TransactionType};
//! use keyfob::{Decimal, OrderError};
//!
//! let order = NewNormalOrder::builder()
//!     .instrument_token(1001)
//!     .transaction_type(TransactionType::Buy)
//!     .quantity(1)
//!     .price("101.25".parse::<Decimal>()?);
//! match session.place_normal(order).await {
//!     Ok(placed) => println!("{placed:?}"),
//!     Err(OrderError::Lost(lost)) => println!("in the book: {:?}", session.find(&lost).await?),
//!     Err(other) => return Err(other.into()),
//! }
//! # Ok(()) }
//! ```
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

use std::collections::BTreeMap;
use std::fmt::Display;
use std::time::SystemTime;

use keyfob_core::Error;
use kotak_trade::types;

use super::Session;
use crate::orders::{Lost, OrderError, Trace, new_tag};

/// What the exchanges said to an order, by exchange.
pub type Acknowledged = BTreeMap<String, types::OrderAck>;

macro_rules! place {
    ($($(#[$doc:meta])* $name:ident, $order:ident, $operation:ident;)*) => {
        impl Session {
            $(
                $(#[$doc])*
                /// It is sent once. Without a tag it gets one that no other order has, for [`Session::find`].
                ///
                /// # Errors
                /// [`OrderError`] says whether it may stand.
                pub async fn $name<T>(&self, order: T) -> Result<Acknowledged, OrderError>
                where
                    T: TryInto<types::$order>,
                    T::Error: Display,
                {
                    let mut order = order.try_into().map_err(OrderError::invalid)?;
                    let tag = order.tag.get_or_insert_with(new_tag).clone();
                    let sent_at = SystemTime::now();
                    let answer = self.client().$operation().body(order).send().await;
                    acknowledged(
                        stringify!($operation),
                        answer.map(|answer| answer.into_inner()),
                        Trace::Tag(tag),
                        sent_at,
                    )
                }
            )*
        }
    };
}

place! {
    /// Places an order of the generic kind, which names its product.
    place, NewOrder, place_new_order;
    /// Places a normal order.
    place_normal, NewNormalOrder, place_new_normal_order;
    /// Places a super multiple order.
    place_super_multiple, NewSmOrder, place_new_sm_order;
    /// Places a smart-routed order.
    place_smart_routed, NewSorOrder, place_new_sor_order;
    /// Places an order with margin trading.
    place_margin_trading, NewMtfOrder, place_new_mtf_order;
    /// Places an order for the day.
    place_intraday, NewMisOrder, place_new_mis_order;
}

impl Session {
    /// Changes an order of any kind, on the path that the vendor's own client takes for all of them.
    ///
    /// # Errors
    /// [`OrderError`] says whether the change may stand.
    pub async fn modify<T>(&self, order: T) -> Result<Acknowledged, OrderError>
    where
        T: TryInto<types::ExistingOrder>,
        T::Error: Display,
    {
        let order = order.try_into().map_err(OrderError::invalid)?;
        let trace = Trace::Number(order.order_id.clone());
        let sent_at = SystemTime::now();
        let answer = self.client().modify_order().body(order).send().await;
        acknowledged(
            "modify_order",
            answer.map(|answer| answer.into_inner()),
            trace,
            sent_at,
        )
    }

    /// Cancels an order of any kind, on the path that the vendor's own client takes for all of them.
    ///
    /// # Errors
    /// [`OrderError`] says whether it may be cancelled.
    pub async fn cancel(&self, order_id: &str) -> Result<Acknowledged, OrderError> {
        let trace = Trace::Number(order_id.to_owned());
        let sent_at = SystemTime::now();
        let answer = self.client().cancel_order().order_id(order_id).send().await;
        acknowledged(
            "cancel_order",
            answer.map(|answer| answer.into_inner()),
            trace,
            sent_at,
        )
    }

    /// Looks in the order book for what was lost; an empty list means that it does not stand there now.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn find(&self, lost: &Lost) -> Result<Vec<types::OrderReportEntry>, Error> {
        let book = self
            .client()
            .get_order_reports()
            .send()
            .await?
            .into_inner()
            .success;
        let is_it = |entry: &types::OrderReportEntry| match lost.trace() {
            Trace::Tag(tag) => entry.tag.as_ref() == Some(tag),
            Trace::Number(number) => entry.order_id.is_some_and(|id| id.to_string() == *number),
        };
        Ok(book.into_iter().filter(is_it).collect())
    }
}

/// An answer without any acknowledgement says as little as none.
fn acknowledged(
    operation: &'static str,
    answer: Result<types::OrderAnswer, Error>,
    trace: Trace,
    sent_at: SystemTime,
) -> Result<Acknowledged, OrderError> {
    let answer = answer.and_then(|answer| match answer.success.is_empty() {
        true => Err(Error::incomplete(operation, "Success")),
        false => Ok(answer.success),
    });
    answer.map_err(|error| OrderError::of(error, trace, sent_at))
}

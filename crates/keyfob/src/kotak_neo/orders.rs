//! Orders: each is sent once, and found again when its answer is lost.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
//! use keyfob::OrderError;
//! use keyfob::kotak_neo::types::PlaceOrderRequest;
//!
//! // Values are the vendor's, or the names that its own client takes for them: `NSE` for `nse_cm`, `Limit` for `L`.
//! let order = PlaceOrderRequest::builder()
//!     .es("NSE").ts("ABCD-EQ").tt("B").qt("1")
//!     .pt("Limit").pr("10.50").pc("NRML").rt("DAY")
//!     .am("NO").dq("0").mp("0").tp("0");
//! match session.place(order).await {
//!     Ok(number) => println!("order {number}"),
//!     Err(OrderError::Lost(lost)) => println!("in the book: {:?}", session.find(&lost).await?),
//!     Err(other) => return Err(other.into()),
//! }
//! # Ok(()) }
//! ```
//!
//! Changes and cancellations are sent once, too, and are looked for by the order's number:
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session, number: &str) -> Result<(), keyfob::Error> {
//! use keyfob::OrderError;
//! use keyfob::kotak_neo::types::CancelOrderRequest;
//!
//! match session.cancel(CancelOrderRequest::builder().on(number).am("NO")).await {
//!     Err(OrderError::Lost(lost)) => println!("it stands as {:?}", session.find(&lost).await?),
//!     known => println!("cancelled: {}", known?),
//! }
//! # Ok(()) }
//! ```

use std::fmt::Display;
use std::time::SystemTime;

use keyfob_core::Error;
use kotak_neo::types;

use super::{Session, g3};
use crate::orders::{Lost, OrderError, Trace, new_tag};

macro_rules! cancel {
    ($($(#[$doc:meta])* $name:ident, $operation:ident;)*) => {
        impl Session {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`OrderError`] says whether it may be cancelled.
                pub async fn $name<T>(&self, order: T) -> Result<String, OrderError>
                where
                    T: TryInto<types::CancelOrderRequest>,
                    T::Error: Display,
                {
                    let order = order.try_into().map_err(OrderError::invalid)?;
                    let trace = Trace::Number(order.on.clone());
                    let sent_at = SystemTime::now();
                    let form = types::CancelOrderForm { j_data: order.into() };
                    let answer = self.client().$operation().body(form).send().await;
                    number(stringify!($operation), answer.map(|a| a.into_inner()), trace, sent_at)
                }
            )*
        }
    };
}

cancel! {
    /// Cancels an order; its number.
    cancel, cancel_order;
    /// Leaves a cover order with its legs; its number. Not in G1 and not in the test environment.
    exit_cover, cancel_cover_order;
    /// Leaves a bracket order with its legs; its number. Not in G1.
    exit_bracket, cancel_bracket_order;
}

impl Session {
    /// Places an order, once; its number. Without a tag (`ig`) it gets one that no other order has, for [`Session::find`];
    /// the vendor refuses a second order with the same tag. What the vendor's client always says (`os`, `pf`) is said.
    ///
    /// The number is no promise: risk checks may still reject the order; the order book tells.
    ///
    /// # Errors
    /// [`OrderError`] says whether it may stand.
    pub async fn place<T>(&self, order: T) -> Result<String, OrderError>
    where
        T: TryInto<types::PlaceOrderRequest>,
        T::Error: Display,
    {
        let mut order = order.try_into().map_err(OrderError::invalid)?;
        let tag = order.ig.get_or_insert_with(new_tag).clone();
        let (source, portfolio) = self.always_said();
        order.os = order.os.or(source.map(str::to_owned));
        order.pf = order.pf.or(portfolio.map(str::to_owned));
        let sent_at = SystemTime::now();
        let form = types::PlaceOrderForm {
            j_data: order.into(),
        };
        let answer = self.client().place_order().body(form).send().await;
        number(
            "place_order",
            answer.map(|a| a.into_inner()),
            Trace::Tag(tag),
            sent_at,
        )
    }

    /// Changes an order; its number.
    ///
    /// # Errors
    /// [`OrderError`] says whether the change may stand.
    pub async fn modify<T>(&self, order: T) -> Result<String, OrderError>
    where
        T: TryInto<types::ModifyOrderRequest>,
        T::Error: Display,
    {
        let mut order = order.try_into().map_err(OrderError::invalid)?;
        let (source, _) = self.always_said();
        order.os = order.os.or(source.map(str::to_owned));
        let trace = Trace::Number(order.no.clone());
        let sent_at = SystemTime::now();
        let form = types::ModifyOrderForm {
            j_data: order.into(),
        };
        let answer = self.client().modify_order().body(form).send().await;
        number(
            "modify_order",
            answer.map(|a| a.into_inner()),
            trace,
            sent_at,
        )
    }

    /// Looks in the order book for what was lost; an empty list means that it does not stand there now.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn find(&self, lost: &Lost) -> Result<Vec<types::Order>, Error> {
        let book = match self.client().get_order_book().send().await {
            Ok(answer) => answer.into_inner().data,
            // An empty book is an error at this vendor.
            Err(error) if error.code() == Some(NO_DATA) => Vec::new(),
            Err(error) => return Err(error),
        };
        let is_it = |order: &types::Order| match lost.trace() {
            Trace::Tag(tag) => order.gui_ord_id.as_ref() == Some(tag),
            Trace::Number(number) => order.n_ord_no.as_ref() == Some(number),
        };
        Ok(book.into_iter().filter(is_it).collect())
    }

    /// `os` and `pf` as the vendor's own clients of this generation always send them.
    fn always_said(&self) -> (Option<&'static str>, Option<&'static str>) {
        match self.client().handle().servers().variant() {
            g3::VARIANT => (Some("NEOTRADEAPI"), None),
            variant if variant.starts_with("g2") => (Some("NEOFINTECH001"), Some("N")),
            _ => (None, Some("N")),
        }
    }
}

/// The vendor's code for an empty book.
const NO_DATA: &str = "5203";

/// An answer without a number says as little as none.
fn number(
    operation: &'static str,
    answer: Result<types::OrderAck, Error>,
    trace: Trace,
    sent_at: SystemTime,
) -> Result<String, OrderError> {
    let missing = Error::incomplete(operation, "nOrdNo");
    answer
        .and_then(|answer| {
            answer
                .n_ord_no
                .filter(|number| !number.is_empty())
                .ok_or(missing)
        })
        .map_err(|error| OrderError::of(error, trace, sent_at))
}

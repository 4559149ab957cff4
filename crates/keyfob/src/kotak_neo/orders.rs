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
//! let placed = match session.place(order).await {
//!     // Waits for the order book, and sends it again only if the book does not have it.
//!     Err(OrderError::Lost(lost)) => session.place_again(lost).await,
//!     known => known,
//! };
//! println!("order {}", placed?);
//! # Ok(()) }
//! ```
//!
//! # When an answer is lost
//!
//! An order is lost when its answer did not come, cannot be read, or leaves open what became of it: a gateway that gave up waiting,
//! an internal error of the vendor. [`Session::find`] looks for it in the order book by its tag (`ig`, in the book `GuiOrdId`), and
//! [`Session::place_again`] sends it again with the same tag if the book proves that it does not stand. That is safe even if the
//! book was wrong: the vendor refuses a second order with a tag that it has.
//!
//! Nothing is known, and [`FindError`](crate::FindError) says so, when the book cannot be read, and when an order of the same instrument and side has
//! lost its tag: the vendor keeps it when an order is cancelled (with a number behind it), and writes over it when an order is
//! changed. That can only be the lost one if somebody else changed it, such as the vendor's app; its number is told.
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
//! use keyfob::kotak_neo::types::CancelOrderRequest;
//!
//! match session.cancel(CancelOrderRequest::builder().on(number).am("NO")).await {
//!     Err(OrderError::Lost(lost)) => println!("it stands as {:?}", session.find(&lost).await?),
//!     known => println!("cancelled: {}", known?),
//! }
//! # Ok(()) }
//! ```

mod find;

use std::fmt::Display;

use keyfob_core::{DecimalText, Error};
use kotak_neo::types;

use super::{Session, g3};
use crate::orders::{Amount, OrderError, Sent, Trace, is_no_count, own_or_new, shorten};

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
                    let mut order = order.try_into().map_err(OrderError::invalid)?;
                    order.on = OrderError::number(&order.on)?;
                    let sent = Sent::now(Trace::Number(order.on.clone()));
                    let form = types::CancelOrderForm { j_data: order.into() };
                    let answer = self.client().$operation().body(form).send().await;
                    number(stringify!($operation), answer.map(|a| a.into_inner()), sent)
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
        order.ig = Some(own_or_new(order.ig.as_deref()).map_err(OrderError::NotSent)?);
        counts([("qt", &order.qt), ("dq", &order.dq)])?;
        let (price, stop) = (
            [&mut order.pr, &mut order.tp],
            [&mut order.qt, &mut order.dq],
        );
        shorten(price.into_iter().chain(stop).chain([&mut order.mp]));
        shorten(
            [&mut order.slv, &mut order.sov, &mut order.lat]
                .into_iter()
                .flatten(),
        );
        // Y, N or a number: text in the vendor's documents.
        if let Some(Ok(step)) = order.tsv.as_deref().map(str::parse::<DecimalText>) {
            order.tsv = Some(step.shortest().to_string());
        }
        let (source, portfolio) = self.always_said();
        order.os = order.os.or(source.map(str::to_owned));
        order.pf = order.pf.or(portfolio.map(str::to_owned));
        self.send(order).await
    }

    async fn send(&self, order: types::PlaceOrderRequest) -> Result<String, OrderError> {
        let tag = Trace::Tag(order.ig.clone().unwrap_or_default());
        let sent = Sent::now(tag).of(&order.ts, order.tt).order(order.clone());
        let form = types::PlaceOrderForm {
            j_data: order.into(),
        };
        let answer = self.client().place_order().body(form).send().await;
        number("place_order", answer.map(|a| a.into_inner()), sent)
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
        order.no = OrderError::number(&order.no)?;
        counts([("qt", &order.qt), ("dq", &order.dq)])?;
        counts(order.fq.iter().map(|filled| ("fq", filled)))?;
        let amounts = [&mut order.pr, &mut order.tp, &mut order.qt, &mut order.dq];
        shorten(
            amounts
                .into_iter()
                .chain([&mut order.mp])
                .chain(&mut order.fq),
        );
        let (source, _) = self.always_said();
        order.os = order.os.or(source.map(str::to_owned));
        let sent = Sent::now(Trace::Number(order.no.clone()));
        let form = types::ModifyOrderForm {
            j_data: order.into(),
        };
        let answer = self.client().modify_order().body(form).send().await;
        number("modify_order", answer.map(|a| a.into_inner()), sent)
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

/// A fraction of a unit cannot be traded.
fn counts<'a>(
    quantities: impl IntoIterator<Item = (&'static str, &'a DecimalText)>,
) -> Result<(), OrderError> {
    let mut all = quantities.into_iter();
    match all.find(|(_, quantity)| !quantity.is_count()) {
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
    answer: Result<types::OrderAck, Error>,
    sent: Sent,
) -> Result<String, OrderError> {
    let missing = Error::incomplete(operation, "nOrdNo");
    answer
        .and_then(|answer| is_number(answer.n_ord_no).ok_or(missing))
        .map_err(|error| sent.failed(error))
}

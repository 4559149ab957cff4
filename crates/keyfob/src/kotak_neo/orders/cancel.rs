//! Cancelling orders, and leaving cover and bracket orders.

use keyfob_core::Error;
use kotak_neo::types;

use super::typed::{is_exited, yes};
use super::{Session, number};
use crate::orders::{OrderError, Sent, Trace, built};
use crate::trading::{BookOrder, Product};

/// Which order is cancelled: made of a [`BookOrder`], of an order's number, or of a request.
#[derive(Debug, Clone)]
pub struct Cancellation(types::CancelOrderRequest);

impl<'a> TryFrom<&'a str> for Cancellation {
    type Error = Error;

    /// Of an order by its number, that was not placed after the market's hours.
    fn try_from(number: &'a str) -> Result<Self, Error> {
        let request = types::CancelOrderRequest::builder()
            .order_number(number)
            .after_market(types::YesNo::No);
        Ok(Self(request.try_into()?))
    }
}

impl TryFrom<&String> for Cancellation {
    type Error = Error;

    fn try_from(number: &String) -> Result<Self, Error> {
        number.as_str().try_into()
    }
}

impl TryFrom<String> for Cancellation {
    type Error = Error;

    fn try_from(number: String) -> Result<Self, Error> {
        number.as_str().try_into()
    }
}

impl TryFrom<&BookOrder<types::Order>> for Cancellation {
    type Error = Error;

    /// # Errors
    /// [`Error::InvalidInput`] if nothing of the order is left to cancel.
    fn try_from(order: &BookOrder<types::Order>) -> Result<Self, Error> {
        order.check_cancellable()?;
        of(order)
    }
}

impl TryFrom<types::builder::CancelOrderRequest> for Cancellation {
    type Error = Error;

    fn try_from(request: types::builder::CancelOrderRequest) -> Result<Self, Error> {
        Ok(Self(request.try_into()?))
    }
}

impl From<types::CancelOrderRequest> for Cancellation {
    fn from(request: types::CancelOrderRequest) -> Self {
        Self(request)
    }
}

/// With the symbol where the vendor wants it: for orders of after the market's hours.
fn of(order: &BookOrder<types::Order>) -> Result<Cancellation, Error> {
    let request = types::CancelOrderRequest::builder()
        .order_number(&*order.number)
        .after_market(yes(order.after_market));
    let mut request: types::CancelOrderRequest = request.try_into()?;
    let symbol = order.contract.trading_symbol.clone();
    request.trading_symbol = symbol.filter(|_| order.after_market);
    Ok(Cancellation(request))
}

macro_rules! cancel {
    ($($(#[$doc:meta])* $name:ident, $operation:literal, $method:ident;)*) => {
        impl Session {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`OrderError`] says whether it may be cancelled.
                pub async fn $name<T>(&self, order: T) -> Result<String, OrderError>
                where
                    T: TryInto<Cancellation>,
                    T::Error: Into<Error>,
                {
                    let Cancellation(mut order) = built(order)?;
                    order.order_number = OrderError::number(&order.order_number)?;
                    let sent = Sent::now(Trace::Number(order.order_number.clone()));
                    let answer = self.client().orders().$method().body(order).send().await;
                    number($operation, answer.map(|a| a.into_inner()), sent)
                }
            )*
        }
    };
}

cancel! {
    /// Cancels an order, which is one of the book (`&order`), its number, or a request; its number. One that was placed after the
    /// market's hours is cancelled by its row of the book or by a request, not by its number alone.
    cancel, "cancel_order", cancel;
    /// Leaves a cover order with its legs; its number. Not in G1 and not in the test environment.
    exit_cover, "cancel_cover_order", cancel_cover;
    /// Leaves a bracket order with its legs; its number. Not in G1.
    exit_bracket, "cancel_bracket_order", cancel_bracket;
}

impl Session {
    /// Leaves a cover or bracket order of the book with its legs, by the call of its product: what waits is cancelled, what is
    /// filled is closed. Its number. Not in G1; cover orders not in the test environment.
    ///
    /// # Errors
    /// [`OrderError`] says whether it may be left; of another product nothing is sent.
    pub async fn exit(&self, order: &BookOrder<types::Order>) -> Result<String, OrderError> {
        let which = of(order).map_err(OrderError::NotSent)?;
        match is_exited(&order.raw) {
            Some(Product::Cover) => self.exit_cover(which).await,
            Some(_) => self.exit_bracket(which).await,
            None => Err(OrderError::invalid(format!(
                "order {} is of the product `{}`, which has no legs to leave: cancel it, or close its position by another order",
                order.number, order.product
            ))),
        }
    }
}

//! Changing orders.

use keyfob_core::Error;
use kotak_neo::types;

use super::{Session, counts, number};
use crate::kotak_neo::generation::is_g3;
use crate::orders::{OrderError, Sent, Trace, built, shorten};
use crate::trading::Change;

/// How an order is changed: made of a [`Change`] of a row of the book, or of a request.
#[derive(Debug, Clone)]
pub struct Modification {
    request: types::ModifyOrderRequest,
    /// Whether it repeats what does not change, as the vendor's clients of G1 and G2 do; that of G3 does not.
    repeats: bool,
}

impl TryFrom<Change<types::Order>> for Modification {
    type Error = Error;

    /// # Errors
    /// [`Error::InvalidInput`] names what cannot be changed so, and why.
    fn try_from(change: Change<types::Order>) -> Result<Self, Error> {
        Ok(Self {
            request: change.try_into()?,
            repeats: true,
        })
    }
}

impl TryFrom<types::builder::ModifyOrderRequest> for Modification {
    type Error = Error;

    fn try_from(request: types::builder::ModifyOrderRequest) -> Result<Self, Error> {
        let request: types::ModifyOrderRequest = request.try_into()?;
        Ok(request.into())
    }
}

impl From<types::ModifyOrderRequest> for Modification {
    fn from(request: types::ModifyOrderRequest) -> Self {
        Self {
            request,
            repeats: false,
        }
    }
}

impl Modification {
    fn without_repeats(&mut self) {
        let request = &mut self.request;
        request.date_or_days = None;
        request.filled_quantity = None;
        request.token = None;
        request.trading_symbol = None;
        request.exchange_segment = None;
        request.product = None;
        request.side = None;
    }
}

impl Session {
    /// Changes an order: by a change of its row of the book (`order.change().price(..)`), which fills in what is not said, or by a
    /// request. Its number.
    ///
    /// # Errors
    /// [`OrderError`] says whether the change may stand.
    pub async fn modify<T>(&self, order: T) -> Result<String, OrderError>
    where
        T: TryInto<Modification>,
        T::Error: Into<Error>,
    {
        let mut modification: Modification = built(order)?;
        let newest = is_g3(self.client().handle());
        if modification.repeats && newest {
            modification.without_repeats();
        }
        let mut order = modification.request;
        order.order_number = OrderError::number(&order.order_number)?;
        counts([
            ("quantity", order.quantity),
            ("disclosed_quantity", order.disclosed_quantity),
        ])?;
        counts(
            order
                .filled_quantity
                .map(|filled| ("filled_quantity", filled)),
        )?;
        shorten([
            &mut order.price,
            &mut order.trigger_price,
            &mut order.quantity,
            &mut order.disclosed_quantity,
            &mut order.market_protection,
        ]);
        shorten(&mut order.filled_quantity);
        let (source, _) = self.always_said();
        order.order_source = order.order_source.or(source.map(str::to_owned));
        let sent = Sent::now(Trace::Number(order.order_number.clone()));
        let answer = self.client().orders().modify().body(order).send().await;
        number("modify_order", answer.map(|a| a.into_inner()), sent)
    }
}

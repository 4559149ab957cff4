//! Why an order, a change or a cancellation is not taken.

use rust_decimal::Decimal;

use super::instrument::Instrument;
use super::market::Market;
use super::order::{Order, OrderKind, Request, Side};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    UnknownInstrument,
    /// Not positive, or no multiple of the lot.
    Quantity,
    /// A limit or trigger that is missing, or makes no sense for the kind of order.
    Price,
    /// A limit or trigger outside the day's band.
    Band,
    Margin,
    UnknownOrder,
    /// The order to change or cancel is filled.
    Traded,
    /// The order to change or cancel is cancelled or rejected.
    Gone,
    /// The change changes nothing.
    Unchanged,
}

impl Refusal {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::UnknownInstrument => "Unknown instrument",
            Self::Quantity => "Quantity must be a positive multiple of the lot",
            Self::Price => "Price or trigger price is not right for this kind of order",
            Self::Band => "Price is outside the day's price band",
            Self::Margin => "Insufficient margin",
            Self::UnknownOrder => "No such order",
            Self::Traded => "The order is already traded",
            Self::Gone => "The order is already cancelled or rejected",
            Self::Unchanged => "Nothing would change",
        }
    }
}

impl Market {
    /// Checks an order before anything is asked about money.
    pub(super) fn check(&self, request: &Request) -> Result<&Instrument, Refusal> {
        let instrument = self
            .instrument(request.token)
            .ok_or(Refusal::UnknownInstrument)?;
        let Request {
            quantity,
            disclosed,
            ..
        } = *request;
        if quantity <= 0
            || quantity % instrument.lot.max(1) != 0
            || !(0..=quantity).contains(&disclosed)
        {
            return Err(Refusal::Quantity);
        }
        check_prices(request)?;
        let (low, high) = instrument.band;
        let outside = |price| price < low || high < price;
        if request.kind.has_limit() && outside(request.price)
            || request.kind.is_stop() && outside(request.trigger)
        {
            return Err(Refusal::Band);
        }
        Ok(instrument)
    }
}

fn check_prices(request: &Request) -> Result<(), Refusal> {
    let Request {
        price,
        trigger,
        kind,
        ..
    } = *request;
    let zero = Decimal::ZERO;
    let limit = if kind.has_limit() {
        price > zero
    } else {
        price >= zero
    };
    let stop = if kind.is_stop() {
        trigger > zero
    } else {
        trigger >= zero
    };
    // A stop that is triggered must still be able to trade at its limit.
    let order = match (kind, request.side) {
        (OrderKind::StopLimit, Side::Buy) => trigger <= price,
        (OrderKind::StopLimit, Side::Sell) => trigger >= price,
        _ => true,
    };
    if limit && stop && order {
        Ok(())
    } else {
        Err(Refusal::Price)
    }
}

/// Whether the order can still be changed or cancelled.
pub(super) fn check_live(order: &Order) -> Result<(), Refusal> {
    use super::order::State::{Cancelled, Complete, Rejected};
    match order.state {
        Complete => Err(Refusal::Traded),
        Cancelled | Rejected => Err(Refusal::Gone),
        _ => Ok(()),
    }
}

//! An order as the book has it.

use keyfob_core::{Decimal, Error, OpenEnum};
use time::OffsetDateTime;

use super::{Contract, OrderStatus, OrderType, Product, Side, Validity, refuse};

/// An order of the day, whatever its state. `Raw` is the vendor's own row, [`BookOrder::raw`].
///
/// Of a word that is not known the vendor's text is kept (it is empty where the vendor tells none), so that these are compared as
/// `order.product == Product::Intraday`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BookOrder<Raw> {
    /// Its number.
    pub number: String,
    /// What it is of.
    pub contract: Contract,
    /// Whether it buys or sells.
    pub side: Side,
    /// At which price it trades; not known where Kotak Trade, which names no types, does not tell the prices.
    pub order_type: OpenEnum<OrderType>,
    /// The product.
    pub product: OpenEnum<Product>,
    /// How long it stands.
    pub validity: OpenEnum<Validity>,
    /// Where it stands; [`BookOrder::is_open`] and [`BookOrder::is_final`] sum it up.
    pub status: OpenEnum<OrderStatus>,
    /// How many units were ordered.
    pub quantity: i64,
    /// How many of them are filled.
    pub filled_quantity: i64,
    /// How many of them were cancelled.
    pub cancelled_quantity: i64,
    /// How many of them the market is shown at a time; 0 for all, and where it cannot be read.
    pub disclosed_quantity: i64,
    /// The limit in rupees; none if it has no limit, or one that cannot be read ([`BookOrder::order_type`] tells).
    pub price: Option<Decimal>,
    /// The trigger price in rupees; none if it has no trigger, or one that cannot be read.
    pub trigger_price: Option<Decimal>,
    /// The average price in rupees of what is filled; none if nothing is, or where the vendor does not tell it (Kotak Trade).
    pub average_price: Option<Decimal>,
    /// The tag, as the vendor has it now: Kotak Neo lengthens or overwrites it when an order is cancelled or changed.
    pub tag: Option<String>,
    /// The number at the exchange, once that has it.
    pub exchange_number: Option<String>,
    /// What the vendor says of a rejection.
    pub rejection_reason: Option<String>,
    /// Whether it was placed after the market's hours.
    pub after_market: bool,
    /// When it was placed, by the exchange's clock (the vendors name no zone; India's is assumed); none if its text ([`BookOrder::raw`] has it) cannot be read.
    pub placed_at: Option<OffsetDateTime>,
    /// When it last changed, likewise; none where the vendor does not tell it (Kotak Trade).
    pub updated_at: Option<OffsetDateTime>,
    /// Whether the book tells the disclosed quantity.
    pub(crate) tells_disclosed: bool,
    pub(crate) raw: Raw,
}

impl<Raw> BookOrder<Raw> {
    /// How many units may still be filled; 0 once nothing changes any more.
    pub fn pending_quantity(&self) -> i64 {
        match self.is_final() {
            true => 0,
            false => {
                let unfilled = self.quantity.saturating_sub(self.filled_quantity);
                unfilled.saturating_sub(self.cancelled_quantity).max(0)
            }
        }
    }

    /// Whether it may still be filled. Of a status that is not known nothing is said: it is neither open nor final.
    pub fn is_open(&self) -> bool {
        self.status.known().is_some_and(OrderStatus::is_open)
    }

    /// Whether nothing changes any more: it is filled, cancelled or rejected.
    pub fn is_final(&self) -> bool {
        self.status.known().is_some_and(OrderStatus::is_final)
    }

    /// Refuses to cancel an order of which nothing is left.
    pub(crate) fn check_cancellable(&self) -> Result<(), Error> {
        match self.is_final() {
            true => refuse(format!(
                "order {} is {}: there is nothing left to cancel",
                self.number, self.status
            )),
            false => Ok(()),
        }
    }

    /// The vendor's own row.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }
}

impl<Raw> From<&BookOrder<Raw>> for Contract {
    fn from(order: &BookOrder<Raw>) -> Self {
        order.contract.clone()
    }
}

impl<Raw> From<BookOrder<Raw>> for Contract {
    fn from(order: BookOrder<Raw>) -> Self {
        order.contract
    }
}

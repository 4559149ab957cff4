//! A fill.

use keyfob_core::{Decimal, OpenEnum};
use time::OffsetDateTime;

use super::{Contract, Product, Side};

/// A fill of an order, of the whole or of a part. `Raw` is the vendor's own row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Trade<Raw> {
    /// The number of the fill.
    pub number: Option<String>,
    /// The number of the order.
    pub order_number: String,
    /// What was traded.
    pub contract: Contract,
    /// Whether it was bought or sold.
    pub side: Side,
    /// The product; the vendor's text if it is not known.
    pub product: OpenEnum<Product>,
    /// How many units.
    pub quantity: i64,
    /// At which price, in rupees.
    pub price: Decimal,
    /// When, by the exchange's clock (the vendors name no zone; India's is assumed); none if its text ([`Trade::raw`] has it) cannot be read.
    pub traded_at: Option<OffsetDateTime>,
    pub(crate) raw: Raw,
}

impl<Raw> Trade<Raw> {
    /// The vendor's own row.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }
}

impl<Raw> From<&Trade<Raw>> for Contract {
    fn from(trade: &Trade<Raw>) -> Self {
        trade.contract.clone()
    }
}

impl<Raw> From<Trade<Raw>> for Contract {
    fn from(trade: Trade<Raw>) -> Self {
        trade.contract
    }
}

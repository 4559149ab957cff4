//! Shares in the depository account.

use keyfob_core::Decimal;

use super::Contract;

/// Shares that are held for longer than the day. `Raw` is the vendor's own row.
///
/// Kotak Neo does not tell the trading symbol of a holding, which an order needs: look it up in the list of instruments by its
/// token.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Holding<Raw> {
    /// What is held; Kotak Neo tells segment, symbol and token.
    pub contract: Contract,
    /// How many units are held.
    pub quantity: i64,
    /// How many of them can be sold now, where the vendor tells it.
    pub sellable_quantity: Option<i64>,
    /// The average cost of a unit in rupees.
    pub average_price: Option<Decimal>,
    /// The last price in rupees that the vendor tells with it: of the close (Kotak Neo), or the latest (Kotak Trade).
    pub last_price: Option<Decimal>,
    pub(crate) raw: Raw,
}

impl<Raw> Holding<Raw> {
    /// Profit and loss in rupees at this last price, without charges: `quantity * (last_price - average_price)`. None if the
    /// average is not known.
    pub fn profit_and_loss(&self, last_price: impl Into<Decimal>) -> Option<Decimal> {
        let gain = last_price.into().checked_sub(self.average_price?)?;
        gain.checked_mul(Decimal::from(self.quantity))
    }

    /// The vendor's own row.
    pub fn raw(&self) -> &Raw {
        &self.raw
    }
}

impl<Raw> From<&Holding<Raw>> for Contract {
    fn from(holding: &Holding<Raw>) -> Self {
        holding.contract.clone()
    }
}

impl<Raw> From<Holding<Raw>> for Contract {
    fn from(holding: Holding<Raw>) -> Self {
        holding.contract
    }
}
